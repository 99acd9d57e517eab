"""A tag to filter by."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from runtime.wording import Wording
from widgets.common import BaseButton
from widgets.common.painting import CENTRE, draw_box, draw_text, text_width
from widgets.theme import current_theme

_HEIGHT = 24


class TagChip(BaseButton):
    """Checked while the list is filtered by its tag."""

    chosen = Signal(str)
    """Its key: the tag, empty for all."""

    def __init__(self, words: Wording, key: str, parent: QWidget | None = None) -> None:
        super().__init__(words, None, parent)
        self.key = key
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setProperty("ring_radius", _HEIGHT // 2)
        self.clicked.connect(self._choose)
        self.finish()

    def sizeHint(self) -> QSize:
        """Fit the words."""
        theme = current_theme()
        return QSize(text_width(self.words, theme.font("label")) + 22, theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with round ends and the words."""
        theme = current_theme()
        painter = QPainter(self)
        is_on = self.isChecked()
        ground = theme.accent_tint if is_on else self.hover_ground(theme.hover)
        line = theme.accent if is_on and theme.is_high_contrast else None
        draw_box(painter, self.rect(), self.height() / 2, ground, line)
        font = theme.font("label")
        font.setBold(is_on)
        draw_text(
            painter, self.rect(), self.words, font, theme.accent if is_on else theme.text_second, CENTRE
        )

    def _choose(self) -> None:
        self.setChecked(True)
        self.chosen.emit(self.key)
