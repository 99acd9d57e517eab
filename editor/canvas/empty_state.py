"""What an empty canvas says."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QFontMetricsF, QPainter

from runtime.wording import Wording
from widgets.icons import icon
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_EMPTY, SPACE_12

EMPTY = Wording(
    "从左边拖一张卡片进来，或双击空白处选择", "Drag a card in from the left, or double-click to choose one"
)


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
