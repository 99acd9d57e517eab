"""Runs `xinliu` inside the test, and as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.commands.tree import tree
from resources.files import resource_path

ROOT = Path(__file__).parents[3]
BROKEN = ROOT / "tests" / "golden" / "broken"

Run = Callable[..., Result]


@pytest.fixture
def xinliu(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`xinliu("check", file)`: the result with its exit_code, stdout and stderr; speaks English."""
    monkeypatch.setenv("XINLIU_LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(tree(), [str(argument) for argument in arguments])

    return run


@pytest.fixture
def sample() -> Path:
    """The file of 春季促销."""
    return resource_path("scenarios/spring-sale.xinliu.json")


def as_process(*arguments: str | Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    """`python -m app …` with its real exit status."""
    environment = os.environ | {"XINLIU_LANGUAGE": language, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=120)
