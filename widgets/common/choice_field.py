"""A list to choose one thing from, closed to one line."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from widgets.common.painting import draw_icon
from widgets.common.restyle import follow_look
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT, ICON_MEDIUM


class ChoiceField(QComboBox):
    """Shows the choice and a chevron; the wheel scrolls the form and never changes the choice."""

    def __init__(self, name: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setProperty("own_chevron", True)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        follow_look(self)

    def restyle(self) -> None:
        """Take name and sizes anew."""
        theme = current_theme()
        self.setAccessibleName(words_of(self._name))
        self.setFont(theme.font("body"))
        self.setFixedHeight(theme.px(CONTROL_HEIGHT))
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the pane around."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chevron over the field."""
        super().paintEvent(event)
        theme = current_theme()
        ink = theme.text_second if self.isEnabled() else theme.text_off
        at = QPoint(self.width() - 10 - ICON_MEDIUM // 2, self.height() // 2)
        draw_icon(QPainter(self), "chevron_down", ICON_MEDIUM, ink, at)
