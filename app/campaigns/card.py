"""A titled white card on the ground of an area, and the small pieces it is filled with."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.common import Label, follow_look
from widgets.common.painting import draw_box
from widgets.language import Words
from widgets.theme import current_theme
from widgets.theme.measures import FIELD_GAP, LABEL_GAP, RADIUS_CARD, SPACE_4, SPACE_8, SPACE_12, SPACE_16

_PADDING = 20


class Card(QWidget):
    """A title, a note at its right, and content below."""

    def __init__(self, title: Words, note: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, "section_title")
        self.note = Label(note, "label", "text_second")
        head = QHBoxLayout()
        head.setSpacing(SPACE_8)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.note, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_PADDING, SPACE_16, _PADDING, SPACE_16)
        self.body.setSpacing(SPACE_12)
        self.body.addLayout(head)
        follow_look(self)

    def restyle(self) -> None:
        """Take colours anew."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its border."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_CARD, theme.panel, theme.line_hair)


class Framed(QWidget):
    """A table on a white card of its own."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_8, SPACE_4, SPACE_8, SPACE_8)
        column.addWidget(inner)
        follow_look(self)

    def restyle(self) -> None:
        """Take colours anew."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and its border."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_CARD, theme.panel, theme.line_hair)


def labelled(words: Words, field: QWidget, help_label: Label | None = None) -> QVBoxLayout:
    """A field with its label above and, below, its help or error."""
    column = QVBoxLayout()
    column.setSpacing(LABEL_GAP)
    label = Label(words, "label", "text_second")
    label.setBuddy(field)
    column.addWidget(label)
    column.addWidget(field)
    if help_label is not None:
        column.addWidget(help_label)
    column.addStretch(1)
    return column


def in_row(columns: Sequence[QVBoxLayout]) -> QHBoxLayout:
    """Fields side by side, each as wide as the others."""
    row = QHBoxLayout()
    row.setSpacing(FIELD_GAP)
    for column in columns:
        row.addLayout(column, 1)
    return row


class FactRow(QWidget):
    """A name at the left, a figure at the right."""

    def __init__(self, name: Words, figure: Words, colour: str = "text") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(Label(name, "body", "text_second", wraps=True), 1)
        self.figure = Label(figure, "body", colour)
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignTop)


def replace_rows(layout: QVBoxLayout, rows: Sequence[QWidget]) -> None:
    """Show other widgets in a layout of widgets alone; the old ones are deleted."""
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()
    for row in rows:
        layout.addWidget(row)
