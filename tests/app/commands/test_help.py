"""What `--help` and docs/command-line.md say is true and complete."""

from __future__ import annotations

import re

import pytest

from app.command_line import COMMANDS, opens_editor
from app.commands.tree import tree
from tests.app.commands.conftest import ROOT, Run

GUIDE = (ROOT / "docs" / "command-line.md").read_text("utf-8")


def flags_in(help_text: str) -> set[str]:
    """The options that a help text lists."""
    listed = re.findall(r"^ +(?:-\w, )?(--[a-z-]+)((?: / --[a-z-]+)?)", help_text, re.MULTILINE)
    return {flag for pair in listed for flag in re.findall(r"--[a-z-]+", " ".join(pair))}


def helps(name: str, xinliu: Run) -> list[str]:
    """What `--help` says of a command, or of each one in a group."""
    groups = [one.typer_instance for one in tree().registered_groups]
    within = [
        str(command.name)
        for group in groups
        if group is not None and group.info.name == name
        for command in group.registered_commands
    ]
    return [xinliu(name, *each, "--help").stdout for each in ([one] for one in within)] or [
        xinliu(name, "--help").stdout
    ]


def section(name: str) -> str:
    """What the guide says of a command."""
    found = re.search(rf"^## xinliu {name}\n(.*?)(?=^## |\Z)", GUIDE, re.DOTALL | re.MULTILINE)
    assert found is not None, f"docs/command-line.md has no section on {name}"
    return found[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_short_help_and_a_section_with_all_its_options(name: str, xinliu: Run) -> None:
    result = xinliu(name, "--help")

    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) < 40
    described = section(name)
    flags = flags_in("\n".join(helps(name, xinliu)))
    assert flags
    assert [flag for flag in flags - {"--help"} if f"`{flag}" not in described] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_the_guide_names_no_option_that_is_not_there(name: str, xinliu: Run) -> None:
    known = flags_in("\n".join(helps(name, xinliu)))

    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section(name))) - known == set()


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "open"])
def test_help_and_guide_name_the_exit_statuses(name: str, xinliu: Run) -> None:
    for written in helps(name, xinliu):
        statuses = set(re.findall(r"(\d+): ", written.split("Options:")[0].replace("\n", " ")))
        assert "0" in statuses, name
        for status in statuses:
            assert f"{status} " in section(name).rpartition("Status")[2], status


@pytest.mark.parametrize(
    ("arguments", "opens"),
    [
        ([], True),
        (["scene.xinliu.json"], True),
        (["--sample", "spring-sale"], True),
        (["open"], True),
        (["open", "--help"], False),
        (["--help"], False),
        (["check", "scene.xinliu.json"], False),
        (["chekc"], False),
    ],
)
def test_the_editor_opens_only_when_it_is_meant(arguments: list[str], opens: bool) -> None:
    assert opens_editor(arguments) is opens


def test_a_misspelt_command_gives_status_2(xinliu: Run) -> None:
    result = xinliu("chekc")

    assert result.exit_code == 2
    assert "chekc" in result.stderr
