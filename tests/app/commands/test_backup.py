"""`xinliu backup`: made, looked at and brought back from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.commands.backup import PASSPHRASE
from runtime.store import Store
from tests.app.commands.conftest import Run


def test_a_backup_is_made_checked_and_brought_back(
    tmp_path: Path, xinliu: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE, "correct horse battery staple")
    first, second, target = (tmp_path / name for name in ("first", "second", "backup"))
    Store(first).close()
    made = xinliu("backup", "make", target, "--workspace", first)
    again = xinliu("backup", "make", target, "--workspace", first)
    checked = xinliu("backup", "check", target, "--json")
    restored = xinliu("backup", "restore", target, "--workspace", second)
    taken = xinliu("backup", "restore", target, "--workspace", second)

    assert (made.exit_code, made.stdout) == (0, f"The backup is in {target}.\n")
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
    assert (checked.exit_code, json.loads(checked.stdout)["epoch"]) == (0, 0)
    assert (restored.exit_code, "Campaigns are paused" in restored.stdout) == (0, True)
    assert (taken.exit_code, "--replace" in taken.stderr) == (2, True)
    Store(second).close()


def test_a_short_passphrase_protects_nothing(
    tmp_path: Path, xinliu: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE, "short")
    result = xinliu("backup", "make", tmp_path / "backup", "--workspace", tmp_path)

    assert (result.exit_code, "12 characters" in result.stderr) == (2, True)
