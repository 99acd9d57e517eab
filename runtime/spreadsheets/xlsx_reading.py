"""Reads the texts of an XLSX file of a stranger: no formulas, no entities, no more than there may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from runtime.spreadsheets.bounded_zip import BoundedZip, Bounds, bounded_zip
from runtime.spreadsheets.refusals import FileRefused
from runtime.spreadsheets.sheet_xml import NO_TABLE, RowReader, StringReader, parsed

_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_NUMBER: Final = re.compile(r"\d+")
_STRINGS: Final = "xl/sharedStrings.xml"


class XlsxBook:
    """The sheets of an open workbook; formulas count as what they last gave."""

    def __init__(self, book: BoundedZip, max_columns: int) -> None:
        self._book = book
        self._max_columns = max_columns
        names = book.names()
        self.sheets = sorted(filter(_SHEET.fullmatch, names), key=_order)
        """The entries of the sheets, in the order of their numbers."""
        if not self.sheets:
            raise FileRefused(NO_TABLE)
        self.read_share = 0.0
        """How much of the sheet that is being read is behind, 0 to 1."""
        self._strings: list[str] = []
        if _STRINGS in names:
            self._strings = [text for (text,) in parsed(book.chunks(_STRINGS), StringReader())]

    def rows(self, sheet: int = 0) -> Iterator[list[str]]:
        """The rows of a sheet as texts, one after the other; raises FileRefused where it is damaged."""
        yield from parsed(self._counted(self.sheets[sheet]), RowReader(self._strings, self._max_columns))

    def _counted(self, name: str) -> Iterator[bytes]:
        done, whole = 0, max(1, self._book.size_of(name))
        for chunk in self._book.chunks(name):
            done += len(chunk)
            self.read_share = done / whole
            yield chunk


@contextmanager
def xlsx_book(file: Path | IO[bytes], bounds: Bounds, max_columns: int) -> Iterator[XlsxBook]:
    """Opens a workbook that keeps *bounds*; columns beyond *max_columns* are left out.

    Raises FileRefused when it is no workbook or does not keep them, OSError when it cannot be read.
    """
    with bounded_zip(file, bounds) as book:
        yield XlsxBook(book, max_columns)


def _order(name: str) -> tuple[int, str]:
    number = _NUMBER.search(name.rpartition("/")[2])
    return (int(number[0]) if number and len(number[0]) < 10 else 0, name)
