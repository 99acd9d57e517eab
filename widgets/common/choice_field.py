"""A list to choose one thing from, closed to one line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from widgets.common.restyle import follow_look
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT


class ChoiceField(QComboBox):
    """Shows the choice; the wheel scrolls the form and never changes the choice."""

    def __init__(self, name: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        follow_look(self)

    def restyle(self) -> None:
        """Take name and sizes anew."""
        self.setAccessibleName(words_of(self._name))
        self.setFixedHeight(current_theme().px(CONTROL_HEIGHT))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the pane around."""
        event.ignore()
