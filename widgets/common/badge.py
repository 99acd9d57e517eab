"""Chips that say a state in a word, and counts."""

from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.common.painting import CENTRE, draw_box, draw_icon, draw_text, text_width
from widgets.common.restyle import follow_look
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import CHIP_HEIGHT, RADIUS_CHIP

_ICON = 12


class BadgeState(StrEnum):
    """Says what a badge is about; the word or the icon says it too."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    ERROR = "error"
    ALERT = "alert"
    """A count that asks for attention: filled."""


def badge_colours(state: BadgeState) -> tuple[QColor, QColor]:
    """Give ground and ink of a state in the theme in use."""
    theme = current_theme()
    return {
        BadgeState.NEUTRAL: (theme.hover, theme.text_second),
        BadgeState.ACCENT: (theme.accent_tint, theme.accent),
        BadgeState.OK: (theme.ok_tint, theme.ok),
        BadgeState.WARN: (theme.warn_tint, theme.warn),
        BadgeState.ERROR: (theme.error_tint, theme.error),
        BadgeState.ALERT: (theme.error, theme.panel),
    }[state]


class Badge(QWidget):
    """Shows a word, a number or both with an icon on a tinted ground; round ends for counts."""

    def __init__(
        self,
        words: Words = "",
        state: BadgeState = BadgeState.NEUTRAL,
        *,
        icon_name: str | None = None,
        round_ends: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._state = state
        self._icon_name = icon_name
        self._round_ends = round_ends
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_look(self)

    @property
    def words(self) -> str:
        """The words in the language in use."""
        return words_of(self._words)

    @property
    def state(self) -> BadgeState:
        """What the badge is about."""
        return self._state

    def show_state(self, words: Words, state: BadgeState, icon_name: str | None = None) -> None:
        """Change words, state and icon together."""
        self._words, self._state, self._icon_name = words, state, icon_name
        self.restyle()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(self.words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit words and icon."""
        theme = current_theme()
        height = theme.px(18 if self._round_ends else CHIP_HEIGHT)
        width = text_width(self.words, theme.font("badge")) + 12 + (_ICON + 4 if self._icon_name else 0)
        return QSize(max(width, height), height)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        painter = QPainter(self)
        theme = current_theme()
        ground, ink = badge_colours(self._state)
        line = ink if theme.is_high_contrast and self._state is not BadgeState.ALERT else None
        draw_box(painter, self.rect(), self.height() / 2 if self._round_ends else RADIUS_CHIP, ground, line)
        rect = self.rect()
        if self._icon_name:
            draw_icon(painter, self._icon_name, _ICON, ink, QPoint(6 + _ICON // 2, self.height() // 2))
            rect = QRect(_ICON + 4, 0, self.width() - _ICON - 4, self.height())
        strong = self._round_ends or self._state is BadgeState.ALERT
        draw_text(painter, rect, self.words, theme.font("badge_strong" if strong else "badge"), ink, CENTRE)
