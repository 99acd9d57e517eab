"""Reads the texts of an XLSX file of a stranger: no formulas, no entities, no more than there may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from editor.exchange.bounded_zip import BoundedZip, Bounds, bounded_zip
from editor.exchange.refusals import FileRefused
from editor.exchange.script.bounds import MAX_CELL, MAX_COLUMNS, MAX_ROWS, MAX_TABLE_BYTES, too_many_rows
from editor.exchange.script.xlsx_escapes import xlsx_unescaped
from runtime.wording import Wording, printable

_BOUNDS: Final = Bounds(entries=2_000, entry_bytes=128 << 20, total_bytes=256 << 20, ratio=2_000)
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_STRINGS: Final = "xl/sharedStrings.xml"
_PLACE: Final = re.compile(r"([A-Z]{1,3})[0-9]+")
_NO_TABLE = Wording(
    "不是 Excel 表格（.xlsx），或已损坏。用 Excel 另存为 .xlsx 再读入。",
    "It is no Excel table (.xlsx), or it is damaged. Save it as .xlsx with Excel and read it again.",
)


def xlsx_sheets(path: Path) -> Iterator[list[list[str]]]:
    """The sheets of the workbook at *path*, each as rows of texts; formulas count as what they last gave.

    Raises FileRefused when it is no workbook or too large, OSError when it cannot be read.
    """
    if path.stat().st_size > MAX_TABLE_BYTES:
        raise FileRefused(
            Wording("表格超过 {limit} MB。", "The table is larger than {limit} MB.").format(
                limit=MAX_TABLE_BYTES >> 20
            )
        )
    with bounded_zip(path, _BOUNDS) as book:
        sheets = sorted(name for name in book.names() if _SHEET.fullmatch(name))
        if not sheets:
            raise FileRefused(_NO_TABLE)
        strings = _strings(book) if _STRINGS in book.names() else []
        for name in sheets:
            yield _rows(book, name, strings)


class _Stream:
    """What an XML reader needs of a file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, size: int = -1) -> bytes:
        """The next piece, empty at the end."""
        return next(self._chunks, b"")


def _elements(book: BoundedZip, name: str, take: Callable[[Element, str], None]) -> None:
    """Hands every element of an entry to *take* with its name once it is complete."""
    try:
        for _, element in iterparse(_Stream(book.chunks(name)), events=("end",), forbid_dtd=True):
            take(element, element.tag.rpartition("}")[2])
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(_NO_TABLE) from error


def _strings(book: BoundedZip) -> list[str]:
    found: list[str] = []

    def take(element: Element, tag: str) -> None:
        if tag == "si":
            found.append(_text_of(element))
            element.clear()
        elif tag == "sst":
            element.clear()

    _elements(book, _STRINGS, take)
    return found


def _rows(book: BoundedZip, name: str, strings: list[str]) -> list[list[str]]:
    rows: list[list[str]] = []

    def take(element: Element, tag: str) -> None:
        if tag == "row":
            if len(rows) >= MAX_ROWS:
                raise too_many_rows()
            rows.append(_cells(element, strings))
            element.clear()
        elif tag in ("conditionalFormatting", "dataValidation", "hyperlink", "mergeCell"):
            element.clear()

    _elements(book, name, take)
    return rows


def _cells(row: Element, strings: list[str]) -> list[str]:
    cells: list[str] = []
    for number, cell in enumerate(child for child in row if child.tag.rpartition("}")[2] == "c"):
        column = _column(cell.get("r", ""), number)
        if column >= MAX_COLUMNS:
            continue
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = _value(cell, strings)
    return cells


def _column(place: str, otherwise: int) -> int:
    found = _PLACE.fullmatch(place)
    if found is None:
        return otherwise
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _value(cell: Element, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    inner = {child.tag.rpartition("}")[2]: child for child in cell}
    if kind == "inlineStr":
        return _text_of(inner["is"]) if "is" in inner else ""
    raw = (inner["v"].text or "") if "v" in inner else ""
    if kind == "s":
        index = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else -1
        if not 0 <= index < len(strings):
            raise FileRefused(
                Wording(
                    "单元格 {place} 指向不存在的文字，表格已损坏。",
                    "Cell {place} points to a text that is not there; the table is damaged.",
                ).format(place=printable(cell.get("r", ""), 10))
            )
        return strings[index]
    return xlsx_unescaped(raw)[: MAX_CELL + 1] if kind == "str" else raw[: MAX_CELL + 1]


def _text_of(item: Element) -> str:
    """The text of a string item: its own and that of its runs, without how it is pronounced."""
    pieces: list[str] = []
    for child in item:
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            pieces.append(child.text or "")
        elif tag == "r":
            pieces += [each.text or "" for each in child if each.tag.rpartition("}")[2] == "t"]
    return xlsx_unescaped("".join(pieces))[: MAX_CELL + 1]
