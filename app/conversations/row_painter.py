"""Paints one row of the list: who, since when, the last words, and how it stands."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.conversations.list_model import ROW
from app.conversations.row import Row, state_words
from widgets.common import BadgeState, badge_colours
from widgets.common.painting import CENTRE, RIGHT, draw_box, draw_text, text_width
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import CHIP_HEIGHT, RADIUS_CHIP, SPACE_4, SPACE_8, SPACE_12, SPACE_16

_AnyIndex = QModelIndex | QPersistentModelIndex
ROW_PX: Final = 84
AVATAR_PX: Final = 32
_LEFT: Final = SPACE_16 + AVATAR_PX + SPACE_12
_COUNT_PX: Final = 18


class RowPainter(QStyledItemDelegate):
    """Draws rows of one height; all it needs is the row itself and the time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.zone: tzinfo | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(240, current_theme().px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        row = index.data(ROW)
        if not isinstance(row, Row):
            return
        theme, rect = current_theme(), option.rect
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = theme.accent_tint if is_chosen else theme.hover if is_hovered else theme.panel
        painter.fillRect(rect, ground)
        line = QRect(rect.left(), rect.bottom() + 1 - theme.line_px, rect.width(), theme.line_px)
        painter.fillRect(line, theme.line_hair)
        if is_chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.accent)
        self._paint_avatar(painter, rect, row, theme.panel if is_chosen else theme.hover)
        room = rect.adjusted(_LEFT, theme.px(SPACE_8 + 2), -SPACE_16, -theme.px(SPACE_8 + 2))
        self._paint_lines(painter, room, row, is_chosen=is_chosen)

    def _paint_avatar(self, painter: QPainter, rect: QRect, row: Row, ground: QColor) -> None:
        theme = current_theme()
        top = rect.top() + theme.px(SPACE_12)
        disc = QRect(rect.left() + SPACE_16, top, AVATAR_PX, AVATAR_PX)
        draw_box(painter, disc, AVATAR_PX / 2, ground, theme.line_edge if theme.is_high_contrast else None)
        initial = row.name[:1] or row.number[-2:]
        draw_text(painter, disc, initial, theme.font("body_strong"), theme.text_second, CENTRE)

    def _paint_lines(self, painter: QPainter, room: QRect, row: Row, *, is_chosen: bool) -> None:
        theme = current_theme()
        height = theme.px(20)
        now = datetime.now(tz=row.last_at.tzinfo)
        first = QRect(room.left(), room.top(), room.width(), height)
        when = when_words(row.last_at, now, self.zone)
        label, strong = theme.font("label"), theme.font("body_strong")
        draw_text(painter, first, when, label, theme.text_second, RIGHT)
        space = first.adjusted(0, 0, -text_width(when, label) - SPACE_8, 0)
        draw_text(painter, space, row.title, strong, theme.text)
        if row.name:
            space.setLeft(min(space.right(), space.left() + text_width(row.name, strong) + SPACE_8))
            if space.width() >= text_width(row.number, label):
                draw_text(painter, space, row.number, label, theme.text_second)
        second = QRect(room.left(), first.bottom() + 1, room.width(), height)
        draw_text(painter, second, row.preview, theme.font("body"), theme.text_second)
        third = QRect(room.left(), second.bottom() + 1 + SPACE_4, room.width(), theme.px(CHIP_HEIGHT))
        self._paint_chips(painter, third, row, now, is_chosen=is_chosen)

    def _paint_chips(
        self, painter: QPainter, room: QRect, row: Row, now: datetime, *, is_chosen: bool
    ) -> None:
        theme = current_theme()
        if row.unread:
            number = str(min(row.unread, 99))
            side = theme.px(_COUNT_PX)
            width = max(side, text_width(number, theme.font("badge_strong")) + 10)
            disc = QRect(room.right() - width + 1, room.top(), width, side)
            ground, ink = badge_colours(BadgeState.ALERT)
            draw_box(painter, disc, side / 2, ground)
            draw_text(painter, disc, number, theme.font("badge_strong"), ink, CENTRE)
            room = room.adjusted(0, 0, -width - SPACE_8, 0)
        words, state = state_words(row, now)
        left = room.left()
        for text, kind in ((tr(words), state), (row.scenario, "neutral")):
            if not text or left >= room.right() - theme.px(CHIP_HEIGHT):
                continue
            font = theme.font("badge")
            width = min(text_width(text, font) + 12, room.right() - left)
            chip = QRect(left, room.top(), width, theme.px(CHIP_HEIGHT - 2))
            ground, ink = badge_colours(BadgeState(kind))
            if is_chosen and kind in ("accent", "neutral"):
                ground = theme.panel  # their own ground is that of the chosen row, or close to it
            draw_box(painter, chip, RADIUS_CHIP, ground, ink if theme.is_high_contrast else None)
            draw_text(painter, chip.adjusted(6, 0, -6, 0), text, font, ink)
            left += width + SPACE_4 + 2


def when_words(moment: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """When something was: the time today, the day before that."""
    here, today = moment.astimezone(zone), now.astimezone(zone).date()
    days = (today - here.date()).days
    if days <= 0:
        return f"{here:%H:%M}"
    if days == 1:
        return tr("昨天", "Yesterday")
    return f"{here.month}-{here.day:02d}" if here.year == today.year else f"{here:%Y-%m-%d}"
