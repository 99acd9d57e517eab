"""The canvas as a picture."""

from __future__ import annotations

from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from runtime.wording import Wording


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from app.canvas_pictures import png_of, shelf_of
    from app.exporting.chosen_part import chosen_part
    from editor.canvas.drawing import CanvasDrawing
    from widgets.theme import current_theme

    document = chosen_part(request)
    out.write(png_of(CanvasDrawing(document, shelf_of(request.media), current_theme()).image(request.scale)))


FORMAT = Format(
    "png",
    Wording("画布图片（PNG）", "Picture of the canvas (PNG)"),
    ".png",
    write=_write,
    options=frozenset({"selection", "scale", "language"}),
    paints=True,
    rank=20,
)
