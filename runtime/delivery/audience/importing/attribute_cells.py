"""The values of attributes in cells, by type."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, TypeAlias

from runtime.delivery.audience.condition import AttributeType
from runtime.delivery.audience.importing.number_cells import CellProblem

AttributeValue: TypeAlias = str | float | bool
Reader: TypeAlias = Callable[[str], AttributeValue | CellProblem]

MAX_TEXT: Final = 500
MAX_TAG: Final = 40
_DATE: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?").fullmatch
_EIGHT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})").fullmatch
_SERIAL: Final = re.compile(r"\d{4,5}(?:\.\d+)?").fullmatch
_DAY_ZERO: Final = date(1899, 12, 30)
"""Spreadsheets count days from here (after their 29 February 1900, which there never was)."""
_TRUTHS: Final = {
    **dict.fromkeys(("是", "yes", "y", "true", "t", "1", "有", "✓", "√", "on"), True),
    **dict.fromkeys(("否", "no", "n", "false", "f", "0", "无", "✗", "×", "off"), False),
}
_BETWEEN_TAGS: Final = re.compile(r"\s*[,，、;；|/\n]\s*")


def reader_of(kind: AttributeType, choices: Collection[str] = ()) -> Reader:
    """What reads the cells of an attribute; the cells it gets are not blank."""
    if kind == "number":
        return _number
    if kind == "date":
        return day_in
    if kind == "boolean":
        return _truth
    if kind == "choice" and choices:
        allowed = frozenset(choices)
        return lambda cell: cell.strip() if cell.strip() in allowed else CellProblem.NOT_CHOICE
    return _text


def tags_in(cell: str) -> list[str]:
    """The tags that a cell lists, separated by any common mark."""
    return [tag for tag in _BETWEEN_TAGS.split(cell.strip()) if tag]


@lru_cache(maxsize=4096)
def day_in(cell: str) -> str | CellProblem:
    """The day in *cell* as 2026-03-08: written any way round that starts with the year, or Excel's count."""
    text = unicodedata.normalize("NFKC", cell).strip()
    try:
        if found := _DATE(text) or _EIGHT(text):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if _SERIAL(text):
            return (_DAY_ZERO + timedelta(days=int(float(text)))).isoformat()
    except (ValueError, OverflowError):
        pass
    return CellProblem.NOT_DATE


def guessed_type(cells: Collection[str]) -> AttributeType:
    """The type that all of these *cells* fit, text when no other does."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return "text"
    for kind in ("boolean", "date", "number"):
        if kind == "date" and all(_SERIAL(cell.strip()) for cell in filled):
            continue
        if kind == "boolean" and all(cell.strip().isdigit() for cell in filled):
            continue
        if kind == "number" and any(
            cell.strip().startswith("0") and len(cell.strip()) > 1 for cell in filled
        ):
            continue
        read = reader_of(kind)
        if not any(isinstance(read(cell), CellProblem) for cell in filled):
            return kind
    return "text"


def _text(cell: str) -> str | CellProblem:
    text = cell.strip()
    return text if len(text) <= MAX_TEXT else CellProblem.LONG_TEXT


def _number(cell: str) -> float | CellProblem:
    text = cell.strip()
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).lstrip("¥￥")
    try:
        number = float(text.replace(",", "").removeprefix("$"))
    except ValueError:
        return CellProblem.NOT_FIGURE
    return number if math.isfinite(number) else CellProblem.NOT_FIGURE


def _truth(cell: str) -> bool | CellProblem:
    return _TRUTHS.get(cell.strip().lower(), CellProblem.NOT_TRUTH)
