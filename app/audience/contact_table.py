"""The table of contacts: rows of 38, tags as chips, consent as a badge that says it in a word."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.audience.contact_model import CONTACT, KIND, ContactModel, consent_of
from runtime.wording import Wording
from widgets.common import BadgeState, badge_colours, follow_look
from widgets.common.painting import CENTRE, LEFT, draw_box, draw_text, text_width
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import CHIP_HEIGHT, RADIUS_CHIP, SPACE_4, SPACE_8, TABLE_ROW_HEIGHT

_LIST: Final = Wording("联系人", "Contacts")
_STATES: Final = {
    "granted": BadgeState.OK,
    "refused": BadgeState.ERROR,
    "none": BadgeState.NEUTRAL,
    "blacklisted": BadgeState.ERROR,
}
_WIDTHS: Final = {"number": 124, "value": 120, "tags": 190, "consent": 96, "joined": 96}
_AnyIndex = QModelIndex | QPersistentModelIndex


class ContactTable(QTableView):
    """Shows the model; Enter or a click opens the contact."""

    opened = Signal(object)
    """The contact that is current now, None for none."""

    def __init__(self, model: ContactModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contacts = model
        self.setModel(model)
        self.setItemDelegate(_CellPainter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        self.selectionModel().selectionChanged.connect(self._tell)
        model.modelReset.connect(self.fit_columns)
        follow_look(self)

    def restyle(self) -> None:
        """Take sizes and words anew."""
        self.setAccessibleName(tr(_LIST))
        self.verticalHeader().setDefaultSectionSize(current_theme().px(TABLE_ROW_HEIGHT))
        self._contacts.restyle()
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give every column the width of its kind."""
        theme = current_theme()
        count = self._contacts.columnCount()
        kinds = ["number", "consent", *["value"] * (count - 4), "tags", "joined"]
        for column, kind in enumerate(kinds):
            self.setColumnWidth(column, theme.px(_WIDTHS[kind]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.selectRow(self.currentIndex().row())
            self._tell()
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        # Not the current one: a table that gets the focus makes its first row current by itself.
        rows = self.selectionModel().selectedRows()
        self.opened.emit(rows[0].data(CONTACT) if rows else None)


class _CellPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(0, current_theme().px(TABLE_ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        theme = current_theme()
        room: QRect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, theme.accent_tint)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(room, theme.hover)
        painter.fillRect(room.left(), room.bottom(), room.width(), theme.line_px, theme.line_hair)
        inner = room.adjusted(SPACE_8, 0, -SPACE_8, 0)
        words = str(index.data() or "")
        kind = index.data(KIND)
        if kind == "tags":
            _paint_tags(painter, inner, words.split("、") if words else [])
        elif kind == "consent":
            ground, ink = badge_colours(_STATES[consent_of(index.data(CONTACT))])
            _paint_chip(painter, inner, inner.left(), words, ground, ink)
        else:
            ink = theme.text if kind in ("number", "value") else theme.text_second
            draw_text(painter, inner, words, theme.font("body"), ink, LEFT)


def _paint_tags(painter: QPainter, room: QRect, tags: list[str]) -> None:
    """As many chips as there is room for, then how many are left."""
    ground, ink = badge_colours(BadgeState.NEUTRAL)
    left = room.left()
    font = current_theme().font("badge")
    for number, tag in enumerate(tags):
        rest = len(tags) - number
        width = text_width(tag, font) + 2 * SPACE_8
        spare = 0 if rest == 1 else text_width(f"+{rest}", font) + 2 * SPACE_8 + SPACE_4
        if left + width + spare > room.right():
            is_first = number == 0
            words = tag if is_first and rest == 1 else f"+{rest}"
            _paint_chip(painter, room, left, words, ground, ink)
            return
        left = _paint_chip(painter, room, left, tag, ground, ink) + SPACE_4


def _paint_chip(painter: QPainter, room: QRect, left: int, words: str, ground: QColor, ink: QColor) -> int:
    theme = current_theme()
    font = theme.font("badge")
    width = min(text_width(words, font) + 2 * SPACE_8, room.right() - left)
    height = theme.px(CHIP_HEIGHT)
    box = QRect(left, room.center().y() - height // 2 + 1, width, height)
    draw_box(painter, box, RADIUS_CHIP, ground)
    draw_text(painter, box.adjusted(SPACE_4, 0, -SPACE_4, 0), words, font, ink, CENTRE)
    return box.right()
