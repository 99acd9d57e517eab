"""The table in an uploaded file, whatever its format, row by row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from runtime.delivery.audience.importing.spool import Spool
from runtime.delivery.audience.importing.wish import MAX_COLUMNS, ReadingWish
from runtime.spreadsheets.bounded_zip import Bounds
from runtime.spreadsheets.csv_reading import csv_rows, delimiter_of, encoding_of
from runtime.spreadsheets.xlsx_reading import xlsx_book

_BOUNDS: Final = Bounds(entries=2_000, entry_bytes=1 << 30, total_bytes=2 << 30, ratio=2_000)
_ZIP_MARK: Final = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that is being read."""

    rows: Iterator[list[str]]
    share: Callable[[], float]
    """How much of the file is behind, 0 to 1."""
    reading: ReadingWish
    """How it is read, with what was found out; `has_heading` as it was asked."""
    sheets: int
    """How many sheets the workbook has; 0 for CSV."""


@contextmanager
def open_table(spool: Spool, reading: ReadingWish) -> Iterator[OpenTable]:
    """Opens the file; raises FileRefused when it is no table."""
    with spool.open() as stream:
        is_book = stream.read(4) == _ZIP_MARK
        if is_book:
            with xlsx_book(stream, _BOUNDS, MAX_COLUMNS) as book:
                sheet = min(reading.sheet, len(book.sheets) - 1)
                found = ReadingWish(sheet=sheet, has_heading=reading.has_heading)
                yield OpenTable(book.rows(sheet), lambda: book.read_share, found, len(book.sheets))
            return
        encoding = reading.encoding or encoding_of(stream)
        delimiter = reading.delimiter or delimiter_of(stream, encoding)
        found = ReadingWish(encoding=encoding, delimiter=delimiter, has_heading=reading.has_heading)
        whole = max(1, spool.size_bytes)
        yield OpenTable(csv_rows(stream, encoding, delimiter), lambda: stream.tell() / whole, found, 0)
