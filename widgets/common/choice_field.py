"""A list to choose one thing from, closed to one line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from widgets.common.restyle import follow_look
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT

_LEAST_CHARACTERS = 3
"""So many always show; a form, not the longest of its choices, says how wide a list is."""


class ChoiceField(QComboBox):
    """Shows the choice; the wheel scrolls the form and never changes the choice."""

    def __init__(self, name: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_CHARACTERS)
        self.currentTextChanged.connect(self._tell_whole)
        follow_look(self)

    def _tell_whole(self, text: str) -> None:
        """Give the choice as the tooltip too, for where the field is narrower than its words."""
        self.setToolTip(text)

    def restyle(self) -> None:
        """Take name and sizes anew."""
        self.setAccessibleName(words_of(self._name))
        self.setFixedHeight(current_theme().px(CONTROL_HEIGHT))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the pane around."""
        event.ignore()
