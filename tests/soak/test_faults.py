"""docs/faults.md promises only what a test shows."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
WANTED = (
    *("F01", "F02", "F04", "F05", "F06", "F10", "F12", "F13", "F14", "F15", "F16", "F17", "F19", "F20"),
    *("F21", "F22", "F23", "F25", "F26", "F27", "F28", "F29", "F30", "F32", "F35", "F36", "F38", "F41"),
    "F42",
)


def test_every_fault_names_tests_that_exist() -> None:
    missing = []
    for path, name in re.findall(r"(tests/[\w/]+\.py)::(\w+)", PAGE):
        file = ROOT / path
        if not file.exists() or f"def {name}(" not in file.read_text(encoding="utf-8"):
            missing.append(f"{path}::{name}")

    assert missing == []


def test_every_fault_of_the_list_is_there() -> None:
    told = {row[:3] for row in re.findall(r"^\| (F\d\d .*)$", PAGE, re.MULTILINE) if "::" in row}

    assert sorted(set(WANTED) - told) == []
