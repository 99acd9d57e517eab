"""The script table as CSV: every text people read, to be edited and read back."""

from __future__ import annotations

from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from runtime.wording import Wording


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from editor.exchange.script.csv_table import write_csv
    from editor.exchange.script.table import table_of

    write_csv(table_of(request.document.flow, request.selection), out, request.language, request.step)


FORMAT = Format(
    id="csv",
    words=Wording("文案表（CSV）", "Script table (CSV)"),
    suffix=".csv",
    write=_write,
    imports="texts",
    more_suffixes=(".tsv",),
    options=frozenset({"selection", "language"}),
    rank=41,
)
