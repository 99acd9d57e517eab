"""The script table as XLSX: every text people read, to be edited and read back."""

from __future__ import annotations

from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from runtime.wording import Wording


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from editor.exchange.script.table import table_of
    from editor.exchange.script.xlsx_table import write_xlsx

    write_xlsx(table_of(request.document.flow, request.selection), out, request.language, request.step)


FORMAT = Format(
    id="xlsx",
    words=Wording("文案表（Excel）", "Script table (Excel)"),
    suffix=".xlsx",
    write=_write,
    imports="texts",
    options=frozenset({"selection", "language"}),
    rank=40,
)
