"""Writes what became of everybody as a CSV that spreadsheets open; numbers stay masked."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from app.campaigns.people_table import HEADS, cells_of
from widgets.language import tr

_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""A cell that begins so would be a formula. Source: OWASP CSV Injection, checked 2026-11-24."""


class PeopleFile:
    """A file that grows page by page; it appears under its name when it is whole."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._part = path.with_name(path.name + ".part")
        self.count = 0
        with self._part.open("w", encoding="utf-8-sig", newline="") as file:
            file.write(_lines([tuple(tr(words) for words in HEADS)]))

    def take(self, page: Sequence[Mapping[str, Any]]) -> None:
        """Add people."""
        self.count += len(page)
        with self._part.open("a", encoding="utf-8", newline="") as file:
            file.write(_lines([cells_of(one) for one in page]))

    def finish(self) -> None:
        """Put the whole file in its place."""
        self._part.replace(self.path)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    text = StringIO()
    csv.writer(text).writerows([[_safe(cell) for cell in row] for row in rows])
    return text.getvalue()


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) else cell
