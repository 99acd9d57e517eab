"""Reads a script table that comes back from people, whatever program it went through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from editor.exchange.format import Step, no_step
from editor.exchange.script.bounds import MAX_CELL, MAX_ROWS, MAX_TABLE_BYTES, too_many_rows
from editor.exchange.script.columns import Columns, columns_of
from editor.exchange.script.csv_table import csv_cells
from editor.exchange.script.xlsx_reading import xlsx_sheets
from runtime.spreadsheets.refusals import FileRefused
from runtime.wording import Wording

_HEADINGS_WITHIN = 20
"""Rows above the headings that people may have added."""
_NO_HEADINGS = Wording(
    "表格里没有「编号」列或文案列，认不出是哪些文字。请用信流导出的表格，不要改表头。",
    "The table has no key column or no text column, so its texts cannot be told. "
    "Use a table that Xinliu exported and leave its headings.",
)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row of a table: what its key is, and what it says in each language."""

    number: int
    """The row in the table, counted from 1 as programs show it."""
    key: str
    texts: dict[str, str]
    check: tuple[str, ...]
    """The digests of the texts as they were exported, in the order of the languages; empty when lost."""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as it came back."""

    languages: tuple[str, ...]
    rows: tuple[ReadRow, ...]


def read_script(path: Path, step: Step = no_step) -> ReadTable:
    """The script table at *path*, XLSX or CSV by what it is, not by its name.

    Raises FileRefused when it is no script table or too large, OSError when it cannot be read.
    """
    with path.open("rb") as stream:
        head = stream.read(4)
    if head.startswith(b"PK"):
        for rows in xlsx_sheets(path):
            table = _table(rows, step)
            if table is not None:
                return table
        raise FileRefused(_NO_HEADINGS)
    with path.open("rb") as stream:
        data = stream.read(MAX_TABLE_BYTES + 1)
    table = _table(csv_cells(data), step)
    if table is None:
        raise FileRefused(_NO_HEADINGS)
    return table


def _table(cells: Iterable[list[str]], step: Step) -> ReadTable | None:
    columns: Columns | None = None
    rows: list[ReadRow] = []
    for number, row in enumerate(cells, start=1):
        if columns is None:
            columns = columns_of(row)
            if columns is None and number > _HEADINGS_WITHIN:
                return None
            continue
        read = _row(number, row, columns)
        if read is not None:
            rows.append(read)
        if len(rows) > MAX_ROWS:
            raise too_many_rows()
        if number % 500 == 0:
            step(number, 0)
    return ReadTable(tuple(columns.languages), tuple(rows)) if columns is not None else None


def _row(number: int, cells: list[str], columns: Columns) -> ReadRow | None:
    def cell(column: int | None) -> str:
        return cells[column] if column is not None and column < len(cells) else ""

    key = cell(columns.key).strip()
    if not key:
        return None
    texts = {tag: cell(column) for tag, column in columns.languages.items() if column < len(cells)}
    for text in texts.values():
        if len(text) > MAX_CELL:
            raise FileRefused(
                Wording(
                    "第 {row} 行的文字超过 {limit} 个字符。",
                    "The text in row {row} has over {limit} characters.",
                ).format(row=number, limit=MAX_CELL)
            )
    check = cell(columns.check).strip()
    return ReadRow(number, key, texts, tuple(check.split("-")) if check else (), cell(columns.remark))
