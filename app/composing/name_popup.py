"""A line to type a name into, beside what it names; Enter takes it, Escape leaves all as it was."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common.painting import draw_box
from widgets.form.line_edit import LineEdit
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_OVERLAY, SPACE_8

_NAME = Wording("名称", "Name")
_WIDTH_PX = 220


class NamePopup(QWidget):
    """Closes when something else is clicked."""

    named = Signal(str)

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.line = LineEdit(self)
        self.line.setText(name)
        self.line.setAccessibleName(tr(_NAME))
        self.line.selectAll()
        self.line.returnPressed.connect(self._take)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        row.addWidget(self.line)
        self.setFixedWidth(current_theme().px(_WIDTH_PX))

    def open_at(self, place: QPoint) -> None:
        """Show it at a place of the screen."""
        self.move(place)
        self.show()
        self.line.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the paper."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_OVERLAY, theme.raised, theme.line_control)

    def _take(self) -> None:
        name = self.line.text().strip()
        if name:
            self.named.emit(name)
        self.close()
