"""The note that goes with a version."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import Label, follow_look
from widgets.form.counter_label import CounterLabel
from widgets.form.line_edit import LineEdit
from widgets.language import tr
from widgets.theme.measures import LABEL_GAP

NOTE_MAX: Final = 200
_NEARLY: Final = 0.9
_LABEL = Wording("版本说明", "Note")
_HELP = Wording("这一版改了什么，给以后的自己和同事看", "What changed, for colleagues and for later")
_COUNT = Wording("{count}/{limit} 字符", "{count}/{limit} characters")


class NoteField(QWidget):
    """A line with its label and a counter; a note that is too long is told, never cut."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = LineEdit()
        self.counter = CounterLabel()
        head = QHBoxLayout()
        head.addWidget(Label(_LABEL, "label", "text_second"))
        head.addStretch(1)
        head.addWidget(self.counter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_GAP)
        column.addLayout(head)
        column.addWidget(self.line)
        self.line.textChanged.connect(self._on_text)
        follow_look(self)

    @property
    def text(self) -> str:
        """The note."""
        return self.line.text().strip()

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than a version keeps."""
        return len(self.text) > NOTE_MAX

    def clear(self) -> None:
        """Begin anew."""
        self.line.clear()

    def restyle(self) -> None:
        """Take words anew."""
        self.line.setAccessibleName(tr(_LABEL))
        self.line.setPlaceholderText(tr(_HELP))
        self._count()

    def _on_text(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        count = len(self.text)
        colour = "error" if count > NOTE_MAX else "warn" if count >= NOTE_MAX * _NEARLY else "text_second"
        self.counter.set_forms((_COUNT.format(count=count, limit=NOTE_MAX),), colour)
