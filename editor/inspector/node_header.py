"""The head of the inspector: what is selected, its name to edit, and what can be done with it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from runtime.flow.node import MAX_TITLE
from runtime.wording import Wording
from widgets.common import ElidedLabel, Tile, ToolButton, follow_look
from widgets.form.line_edit import LineEdit
from widgets.language import Words, tr, words_of
from widgets.theme import current_theme
from widgets.theme.measures import INSPECTOR_HEADER_HEIGHT, PANE_PADDING

_NAME: Final = Wording("名称", "Name")
_MORE: Final = Wording("更多操作", "More")
TILE_PX: Final = 26


class TitleEdit(LineEdit):
    """The name, as a title that can be typed over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("bare", True)
        self.setMaxLength(MAX_TITLE)
        self.setTextMargins(-2, 0, 0, 0)

    def restyle(self) -> None:
        theme = current_theme()
        self.setFont(theme.font("node_title"))
        self.setFixedHeight(theme.line_height("node_title"))
        self.setAccessibleName(tr(_NAME))


class NodeHeader(QWidget):
    """Shows tile, name and type; the name is edited in place, the menu is filled by whoever owns it."""

    renamed = Signal(str)
    edit_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tile = Tile("message", "talk", TILE_PX, self)
        self.title = TitleEdit(self)
        self._type = ElidedLabel("", "label", "text_second", parent=self)
        self.more = ToolButton("more", _MORE, parent=self)
        self._actions: list[tuple[Words, QAction]] = []
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(self.title)
        lines.addWidget(self._type)
        lines.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(PANE_PADDING, 0, 10, 0)
        row.setSpacing(10)
        row.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(lines, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignVCenter)
        self.title.textEdited.connect(self.renamed)
        self.title.finished.connect(self.edit_finished)
        self.title.returnPressed.connect(self.edit_finished)
        self.more.clicked.connect(self._open_menu)
        follow_look(self)

    def add_action(self, words: Wording, action: QAction) -> None:
        """Put an action into the menu."""
        self._actions.append((words, action))
        self.restyle()

    def show_subject(
        self, title: str, placeholder: Words, type_words: Words, icon_name: str, category: str
    ) -> None:
        """Show what is selected; the cursor stays when the name is the same."""
        if self.title.text() != title and self.title.text().strip() != title:
            self.title.setText(title)
            self.title.setCursorPosition(0)
        self.title.setPlaceholderText(words_of(placeholder))
        self._type.set_words(type_words)
        self.tile.show_type(icon_name, category)

    def set_has_menu(self, has_menu: bool) -> None:
        """Show or hide the menu button."""
        self.more.setVisible(has_menu)

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setFixedHeight(current_theme().px(INSPECTOR_HEADER_HEIGHT))
        for words, action in self._actions:
            action.setText(words_of(words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline below."""
        theme = current_theme()
        line = QRect(0, self.height() - theme.line_px, self.width(), theme.line_px)
        QPainter(self).fillRect(line, theme.line_hair)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for _, action in self._actions:
            menu.addAction(action)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
