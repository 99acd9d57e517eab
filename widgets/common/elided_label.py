"""Labels in a role of type and a colour of the theme."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from widgets.common.painting import draw_text, text_width
from widgets.common.restyle import follow_look
from widgets.language import Words, words_of
from widgets.theme import FontRole, current_theme


class Label(QLabel):
    """Shows words in a role and a colour token; may wrap, so that no sentence is lost."""

    def __init__(
        self,
        words: Words = "",
        role: FontRole = "body",
        colour: str = "text",
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._role: FontRole = role
        self._colour = colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        follow_look(self)

    def set_words(self, words: Words) -> None:
        """Change the words."""
        self._words = words
        self.setText(words_of(words))

    def set_colour(self, colour: str) -> None:
        """Take the colour of another token."""
        self._colour = colour
        self.restyle()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the colour when a new style sheet gives back an old palette."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.isVisible():
            self.setFont(current_theme().font(self._role))
            self._tint()

    def _tint(self) -> None:
        ink = getattr(current_theme(), self._colour)
        if self.palette().color(QPalette.ColorRole.WindowText) != ink:
            palette = QPalette(self.palette())
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            self.setPalette(palette)

    def restyle(self) -> None:
        """Take words, font and colour anew."""
        theme = current_theme()
        self.setFont(theme.font(self._role))
        self._tint()
        if not self.wordWrap():
            self.setMinimumHeight(theme.line_height(self._role))
        self.setText(words_of(self._words))


class ElidedLabel(QWidget):
    """Shows one line of words; cut ones end in an ellipsis and are whole in the tooltip.

    Words that need no more than *least_px* are never cut.
    """

    def __init__(
        self,
        words: Words = "",
        role: FontRole = "body",
        colour: str = "text",
        parent: QWidget | None = None,
        *,
        least_px: int = 16,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._role: FontRole = role
        self._colour = colour
        self._least_px = least_px
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        follow_look(self)

    @property
    def words(self) -> str:
        """The whole words in the language in use."""
        return words_of(self._words)

    def set_words(self, words: Words) -> None:
        """Change the words."""
        self._words = words
        self.restyle()

    def set_colour(self, colour: str) -> None:
        """Take the colour of another token."""
        self._colour = colour
        self.update()

    def is_cut(self) -> bool:
        """Whether the words do not fit."""
        return text_width(self.words, current_theme().font(self._role)) > self.width()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(self.words)
        self.setToolTip(self.words if self.is_cut() else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit the whole words."""
        theme = current_theme()
        return QSize(text_width(self.words, theme.font(self._role)) + 1, theme.line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        """Room for the ellipsis, or for as much as was asked for."""
        theme = current_theme()
        words = min(self.sizeHint().width(), theme.px(self._least_px))
        return QSize(words if self._least_px > 16 else 16, theme.line_height(self._role))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole words as tooltip when they are cut."""
        super().resizeEvent(event)
        self.setToolTip(self.words if self.is_cut() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words."""
        theme = current_theme()
        draw_text(
            QPainter(self), self.rect(), self.words, theme.font(self._role), getattr(theme, self._colour)
        )
