"""`xinliu secret` and `xinliu keys`: values come in by standard input and are never shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.commands.tree import tree
from runtime.store import Store
from runtime.store.key_places import BY_NAME
from tests.app.commands.conftest import Run

WORDS = "correct horse battery staple"
VALUE = "token-of-the-shop"


def _set(workspace: Path, name: str, value: str = VALUE) -> tuple[int, str]:
    result = CliRunner().invoke(
        tree(), ["secret", "set", name, "--workspace", str(workspace)], input=f"{value}\n"
    )
    return result.exit_code, result.output


def test_a_secret_is_kept_listed_and_removed(
    tmp_path: Path, xinliu: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(BY_NAME, WORDS)
    kept = _set(tmp_path, "CRM")
    with Store(tmp_path) as store:
        found = store.secrets.get("CRM")
        beside_a_service = _set(tmp_path, "PAY")
        seen = store.secrets.names()
    listed = xinliu("secret", "list", "--workspace", tmp_path, "--json")
    removed = [xinliu("secret", "remove", "PAY", "--workspace", tmp_path).exit_code for _ in range(2)]

    assert kept == (0, "CRM is kept.\n")
    assert found is not None
    assert (found.get_secret_value(), beside_a_service[0], seen) == (VALUE, 0, ["CRM", "PAY"])
    assert (json.loads(listed.stdout), removed) == ({"names": ["CRM", "PAY"]}, [0, 1])


def test_without_protection_a_secret_is_refused_with_what_to_do(tmp_path: Path, xinliu: Run) -> None:
    status, said = _set(tmp_path, "CRM")
    shown = xinliu("keys", "status", "--workspace", tmp_path)

    assert (status, "XINLIU_PASSPHRASE" in said, VALUE in said) == (2, True, False)
    assert (shown.exit_code, "plain file" in shown.stdout) == (1, True)


def test_keys_move_under_a_passphrase_and_are_renewed(
    tmp_path: Path, xinliu: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ("--workspace", tmp_path)
    xinliu("keys", "status", *where)
    refused = xinliu("keys", "move", "--to", "passphrase", *where)
    nowhere = xinliu("keys", "move", "--to", "pocket", *where)
    monkeypatch.setenv(BY_NAME, WORDS)
    moved = xinliu("keys", "move", "--to", "passphrase", *where)
    rotated = xinliu("keys", "rotate", "--forget-old", *where)
    shown = xinliu("keys", "status", "--json", *where)

    assert (refused.exit_code, nowhere.exit_code, moved.exit_code) == (2, 2, 0)
    assert (rotated.exit_code, "old keys are dropped" in rotated.stdout) == (0, True)
    assert json.loads(shown.stdout) == {"place": "passphrase", "is_protected": True, "version": 2, "left": 0}
    assert shown.exit_code == 0
