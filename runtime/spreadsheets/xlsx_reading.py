"""Reads the texts of an XLSX file of a stranger: no formulas, no entities, no more than there may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from runtime.spreadsheets.bounded_zip import BoundedZip, Bounds, bounded_zip
from runtime.spreadsheets.refusals import FileRefused
from runtime.spreadsheets.xlsx_escapes import xlsx_unescaped
from runtime.wording import Wording, printable

MAX_CELL: Final = 32_767
"""Characters of a cell: what a spreadsheet can hold; one more is kept, so that readers can see it."""
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_NUMBER: Final = re.compile(r"\d+")
_STRINGS: Final = "xl/sharedStrings.xml"
_PLACE: Final = re.compile(r"([A-Z]{1,3})[0-9]+")
_NOT_ROWS: Final = frozenset(("conditionalFormatting", "dataValidation", "hyperlink", "mergeCell"))
_NO_TABLE = Wording(
    "不是 Excel 表格（.xlsx），或已损坏。用 Excel 另存为 .xlsx 再读入。",
    "It is no Excel table (.xlsx), or it is damaged. Save it as .xlsx with Excel and read it again.",
)


class XlsxBook:
    """The sheets of an open workbook; formulas count as what they last gave."""

    def __init__(self, book: BoundedZip, max_columns: int) -> None:
        self._book = book
        self._max_columns = max_columns
        names = book.names()
        self.sheets = sorted(filter(_SHEET.fullmatch, names), key=_order)
        """The entries of the sheets, in the order of their numbers."""
        if not self.sheets:
            raise FileRefused(_NO_TABLE)
        self.read_share = 0.0
        """How much of the sheet that is being read is behind, 0 to 1."""
        self._strings = _strings(book) if _STRINGS in names else []

    def rows(self, sheet: int = 0) -> Iterator[list[str]]:
        """The rows of a sheet as texts, one after the other; raises FileRefused where it is damaged."""
        name = self.sheets[sheet]
        for element, tag in _elements(self._counted(name)):
            if tag == "row":
                yield self._cells(element)
                element.clear()
            elif tag in _NOT_ROWS:
                element.clear()

    def _counted(self, name: str) -> Iterator[bytes]:
        done, whole = 0, max(1, self._book.size_of(name))
        for chunk in self._book.chunks(name):
            done += len(chunk)
            self.read_share = done / whole
            yield chunk

    def _cells(self, row: Element) -> list[str]:
        cells: list[str] = []
        for number, cell in enumerate(child for child in row if child.tag.endswith("}c") or child.tag == "c"):
            column = _column(cell.get("r", ""), number)
            if column >= self._max_columns:
                continue
            while len(cells) < column:
                cells.append("")
            value = _value(cell, self._strings)
            if column < len(cells):
                cells[column] = value
            else:
                cells.append(value)
        return cells


@contextmanager
def xlsx_book(file: Path | IO[bytes], bounds: Bounds, max_columns: int) -> Iterator[XlsxBook]:
    """Opens a workbook that keeps *bounds*; columns beyond *max_columns* are left out.

    Raises FileRefused when it is no workbook or does not keep them, OSError when it cannot be read.
    """
    with bounded_zip(file, bounds) as book:
        yield XlsxBook(book, max_columns)


class _Stream:
    """What an XML reader needs of a file."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def read(self, size: int = -1) -> bytes:
        """The next piece, empty at the end."""
        return next(self._chunks, b"")


def _elements(chunks: Iterator[bytes]) -> Iterator[tuple[Element, str]]:
    """Every element of an entry with its name, once it is complete; rows leave the tree behind them."""
    holder: Element | None = None
    try:
        for event, element in iterparse(_Stream(chunks), events=("start", "end"), forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag in ("sheetData", "sst"):
                    holder = element
                continue
            yield element, tag
            if holder is not None and tag in ("row", "si"):
                # Emptied elements still hang in the tree: a million of them is a lot of memory.
                holder.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(_NO_TABLE) from error


def _strings(book: BoundedZip) -> list[str]:
    return [_text_of(element) for element, tag in _elements(book.chunks(_STRINGS)) if tag == "si"]


def _order(name: str) -> tuple[int, str]:
    number = _NUMBER.search(name.rpartition("/")[2])
    return (int(number[0]) if number and len(number[0]) < 10 else 0, name)


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
