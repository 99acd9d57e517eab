"""The few strokes that painted widgets share: rounded boxes, icons, tiles and one line of text."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from widgets.icons import icon
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def draw_box(
    painter: QPainter,
    rect: QRect,
    radius: float,
    fill: QColor | None = None,
    line: QColor | None = None,
    line_px: int | None = None,
) -> None:
    """Draw a rounded box whose line lies inside the rectangle, sharp on whole pixels."""
    width = (current_theme().line_px if line_px is None else line_px) if line else 0
    half = width / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width) if line else Qt.PenStyle.NoPen)
    painter.setBrush(fill or Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius - half, radius - half)


def draw_icon(painter: QPainter, name: str, size_px: int, colour: QColor, centre: QPoint) -> None:
    """Draw an icon around a point."""
    at = QPoint(centre.x() - size_px // 2, centre.y() - size_px // 2)
    painter.drawPixmap(at, icon(name, size_px, colour, painter.device().devicePixelRatio()))


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Draw one line of text, cut with an ellipsis at the end when it does not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    metrics = painter.fontMetrics()
    shown = text
    if metrics.horizontalAdvance(text) > rect.width():
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align, shown)


def draw_tile(painter: QPainter, rect: QRect, icon_name: str, category: str) -> None:
    """Draw the coloured tile of a node type: category fill with its icon."""
    colours = current_theme().category(category)
    draw_box(painter, rect, RADIUS_CONTROL * rect.width() / 22, colours.fill)
    draw_icon(
        painter, icon_name, round(rect.width() * 14 / 22), colours.icon_on_fill, rect.center() + QPoint(1, 1)
    )


def text_width(text: str, font: QFont) -> int:
    """Give the width of one line of text in px."""
    return QFontMetrics(font).horizontalAdvance(text)


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """Give the colour between two, `share` 0 to 1 towards the second."""
    rest = 1 - share
    return QColor.fromRgbF(
        first.redF() * rest + second.redF() * share,
        first.greenF() * rest + second.greenF() * share,
        first.blueF() * rest + second.blueF() * share,
        first.alphaF() * rest + second.alphaF() * share,
    )
