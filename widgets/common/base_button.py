"""What all painted buttons share: words, icon, hover, tooltip with shortcut, Enter as well as Space."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.common.fade import Fade
from widgets.common.painting import mixed
from widgets.common.restyle import follow_look
from widgets.language import Words, words_of
from widgets.theme import current_theme


class BaseButton(QAbstractButton):
    """Holds the words and the icon of a button; a subclass measures and paints.

    The words are the accessible name; a tooltip of its own replaces them as tooltip.
    """

    def __init__(
        self, words: Words = "", icon_name: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._icon_name = icon_name
        self._tip: Words = ""
        self._shortcut = QKeySequence()
        self._fade = Fade(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def finish(self) -> None:
        """Follow theme and language; the last step of a subclass's construction."""
        follow_look(self)

    @property
    def words(self) -> str:
        """The words in the language in use."""
        return words_of(self._words)

    @property
    def icon_name(self) -> str | None:
        """The icon's name, or None for words only."""
        return self._icon_name

    def set_words(self, words: Words) -> None:
        """Change the words."""
        self._words = words
        self.restyle()

    def set_icon_name(self, icon_name: str | None) -> None:
        """Change the icon."""
        self._icon_name = icon_name
        self.restyle()

    def set_tip(self, tip: Words, shortcut: QKeySequence | str = "") -> None:
        """Explain the button in its tooltip and show the shortcut there; the shortcut is not set."""
        self._tip = tip
        self._shortcut = QKeySequence(shortcut)
        self.restyle()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(self.words or words_of(self._tip))
        tip = words_of(self._tip)
        keys = self._shortcut.toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(f"{tip or self.words}  {keys}" if keys else tip)
        self.updateGeometry()
        self.update()

    def hover_ground(self, rest: QColor | None = None) -> QColor:
        """Give the ground between rest and hover; clear when there is no resting colour."""
        lit = current_theme().hover
        if rest is None:
            ground = QColor(lit)
            ground.setAlphaF(self._fade.value)
            return ground
        return mixed(rest, lit, self._fade.value)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        self._fade.go(self.isEnabled())
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark."""
        self._fade.go(lit=False)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter like Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)
