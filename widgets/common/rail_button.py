"""An area of the program in the activity rail."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.common.base_button import BaseButton
from widgets.common.painting import CENTRE, draw_box, draw_icon, draw_text, text_width
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import ICON_LARGE, RADIUS_OVERLAY

_SIDE = 48
_BADGE = 14
_MOST_SHOWN = 99
_TIGHTEST = 84


class RailButton(BaseButton):
    """Shows an icon over a 10 px word; the current area lies on a tint, waiting work shows as a count.

    A short form of the words is what is written; the words themselves are then name and tooltip.
    """

    def __init__(
        self, icon_name: str, words: Words, parent: QWidget | None = None, *, short: Words | None = None
    ) -> None:
        super().__init__(words, icon_name, parent)
        self._short = short
        self._count = 0
        self.setCheckable(True)
        self.finish()

    @property
    def count(self) -> int:
        """How much waits in the area; 0 shows nothing."""
        return self._count

    def set_count(self, count: int) -> None:
        """Change the count."""
        self._count = count
        self.restyle()

    @property
    def written(self) -> str:
        """What stands under the icon."""
        return self.words if self._short is None else words_of(self._short)

    def written_px(self) -> int:
        """How wide that is, as tight as it is ever set."""
        theme = current_theme()
        return text_width(self.written, theme.font("rail_strong")) * _TIGHTEST // 100

    def restyle(self) -> None:
        """Take words and sizes anew; the count is part of the accessible name."""
        super().restyle()
        self.setAccessibleName(f"{self.words} {self._count}" if self._count else self.words)
        if self._short is not None:
            self.setToolTip(self.words)

    def sizeHint(self) -> QSize:
        """48 square; larger with larger text."""
        theme = current_theme()
        return QSize(_SIDE * theme.text_scale // 100, _SIDE + theme.line_height("rail") - 13)

    def minimumSizeHint(self) -> QSize:
        """One size only."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, word and count."""
        painter = QPainter(self)
        theme = current_theme()
        current = self.isChecked()
        ink = theme.accent if current else theme.text if self.underMouse() else theme.text_second
        if not self.isEnabled():
            ink = theme.text_off
        line = theme.accent if current and theme.is_high_contrast else None
        ground = theme.accent_tint if current else self.hover_ground()
        draw_box(painter, self.rect(), RADIUS_OVERLAY, ground, line)
        centre = QPoint(self.width() // 2, 17)
        draw_icon(painter, str(self.icon_name), ICON_LARGE, ink, centre)
        font = theme.font("rail_strong" if current else "rail")
        if (width := text_width(self.written, font)) > self.width() - 2:
            font.setStretch(max(_TIGHTEST, 100 * (self.width() - 2) // width))
        draw_text(painter, QRect(0, 28, self.width(), self.height() - 31), self.written, font, ink, CENTRE)
        if self._count:
            text = str(self._count) if self._count <= _MOST_SHOWN else f"{_MOST_SHOWN}+"
            small = theme.font("rail_strong", follows_scale=False)
            width = max(_BADGE, text_width(text, small) + 7)
            spot = QRect(centre.x() + 4, 3, width, _BADGE)
            draw_box(painter, spot, _BADGE / 2, theme.error)
            draw_text(painter, spot, text, small, theme.panel, Qt.AlignmentFlag.AlignCenter)
