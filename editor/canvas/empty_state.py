"""What an empty canvas says."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from runtime.wording import Wording
from widgets.icons import icon
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_EMPTY, SPACE_12

EMPTY = Wording(
    "从左边拖一张卡片进来，或双击空白处选择", "Drag a card in from the left, or double-click to choose one"
)

FIRST_STEP = Wording(
    "从这个圆点拖到空白处，选第一条要发的消息",
    "Drag from this dot into the void and choose the first message",
)
_ARROW_PX = 64.0
_HEAD_PX = 6.0


def paint_first_step(painter: QPainter, socket: QPointF, below: QPointF) -> None:
    """Point from the start's socket and say below its card what to do first; both places are in px."""
    theme = current_theme()
    font = theme.font("body")
    begin, end = socket + QPointF(SPACE_12, 0), socket + QPointF(SPACE_12 + _ARROW_PX, 0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.accent, 2, Qt.PenStyle.DashLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(begin, end - QPointF(_HEAD_PX, 0))
    painter.setPen(
        QPen(theme.accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPolyline([end + QPointF(-_HEAD_PX, -_HEAD_PX), end, end + QPointF(-_HEAD_PX, _HEAD_PX)])
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(theme.text_second)
    painter.drawText(below + QPointF(0, SPACE_12 + metrics.ascent()), tr(FIRST_STEP))


def paint_empty_state(painter: QPainter, view: QRect) -> None:
    """Paint an icon and one line in the middle."""
    theme = current_theme()
    font = theme.font("body")
    metrics = QFontMetricsF(font)
    words = tr(EMPTY)
    centre = view.center().toPointF()
    painter.drawPixmap(
        QPointF(centre.x() - ICON_EMPTY / 2, centre.y() - ICON_EMPTY),
        icon("plus", ICON_EMPTY, theme.text_second),
    )
    painter.setFont(font)
    painter.setPen(theme.text_second)
    x = centre.x() - metrics.horizontalAdvance(words) / 2
    painter.drawText(QPointF(x, centre.y() + SPACE_12 + metrics.ascent()), words)
