"""How one kept version looks in the list: when, why, its name, and what is different in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.library.moments import in_words
from editor.library.revision import KIND_WORDS, Kind, Revision
from runtime.wording import Wording
from widgets.common import BadgeState, badge_colours
from widgets.common.painting import CENTRE, draw_box, draw_text, text_width
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import (
    CHIP_HEIGHT,
    RADIUS_CHIP,
    RADIUS_CONTROL,
    SPACE_8,
    SPACE_16,
    TABLE_ROW_HEIGHT,
)

REVISION: Final = int(Qt.ItemDataRole.UserRole) + 1
SHOWN_CHANGES: Final = 2
_MOMENT_PX: Final = 92
_FIRST: Final = Wording("从这里开始", "It began here")
_MORE: Final = Wording("还有 {count} 处", "{count} more")
_ONLINE: Final = Wording("线上 v{number}", "Online v{number}")
_BETWEEN: Final = Wording("；", "; ")
_STATES: Final[dict[Kind, BadgeState]] = {"published": BadgeState.OK, "named": BadgeState.ACCENT}
_AnyIndex = QModelIndex | QPersistentModelIndex


def changes_in_words(revision: Revision) -> str:
    """The first two differences and how many more there are."""
    if not revision.change_count:
        return tr(_FIRST) if revision.number == 1 else revision.note
    words = [tr(change) for change in revision.changes[:SHOWN_CHANGES]]
    rest = revision.change_count - len(words)
    if rest:
        words.append(tr(_MORE.format(count=rest)))
    return tr(_BETWEEN).join(words)


def all_in_words(revision: Revision) -> str:
    """Everything that is known of a version, a line each: its tooltip."""
    lines = [revision.name, revision.note, *(tr(change) for change in revision.changes)]
    rest = revision.change_count - len(revision.changes)
    if rest:
        lines.append(tr(_MORE.format(count=rest)))
    return "\n".join(line for line in dict.fromkeys(lines) if line)


def kind_in_words(revision: Revision) -> Wording:
    """The word of the chip; of what is online, the number people know."""
    if revision.published_as is not None:
        return _ONLINE.format(number=revision.published_as)
    return KIND_WORDS[revision.kind]


def moment_in_words(revision: Revision) -> str:
    """When it was kept."""
    return tr(in_words(revision.made_at, datetime.now(UTC)))


class VersionRow(QStyledItemDelegate):
    """Paints moment, chip, name and differences; room for the buttons is left at the right of the lit row."""

    def __init__(self, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.buttons_px = 0
        """The room the buttons take on the lit row."""
        self.lit_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(240, current_theme().px(TABLE_ROW_HEIGHT))

    def name_left(self, row: QRect, revision: Revision) -> int:
        """Where the name begins, in px of the view."""
        chip = text_width(tr(kind_in_words(revision)), current_theme().font("badge")) + 12
        return row.left() + SPACE_16 + current_theme().px(_MOMENT_PX) + chip + SPACE_8

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        revision = index.data(REVISION)
        view = self.parent()
        if not isinstance(revision, Revision) or not isinstance(view, QAbstractItemView):
            return
        theme = current_theme()
        row: QRect = option.rect
        painter.save()
        is_lit = index.row() == self.lit_row
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_lit or is_current:
            painter.fillRect(row, theme.hover)
        left = row.left() + SPACE_16
        moment = QRect(left, row.top(), theme.px(_MOMENT_PX) - SPACE_8, row.height())
        draw_text(painter, moment, moment_in_words(revision), theme.font("label"), theme.text_second)
        self._paint_chip(painter, row, revision, is_dark=is_lit or is_current)
        left = self.name_left(row, revision)
        right = row.right() - SPACE_16 - (self.buttons_px if is_lit else 0)
        if revision.name:
            width = min(text_width(revision.name, theme.font("body_strong")) + 2, max(0, right - left))
            name = QRect(left, row.top(), width, row.height())
            draw_text(painter, name, revision.name, theme.font("body_strong"), theme.text)
            left += width + SPACE_8
        if right - left > 24:
            words = changes_in_words(revision)
            room = QRect(left, row.top(), right - left, row.height())
            draw_text(painter, room, words, theme.font("body"), theme.text_second)
        if is_current and view.hasFocus():
            draw_box(painter, row.adjusted(2, 2, -2, -2), RADIUS_CONTROL, None, theme.accent, 2)
        painter.setPen(theme.line_hair)
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        painter.restore()

    def _paint_chip(self, painter: QPainter, row: QRect, revision: Revision, *, is_dark: bool) -> None:
        theme = current_theme()
        words = tr(kind_in_words(revision))
        is_online = revision.published_as is not None
        state = BadgeState.OK if is_online else _STATES.get(revision.kind, BadgeState.NEUTRAL)
        ground, ink = badge_colours(state)
        if state is BadgeState.NEUTRAL and is_dark:
            ground = theme.panel
        height = theme.px(CHIP_HEIGHT)
        left = row.left() + SPACE_16 + theme.px(_MOMENT_PX)
        width = text_width(words, theme.font("badge")) + 12
        chip = QRect(left, row.center().y() - height // 2 + 1, width, height)
        draw_box(painter, chip, RADIUS_CHIP, ground, ink if theme.is_high_contrast else None)
        draw_text(painter, chip, words, theme.font("badge"), ink, CENTRE)
