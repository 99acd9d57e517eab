"""Reads the sheets of a small workbook of a stranger, whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from editor.exchange.script.bounds import MAX_COLUMNS, MAX_ROWS, MAX_TABLE_BYTES, too_many_rows
from runtime.spreadsheets.bounded_zip import Bounds
from runtime.spreadsheets.refusals import FileRefused
from runtime.spreadsheets.xlsx_reading import xlsx_book
from runtime.wording import Wording

_BOUNDS: Final = Bounds(entries=2_000, entry_bytes=128 << 20, total_bytes=256 << 20, ratio=2_000)


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
    with xlsx_book(path, _BOUNDS, MAX_COLUMNS) as book:
        for sheet in range(len(book.sheets)):
            rows: list[list[str]] = []
            for row in book.rows(sheet):
                if len(rows) >= MAX_ROWS:
                    raise too_many_rows()
                rows.append(row)
            yield rows
