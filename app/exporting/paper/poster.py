"""The canvas as one page, as large as it is wide: for a wall, or to be looked at closely."""

from __future__ import annotations

from typing import BinaryIO, Final

from PySide6.QtCore import QRectF, QSizeF, Qt

from app.canvas_pictures import shelf_of
from app.exporting.chosen_part import chosen_part
from app.exporting.paper.sheet import MARGIN, Sheet
from editor.canvas.drawing import CanvasDrawing
from editor.exchange.format import ExportRequest
from runtime.wording import Wording
from widgets.theme.theme import theme_named
from widgets.theme.tokens import Category, ThemeName

_HEAD: Final = 64.0
_FOOT: Final = 36.0
_LEAST: Final = QSizeF(1122.5, 793.7)
_MOST: Final = 4494.0
"""The long side of A0 (1189 mm) in 1/96 inch: no printer takes more."""

_CATEGORIES: Final = {
    Category.ENTRY: Wording("起止", "Start and end"),
    Category.TALK: Wording("消息与对话", "Messages"),
    Category.DECIDE: Wording("判断与等待", "Decisions and waits"),
    Category.DATA: Wording("数据", "Data"),
    Category.OUTSIDE: Wording("外部", "Outside"),
}


def write_poster(request: ExportRequest, out: BinaryIO) -> None:
    """Write the chosen part of the canvas as one page, at its own size or as large as a printer takes."""
    document = chosen_part(request)
    drawing = CanvasDrawing(document, shelf_of(request.media), theme_named(ThemeName.LIGHT))
    bounds = drawing.bounds
    width, height = (bounds.width, bounds.height) if bounds is not None else (400.0, 240.0)
    scale = min(1.0, (_MOST - 2 * MARGIN) / max(width, height))
    size = QSizeF(width * scale + 2 * MARGIN, height * scale + _HEAD + _FOOT + 2 * MARGIN).expandedTo(_LEAST)
    sheet = Sheet(out, document.flow.name, size)
    _head(sheet, request)
    inside = QRectF(
        MARGIN, MARGIN + _HEAD, size.width() - 2 * MARGIN, size.height() - 2 * MARGIN - _HEAD - _FOOT
    )
    drawing.draw_into(sheet.painter, inside)
    _legend(sheet, request)
    sheet.end()


def _head(sheet: Sheet, request: ExportRequest) -> None:
    flow = request.document.flow
    width = sheet.size.width() - 2 * MARGIN
    sheet.text(QRectF(MARGIN, MARGIN, width, 36), flow.name, "figure")
    count = Wording("{nodes} 个节点 · {chatbot}", "{nodes} nodes · {chatbot}")
    words = count.format(nodes=len(flow.nodes), chatbot=flow.chatbot.name).text(request.language)
    sheet.text(
        QRectF(MARGIN, MARGIN + 8, width, 20), words, "body", sheet.theme.text_second,
        align=Qt.AlignmentFlag.AlignRight,
    )  # fmt: skip
    sheet.rule(MARGIN + _HEAD - 12)


def _legend(sheet: Sheet, request: ExportRequest) -> None:
    """What the colours stand for; colour alone says nothing, so each has its word."""
    x, y = MARGIN, sheet.size.height() - MARGIN - 14
    for category, words in _CATEGORIES.items():
        sheet.painter.setPen(Qt.PenStyle.NoPen)
        sheet.painter.setBrush(sheet.theme.categories[category].fill)
        sheet.painter.drawRoundedRect(QRectF(x, y + 2, 12, 12), 3, 3)
        sheet.text(QRectF(x + 18, y, 160, 18), words.text(request.language), "label", sheet.theme.text_second)
        x += 150
