"""The chatbot's standing menu: up to three entries under the input, a popup over one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from widgets.handset.chrome.frame import Frame
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.metrics import MENU_ENTRIES_MAX, POPUP_ROW, POPUP_WIDTH
from widgets.handset.painters.shape import paint_icon, paint_surface, rounded
from widgets.handset.palette import Palette
from widgets.handset.paragraph import one_line
from widgets.handset.profile import MenuEntry

_POPUP_WIDTH_MAX = 240.0
_ICON_WIDTH = 10.0

PopupItem: TypeAlias = tuple[AreaKind, str, object]
"""What a tap on a row means, what it says, and what it stands for."""


def entry_rects(frame: Frame, menu: tuple[MenuEntry, ...]) -> list[QRectF]:
    """The cells of the bar, one for each entry that a handset shows."""
    shown = menu[:MENU_ENTRIES_MAX]
    width = frame.menu.width() / max(len(shown), 1)
    return [
        QRectF(frame.menu.left() + index * width, frame.menu.top(), width, frame.menu.height())
        for index in range(len(shown))
    ]


def popup_rect(frame: Frame, anchor: QRectF, names: tuple[str, ...], *, is_below: bool = False) -> QRectF:
    """The popup over the input where *anchor* is, or below *anchor*, kept inside the screen."""
    lines = (one_line(name, "menu", _POPUP_WIDTH_MAX, frame.scale) for name in names)
    widest = max((line.width for line in lines), default=0.0)
    width = min(max(POPUP_WIDTH, widest + 28), _POPUP_WIDTH_MAX)
    height = round(POPUP_ROW * frame.scale) * len(names)
    left = anchor.center().x() - width / 2
    left = min(max(left, frame.screen.left() + 14), frame.screen.right() - 14 - width)
    top = anchor.bottom() - 4 if is_below else frame.input.top() - 4 - height
    return QRectF(left, top, width, height)


def popup_areas(rect: QRectF, items: tuple[PopupItem, ...]) -> Iterator[HitArea]:
    """The rows of a popup as things to tap."""
    high = rect.height() / max(len(items), 1)
    for index, (kind, name, value) in enumerate(items):
        row = QRectF(rect.left(), rect.top() + index * high, rect.width(), high)
        yield HitArea(row.adjusted(2, 2, -2, -2), kind, name, (), value)


def paint_menu(painter: QPainter, frame: Frame, palette: Palette, menu: tuple[MenuEntry, ...]) -> None:
    """Paint the bar with its entries."""
    painter.setPen(QPen(palette.line, 1.0))
    top = frame.menu.top() + 0.5
    painter.drawLine(QPointF(frame.menu.left(), top), QPointF(frame.menu.right(), top))
    for index, (entry, cell) in enumerate(zip(menu, entry_rects(frame, menu), strict=False)):
        if index:
            painter.setPen(QPen(palette.line, 1.0))
            painter.drawLine(cell.topLeft() + QPointF(0, 1), cell.bottomLeft())
        lead = _ICON_WIDTH + 6 if entry.entries else 0.0
        text = one_line(entry.text, "menu", cell.width() - 16 - lead, frame.scale)
        left = cell.center().x() - (lead + text.width) / 2
        if entry.entries:
            _paint_lines(painter, QPointF(left, cell.center().y()), palette.second)
        text.paint(painter, QPointF(left + lead, cell.center().y() - text.height / 2), palette.text)


def paint_popup(
    painter: QPainter, rect: QRectF, palette: Palette, items: tuple[PopupItem, ...], scale: float
) -> None:
    """Paint the rows of an open entry; one that opens a list or leads back wears an arrow."""
    high = rect.height() / max(len(items), 1)
    path = rounded(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8, 8, 8)
    paint_surface(painter, path, palette.bubble, palette.line)
    for index, (kind, name, _) in enumerate(items):
        top = rect.top() + index * high
        if index:
            painter.setPen(QPen(palette.line, 1.0))
            painter.drawLine(QPointF(rect.left() + 1, top + 0.5), QPointF(rect.right() - 1, top + 0.5))
        arrow = {AreaKind.MENU_OPEN: "chevron_right", AreaKind.MENU_BACK: "chevron_left"}.get(kind, "")
        text = one_line(name, "menu", rect.width() - (44 if arrow else 20), scale)
        at = QPointF(rect.center().x() - text.width / 2, top + (high - text.height) / 2)
        text.paint(painter, at, palette.second if kind is AreaKind.MENU_BACK else palette.text)
        if arrow:
            x = rect.left() + 6 if kind is AreaKind.MENU_BACK else rect.right() - 20
            paint_icon(painter, arrow, QRectF(x, top + (high - 14) / 2, 14, 14), palette.second)


def _paint_lines(painter: QPainter, at: QPointF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for index in range(3):
        y = at.y() + (index - 1) * 3.2
        painter.drawLine(QPointF(at.x(), y), QPointF(at.x() + _ICON_WIDTH - 1, y))
