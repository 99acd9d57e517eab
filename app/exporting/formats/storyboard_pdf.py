"""Every way through the scenario as phones with captions."""

from __future__ import annotations

from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from runtime.wording import Wording


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from app.exporting.paper.storyboard import write_storyboard

    write_storyboard(request, out)


FORMAT = Format(
    "storyboard",
    Wording("分镜（PDF，送审用）", "Storyboard (PDF, for approval)"),
    ".pdf",
    write=_write,
    options=frozenset({"language"}),
    paints=True,
    rank=24,
)
