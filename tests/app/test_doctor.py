"""The doctor names what is missing, why, and the command that installs it."""

import ctypes
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app import doctor


@pytest.fixture(autouse=True)
def _debian_without_root(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"apt-get": "/usr/bin/apt-get"}
    monkeypatch.setattr(shutil, "which", found.get)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(sys, "platform", "linux")


def test_a_missing_library_is_named_with_its_package_and_command(monkeypatch: pytest.MonkeyPatch) -> None:
    lose_library(monkeypatch, "libEGL.so.1")

    (finding,) = doctor.library_findings(doctor.QT_LIBRARIES, blocks=True)

    assert finding.subject == "libegl1"
    assert finding.command == "sudo apt-get install --no-install-recommends libegl1"
    assert finding.blocks


def test_two_libraries_of_one_package_make_one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    lose_library(monkeypatch, "libglib-2.0.so.0", "libgthread-2.0.so.0")

    found = doctor.library_findings(doctor.QT_LIBRARIES, blocks=True)

    assert [finding.package for finding in found] == ["libglib2.0-0"]


@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("dnf", "sudo dnf install 'libEGL.so.1()(64bit)'"),
        ("zypper", "sudo zypper install 'libEGL.so.1()(64bit)'"),
        ("pacman", "sudo pacman -S --needed libglvnd"),
    ],
)
def test_other_systems_get_their_own_command(
    monkeypatch: pytest.MonkeyPatch, tool: str, command: str
) -> None:
    lose_library(monkeypatch, "libEGL.so.1")
    monkeypatch.setattr(shutil, "which", {tool: tool}.get)

    (finding,) = doctor.library_findings(doctor.QT_LIBRARIES, blocks=True)

    assert finding.command == command


@pytest.mark.parametrize(
    ("display", "wayland_display", "expected"),
    [
        ("", "", {"libxcb-cursor0": False}),
        (":9", "", {"libxcb-cursor0": True}),
        ("", "wayland-0", {"libxcb-cursor0": False, "libwayland-cursor0": True}),
        (":9", "wayland-0", {"libxcb-cursor0": True, "libwayland-cursor0": False}),
    ],
)
def test_libraries_of_a_window_block_only_on_its_kind_of_display(
    monkeypatch: pytest.MonkeyPatch, display: str, wayland_display: str, expected: dict[str, bool]
) -> None:
    lose_library(monkeypatch, "libxcb-cursor.so.0", "libwayland-cursor.so.0")
    monkeypatch.setattr(doctor, "has_chinese_font", lambda: True)
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland_display)

    found = doctor.system_findings()

    assert {finding.package: finding.blocks for finding in found} == expected


def test_an_old_python_is_told_which_one_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))

    (finding,) = doctor.python_findings()

    assert finding.why.en == "Python 3.11 or newer is needed; this is 3.9."


def test_a_python_without_venv_gets_the_package_of_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    lose_module(monkeypatch, "ensurepip")

    (finding,) = doctor.python_findings()

    assert finding.package == f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def test_an_interpreter_without_the_packages_is_sent_to_make_setup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_IMPORTS_OF_THE_PROGRAM", ("json", "no_such_package"))

    (finding,) = doctor.environment_findings()

    assert finding.command == "make setup"
    assert finding.why.en.endswith("missing: no_such_package.")
    assert doctor.qt_findings() == []


def test_without_a_chinese_font_one_is_advised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "has_chinese_font", lambda: False)

    (finding,) = doctor.font_findings()

    assert finding.package == "fonts-wqy-microhei"
    assert not finding.blocks


def test_a_workspace_that_cannot_be_written_blocks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    monkeypatch.setattr(doctor, "workspace_dir", lambda: in_the_way / "xinliu")

    (finding,) = doctor.workspace_findings()

    assert str(in_the_way) in finding.why.en


def test_one_command_installs_all_missing_system_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    lose_library(monkeypatch, "libEGL.so.1", "libGL.so.1")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    text = doctor.report(doctor.library_findings(doctor.QT_LIBRARIES, blocks=True))

    assert text.splitlines()[-1] == "    sudo apt-get install --no-install-recommends libegl1 libgl1"


def test_the_report_speaks_the_language_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = doctor.Finding("x", doctor.Sentence("缺字体。", "A font is missing."))

    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    chinese = doctor.report([finding])
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    english = doctor.report([finding])

    assert (chinese, english) == ("缺少: x: 缺字体。", "missing: x: A font is missing.")


def test_the_status_is_one_only_when_something_blocks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    advice = doctor.Finding("x", doctor.Sentence("建议。", "Advice."), blocks=False)
    monkeypatch.setattr(doctor, "findings", lambda: (advice,))

    status = doctor.main(["--json"])

    assert status == 0
    assert json.loads(capsys.readouterr().out)[0]["why"] == {"zh": "建议。", "en": "Advice."}


def test_it_runs_as_a_script_without_anything_installed() -> None:
    command = [sys.executable, "-S", "-I", str(Path(doctor.__file__)), "--system", "--json"]

    outcome = subprocess.run(command, capture_output=True, text=True, check=False)

    assert isinstance(json.loads(outcome.stdout), list)
    assert outcome.stderr == ""


def lose_library(monkeypatch: pytest.MonkeyPatch, *lost: str) -> None:
    """Make some libraries fail to load and all others load."""

    def load(name: str) -> None:
        if name in lost:
            raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(ctypes, "CDLL", load)


def lose_module(monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    """Make one module unfindable."""
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == lost else find(name))
