"""The list of variables that opens while an insertion is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from runtime.wording import Wording
from widgets.common.painting import RIGHT, draw_box, draw_text, text_width
from widgets.form.context import FormContext, VariableOffer
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CHIP, ROW_HEIGHT

if TYPE_CHECKING:
    from widgets.form.text_area import TextArea

_OFFER: Final = int(Qt.ItemDataRole.UserRole) + 1
_MOST_ROWS: Final = 7
_WIDTH_PX: Final = 248
_NAME: Final = Wording("变量", "Variables")


class _Row(QStyledItemDelegate):
    """Paints the name, and the sample value at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(_WIDTH_PX - 12, current_theme().px(ROW_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = current_theme()
        rect: QRect = option.rect
        view = self.parent()
        offer = index.data(_OFFER)
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


class Completion(QObject):
    """Offers the variables that fit what was typed so far; the editor keeps the focus."""

    def __init__(self, editor: TextArea, context: FormContext) -> None:
        super().__init__(editor)
        self._editor = editor
        self._context = context
        self._list: QListView | None = None
        self._model = QStandardItemModel(self)

    def offers(self) -> list[str]:
        """The names shown now, in order; empty while closed."""
        if not self.is_open():
            return []
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def is_open(self) -> bool:
        """Whether the list shows."""
        return self._list is not None and self._list.isVisible()

    def open_for(self, begun: str) -> None:
        """Show the variables whose name or sample contains *begun*; close when there are none."""
        wanted = begun.casefold()
        found = [offer for offer in self._context.variables if wanted in offer.name.casefold()]
        if not found:
            self.close_list()
            return
        self._model.clear()
        for offer in found:
            item = QStandardItem(offer.name)
            item.setData(offer, _OFFER)
            self._model.appendRow(item)
        self._show_at_cursor(len(found))

    def close_list(self) -> None:
        """Hide the list."""
        if self._list is not None:
            self._list.hide()

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
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._take(self._list.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            self.close_list()
            return True
        return False

    def _take(self, index: QModelIndex | QPersistentModelIndex) -> None:
        offer = index.data(_OFFER)
        self.close_list()
        if isinstance(offer, VariableOffer):
            self._editor.insert_variable(offer.name)
            self._editor.setFocus()

    def _show_at_cursor(self, rows: int) -> None:
        view = self._list or self._build()
        theme = current_theme()
        view.setFixedSize(_WIDTH_PX, min(rows, _MOST_ROWS) * theme.px(ROW_HEIGHT) + 10)
        corner = self._editor.viewport().mapTo(self._editor.window(), self._editor.cursorRect().bottomLeft())
        window = self._editor.window()
        x = max(4, min(corner.x(), window.width() - _WIDTH_PX - 4))
        y = corner.y() + 4
        if y + view.height() > window.height():
            y = max(4, corner.y() - self._editor.cursorRect().height() - view.height() - 4)
        view.move(QPoint(x, y))
        view.setCurrentIndex(self._model.index(0, 0))
        view.show()
        view.raise_()

    def _build(self) -> QListView:
        window: QWidget = self._editor.window()
        view = QListView(window)
        view.setObjectName("completion")
        view.setAccessibleName(tr(_NAME))
        view.setModel(self._model)
        view.setItemDelegate(_Row(view))
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setProperty("popup", True)
        view.setStyleSheet("")
        view.clicked.connect(self._take)
        self._list = view
        self._editor.destroyed.connect(view.deleteLater)
        return view
