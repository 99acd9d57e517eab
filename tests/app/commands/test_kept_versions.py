"""`xinliu versions` lists what the editor kept, `xinliu restore` writes one of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from editor.library.workspace import Workspace
from runtime.flow.file_format import read_document, write_document
from tests.app.commands.conftest import Run
from tests.support.flows import greeting


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """A file whose scenario has two versions in the library of `tmp_path / "library"`."""
    file = tmp_path / "greeting.xinliu.json"
    write_document(greeting(), file)
    changed = greeting().flow.model_copy(update={"name": "别的名字"})
    library = Workspace(tmp_path / "library")
    library.versions.record(greeting(), "automatic")
    library.versions.record(
        greeting().model_copy(update={"flow": changed}), "published", name="终稿", number=3
    )
    library.close()
    return file


def test_versions_are_listed_with_what_changed(scenario: Path, xinliu: Run) -> None:
    result = xinliu("versions", scenario, "--workspace", scenario.parent / "library")

    assert result.exit_code == 0
    assert "Published v3  终稿" in result.stdout
    assert "别的名字" in result.stdout


def test_versions_are_told_to_programs(scenario: Path, xinliu: Run) -> None:
    result = xinliu("versions", scenario, "--json", "--workspace", scenario.parent / "library")

    found = json.loads(result.stdout)["versions"]
    assert [(each["number"], each["kind"], each["published_as"]) for each in found] == [
        (2, "published", 3),
        (1, "automatic", None),
    ]


def test_without_versions_it_says_how_they_come(sample: Path, xinliu: Run, tmp_path: Path) -> None:
    result = xinliu("versions", sample, "--workspace", tmp_path)

    assert result.exit_code == 0
    assert "no versions yet" in result.stdout


def test_a_version_is_written_into_a_file(scenario: Path, xinliu: Run) -> None:
    output = scenario.with_name("old.xinliu.json")
    library = scenario.parent / "library"

    result = xinliu("restore", scenario, "--version", "1", "-o", output, "--workspace", library)
    again = xinliu("restore", scenario, "--version", "1", "-o", output, "--workspace", library)

    assert result.exit_code == 0, result.stderr
    assert read_document(output) == greeting()
    assert again.exit_code == 2


def test_a_version_that_is_not_there_gives_status_2(scenario: Path, xinliu: Run) -> None:
    output, library = scenario.with_name("old.xinliu.json"), scenario.parent / "library"

    result = xinliu("restore", scenario, "--version", "9", "-o", output, "--workspace", library)

    assert result.exit_code == 2
    assert "There is no version 9" in result.stderr
    assert not output.exists()


def test_a_library_that_is_none_gives_status_2(scenario: Path, xinliu: Run) -> None:
    result = xinliu("versions", scenario, "--workspace", scenario)

    assert result.exit_code == 2
    assert "Cannot open the library" in result.stderr
