"""docs/checks.md lists every finding there is, and none that there is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from runtime.flow.issues import checker
from tests.runtime.flow.issues.test_broken_flows import FAULTS
from tests.runtime.flow.issues.test_lint import BROKEN

ROOT = Path(checker.__file__).parents[3]
SOURCES = (*sorted(Path(checker.__file__).parent.glob("*.py")), ROOT / "runtime/messages/rules.py")
_ROW = re.compile(r"^\| `(\w+)` \| ([\w, ]+) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")
_SEVERITIES = ("error", "warning")


def _documented() -> dict[str, str]:
    text = (ROOT / "docs/checks.md").read_text("utf-8")
    return {code: severities for code, severities, _, _ in _ROW.findall(text)}


def _constants(tree: ast.AST) -> set[str]:
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is str
    }


def _codes(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Code and severity wherever both are written side by side: `Issue("error", "empty", …)`."""
    for node in ast.walk(tree):
        values: list[ast.expr] = []
        if isinstance(node, ast.Call):
            values = node.args
        elif isinstance(node, ast.Tuple):
            values = node.elts
        for one, two in pairwise(values):
            if isinstance(one, ast.Constant) and isinstance(two, ast.Constant):
                if (
                    one.value in _SEVERITIES
                    and two.value not in _SEVERITIES
                    and _CODE.fullmatch(str(two.value))
                ):
                    yield str(two.value), str(one.value)
                elif (
                    two.value in _SEVERITIES
                    and one.value not in _SEVERITIES
                    and _CODE.fullmatch(str(one.value))
                ):
                    yield str(one.value), str(two.value)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_finding_is_documented_with_its_severity(path: Path) -> None:
    known = _documented()

    for code, severity in _codes(ast.parse(path.read_text("utf-8"))):
        assert severity in known.get(code, "not documented"), code


def test_every_documented_finding_exists() -> None:
    said = set().union(*(_constants(ast.parse(path.read_text("utf-8"))) for path in SOURCES))

    assert set(_documented()) - said == set()


def test_every_finding_with_an_example_is_documented() -> None:
    assert (set(BROKEN) | set(FAULTS.values())) - set(_documented()) == set()
