"""The list of variables that opens while an insertion is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common.painting import RIGHT, draw_box, draw_text, text_width
from widgets.form.context import FormContext, VariableOffer
from widgets.form.template_document import begun_insertion
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CHIP, RADIUS_OVERLAY, ROW_HEIGHT

if TYPE_CHECKING:
    from widgets.form.text_area import TextArea

OFFER: Final = int(Qt.ItemDataRole.UserRole) + 1
_MOST_ROWS: Final = 7
_WIDTH_PX: Final = 248
_PADDING_PX: Final = 5
_NAME: Final = Wording("变量", "Variables")


class _Row(QStyledItemDelegate):
    """Paints the name, and the sample value at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(_WIDTH_PX - 2 * _PADDING_PX, current_theme().px(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = current_theme()
        rect: QRect = option.rect
        view = self.parent()
        offer = index.data(OFFER)
        if not isinstance(offer, VariableOffer):
            return
        if isinstance(view, QListView) and view.currentIndex() == index:
            draw_box(painter, rect, RADIUS_CHIP, theme.accent_tint)
        room = rect.adjusted(8, 0, -8, 0)
        name = min(text_width(offer.name, theme.font("body")) + 2, room.width() * 2 // 3)
        draw_text(
            painter,
            QRect(room.left(), room.top(), name, room.height()),
            offer.name,
            theme.font("body"),
            theme.text,
        )
        note = offer.sample or tr(offer.kind)
        draw_text(
            painter, room.adjusted(name + 12, 0, 0, 0), note, theme.font("label"), theme.text_second, RIGHT
        )


class _Paper(QWidget):
    """The raised ground of the list: a window that never takes the focus, above the focus ring."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_OVERLAY, theme.raised, theme.line_control)


class Completion(QObject):
    """Offers the variables that fit what was typed so far; the editor keeps the focus."""

    def __init__(self, editor: TextArea, context: FormContext) -> None:
        super().__init__(editor)
        self._editor = editor
        self._context = context
        self._list: QListView | None = None
        self._paper: _Paper | None = None
        self._model = QStandardItemModel(self)

    def offers(self) -> list[str]:
        """The names shown now, in order; empty while closed."""
        if not self.is_open():
            return []
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def is_open(self) -> bool:
        """Whether the list shows."""
        return self._paper is not None and self._paper.isVisible()

    def open_for(self, begun: str) -> None:
        """Show the variables whose name or sample contains *begun*; close when there are none."""
        wanted = begun.casefold()
        self.show_offers([offer for offer in self._context.variables if wanted in offer.name.casefold()])

    def offer_at_cursor(self) -> None:
        """Open for a begun insertion, close where none is begun."""
        begun = begun_insertion(self._editor.textCursor())
        if begun is None:
            self.close_list()
        else:
            self.open_for(begun.strip())

    def open_now(self) -> None:
        """Open at the cursor, whatever stands there."""
        self.open_for(begun_insertion(self._editor.textCursor()) or "")

    def show_offers(self, found: Sequence[VariableOffer]) -> None:
        """Show these; close when there are none."""
        if not found:
            self.close_list()
            return
        self._model.clear()
        for offer in found:
            item = QStandardItem(offer.name)
            item.setData(offer, OFFER)
            self._model.appendRow(item)
        self._show_at_cursor(len(found))

    def close_list(self) -> None:
        """Hide the list."""
        if self._paper is not None:
            self._paper.hide()

    def close_if_left(self) -> None:
        """Hide the list unless the editor has the focus again."""
        if not self._editor.hasFocus():
            self.close_list()

    def takes_key(self, event: QKeyEvent) -> bool:
        """Serve arrows, Enter, Tab and Escape while open; whether the key was used up."""
        if not self.is_open() or self._list is None:
            return False
        row = self._list.currentIndex().row()
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._list.setCurrentIndex(self._model.index((row + step) % self._model.rowCount(), 0))
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return self.take_current()
        if key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        return False

    def take_current(self) -> bool:
        """Take the one that is marked; False while nothing is offered."""
        if not self.is_open() or self._list is None:
            return False
        self.take(self._list.currentIndex())
        return True

    def take(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Put the chosen one into the text."""
        offer = index.data(OFFER)
        self.close_list()
        if isinstance(offer, VariableOffer):
            self._editor.insert_variable(offer.name)
            self._editor.setFocus()

    def _show_at_cursor(self, rows: int) -> None:
        if self._paper is None:
            self._build()
        paper, view = self._paper, self._list
        assert paper is not None
        assert view is not None
        screen = self._editor.screen().availableGeometry()
        height = min(rows, _MOST_ROWS) * current_theme().px(ROW_HEIGHT) + 2 * _PADDING_PX
        corner = self._editor.viewport().mapToGlobal(self._editor.cursorRect().bottomLeft())
        x = max(screen.left(), min(corner.x(), screen.right() - _WIDTH_PX))
        y = corner.y() + 6
        if y + height > screen.bottom():
            y = max(screen.top(), corner.y() - self._editor.cursorRect().height() - height - 6)
        paper.setGeometry(x, y, _WIDTH_PX, height)
        view.setCurrentIndex(self._model.index(0, 0))
        paper.show()

    def _build(self) -> None:
        paper = _Paper(self._editor)
        view = QListView(paper)
        view.setObjectName("completion")
        view.setAccessibleName(tr(_NAME))
        view.setModel(self._model)
        view.setItemDelegate(_Row(view))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self.take)
        column = QVBoxLayout(paper)
        column.setContentsMargins(_PADDING_PX, _PADDING_PX, _PADDING_PX, _PADDING_PX)
        column.addWidget(view)
        self._list, self._paper = view, paper
