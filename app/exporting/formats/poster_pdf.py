"""The canvas as a poster."""

from __future__ import annotations

from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from runtime.wording import Wording


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from app.exporting.paper.poster import write_poster

    write_poster(request, out)


FORMAT = Format(
    "poster",
    Wording("海报（PDF）", "Poster (PDF)"),
    ".pdf",
    write=_write,
    options=frozenset({"selection", "language"}),
    paints=True,
    rank=22,
)
