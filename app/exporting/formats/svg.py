"""The canvas as SVG."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from runtime.wording import Wording


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from app.canvas_pictures import application, write_canvas_svg
    from app.exporting.chosen_part import chosen_part

    application(request.language)
    with tempfile.TemporaryDirectory() as folder:
        drawing = Path(folder) / "canvas.svg"
        write_canvas_svg(chosen_part(request), request.media, drawing)
        out.write(drawing.read_bytes())


FORMAT = Format(
    id="svg",
    words=Wording("画布图片（SVG）", "Picture of the canvas (SVG)"),
    suffix=".svg",
    write=_write,
    options=frozenset({"selection", "language"}),
    paints=True,
    rank=21,
)
