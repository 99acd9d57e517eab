"""How much of a script table is read."""

from __future__ import annotations

from typing import Final

from runtime.spreadsheets.refusals import FileRefused
from runtime.wording import Wording

MAX_TABLE_BYTES: Final = 32 << 20
MAX_ROWS: Final = 200_000
MAX_COLUMNS: Final = 60
MAX_CELL: Final = 32_767
"""Characters of a cell: what a spreadsheet can hold; more is refused."""


def too_many_rows() -> FileRefused:
    """The refusal of a table that is too long."""
    return FileRefused(
        Wording("表格超过 {limit} 行。", "The table has more than {limit} rows.").format(limit=MAX_ROWS)
    )
