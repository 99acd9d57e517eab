"""The frames of the publish sheet: a titled section, and a box of rows with hairlines between them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.common import Label, follow_look
from widgets.common.painting import draw_box
from widgets.language import Words
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_OVERLAY, SPACE_8

_CENTRE = Qt.AlignmentFlag.AlignVCenter


class RowBox(QWidget):
    """Stacks rows in a rounded frame; an error's frame and ground are in the colour of errors."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_alarming = False
        self.rows: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        follow_look(self)

    def set_rows(self, rows: list[QWidget], *, is_alarming: bool = False) -> None:
        """Show other rows; the old ones are deleted."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = rows
        self._is_alarming = is_alarming
        for row in rows:
            self._column.addWidget(row)
        self.setVisible(bool(rows))
        self.update()

    def restyle(self) -> None:
        """Leave room for the frame."""
        px = current_theme().line_px
        self._column.setContentsMargins(px, px, px, px)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint frame and hairlines."""
        theme = current_theme()
        painter = QPainter(self)
        line = theme.error if self._is_alarming else theme.line_edge
        ground = theme.error_tint if self._is_alarming and not theme.is_high_contrast else None
        draw_box(painter, self.rect(), RADIUS_OVERLAY, ground, line)
        px = theme.line_px
        for row in self.rows[1:]:
            painter.fillRect(
                QRect(px, row.geometry().top(), self.width() - 2 * px, px),
                line if self._is_alarming else theme.line_hair,
            )


class Section(QWidget):
    """A title with a count, something at the right, and what belongs to it below."""

    def __init__(self, title: Words, action: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, "section_title")
        self.count = Label("", "body", "text_second")
        head = QHBoxLayout()
        head.setSpacing(SPACE_8)
        head.addWidget(self.title, 0, _CENTRE)
        head.addWidget(self.count, 0, _CENTRE)
        head.addStretch(1)
        if action is not None:
            head.addWidget(action, 0, _CENTRE)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_8)
        self._column.addLayout(head)

    def add(self, widget: QWidget) -> None:
        """Put something below."""
        self._column.addWidget(widget)
