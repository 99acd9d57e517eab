"""Each import contract breaks when its rule is broken, and the tree as it is keeps them all."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.sources import ROOT, product_sources

# Contract → plants, each "file: import" that the contract must refuse.
PLANTS = {
    "top-layers": [
        ("runtime/messages/planted.py", "import widgets"),
        ("widgets/planted.py", "import editor.document"),
        ("editor/tools/planted.py", "import app"),
        ("resources/planted.py", "import runtime.messages"),
    ],
    "runtime-layers": [
        ("runtime/flow/planted.py", "import runtime.engine"),
        ("runtime/messages/planted.py", "import runtime.flow"),
        ("runtime/engine/planted.py", "import runtime.store"),
        ("runtime/carriers/planted.py", "import runtime.delivery"),
        ("runtime/store/planted.py", "import runtime.carriers"),
        ("runtime/simulator/planted.py", "import runtime.delivery"),
        ("runtime/delivery/planted.py", "import runtime.service"),
        ("runtime/engine/planted.py", "import runtime.clock"),
        ("runtime/planted.py", "import json"),
    ],
    "editor-without-runtime-process": [
        ("editor/inspector/planted.py", "import runtime.engine"),
        ("editor/canvas/planted.py", "import runtime.service"),
        ("widgets/handset/planted.py", "import runtime.store"),
    ],
    "qt-free": [
        ("runtime/messages/planted.py", "from PySide6.QtCore import QPointF"),
        ("runtime/simulator/planted.py", "import qasync"),
        ("resources/planted.py", "import PySide6.QtGui"),
        ("editor/document/planted.py", "import PySide6.QtGui"),
        ("editor/tools/planted.py", "import PySide6.QtCore"),
        ("editor/library/planted.py", "import shiboken6"),
    ],
    "pure-core": [
        ("runtime/messages/planted.py", "import sqlalchemy"),
        ("runtime/flow/planted.py", "import sqlite3"),
        ("runtime/engine/planted.py", "import asyncio"),
        ("runtime/engine/planted.py", "import httpx"),
    ],
    "one-http-client": [
        ("app/planted.py", "import httpx"),
        ("runtime/delivery/planted.py", "import httpx_aiohttp"),
        ("editor/exchange/planted.py", "from httpx import Client"),
    ],
    "one-expression-library": [
        ("runtime/engine/planted.py", "from cel_expr_python import cel"),
        ("editor/inspector/planted.py", "import cel_expr_python"),
    ],
    "no-loop-in-widgets": [
        ("editor/canvas/planted.py", "import asyncio"),
        ("widgets/planted.py", "import qasync"),
    ],
}

# Runs in a process of its own, because the linter looks packages up on the path of its interpreter.
CHECKER = """
import json, pathlib, sys
from importlinter.cli import lint_imports
verdicts = []
for contract, file, code in json.loads(sys.stdin.read()):
    planted = pathlib.Path(file) if file else None
    if planted:
        planted.write_text(code + "\\n", encoding="utf-8")
    limits = (contract,) if contract else ()
    verdicts.append(lint_imports(limit_to_contracts=limits, no_cache=True, no_logo=True) == 0)
    if planted:
        planted.unlink()
pathlib.Path("verdicts.json").write_text(json.dumps(verdicts), encoding="utf-8")
"""


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str, str], bool]:
    """Judge the untouched copy, each plant, and each plant as a typing-only import."""
    copy = tmp_path_factory.mktemp("tree")
    for source in product_sources():
        target = copy / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.text, encoding="utf-8")
    (copy / "pyproject.toml").write_text(
        (ROOT / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    plants = [("", "", "")]
    plants += [(contract, *plant) for contract, planted in PLANTS.items() for plant in planted]
    plants += [(contract, planted[0][0], for_typing(planted[0][1])) for contract, planted in PLANTS.items()]
    return dict(zip(plants, judge(copy, plants), strict=True))


@pytest.mark.slow
def test_the_tree_keeps_every_contract(verdicts: dict[tuple[str, str, str], bool]) -> None:
    assert verdicts["", "", ""]


@pytest.mark.slow
@pytest.mark.parametrize("contract", PLANTS)
def test_a_planted_import_breaks_its_contract(
    contract: str, verdicts: dict[tuple[str, str, str], bool]
) -> None:
    kept = [plant for plant, is_kept in verdicts.items() if plant[0] == contract and is_kept]

    assert kept == []


def test_every_contract_has_plants() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]

    assert [contract["id"] for contract in config["contracts"]] == list(PLANTS)
    assert not config.get("exclude_type_checking_imports", False)


def for_typing(code: str) -> str:
    """Hide an import from run time, as annotations do."""
    return f"from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {code}"


def judge(copy: Path, plants: list[tuple[str, str, str]]) -> list[bool]:
    """Tell for each plant whether its contract is kept all the same."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(
        [sys.executable, "-c", CHECKER],
        input=json.dumps(plants),
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    answer: list[bool] = json.loads((copy / "verdicts.json").read_text(encoding="utf-8"))
    return answer
