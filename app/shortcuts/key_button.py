"""A button that shows the keys of an action and takes new ones from the keyboard."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from runtime.wording import Wording
from widgets.common import BaseButton
from widgets.common.painting import CENTRE, draw_box, draw_text
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT_SMALL, RADIUS_CONTROL

_PRESS: Final = Wording("按下新的快捷键…", "Press the new keys…")
_NONE: Final = Wording("没有", "none")
_NAME: Final = Wording("「{done}」的快捷键：{keys}", "Keys of {done}: {keys}")
_WIDTH_PX: Final = 180
_ALONE: Final = frozenset(
    {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


class KeyButton(BaseButton):
    """Enter or a click begins, the next keys are taken; Escape changes nothing, Backspace leaves none."""

    pressed_keys = Signal(str)
    """The keys as Qt writes them portably, empty for none."""

    is_listening = False
    """Whether the next keys are taken; Qt asks while the button is still being made."""

    def __init__(self, done: Wording, parent: QWidget | None = None) -> None:
        super().__init__("", None, parent)
        self._done = done
        self._keys = ""
        self.clicked.connect(self._listen)
        self.finish()

    def show_keys(self, keys: str) -> None:
        """Show the keys of the action, alternatives split by a space."""
        self._keys = keys
        self.restyle()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        super().restyle()
        shown = tr(_PRESS) if self.is_listening else self._keys or tr(_NONE)
        self.setAccessibleName(tr(_NAME.format(done=self._done, keys=shown)))

    def sizeHint(self) -> QSize:
        """Alike for all."""
        theme = current_theme()
        return QSize(theme.px(_WIDTH_PX), theme.px(CONTROL_HEIGHT_SMALL))

    def event(self, event: QEvent) -> bool:
        """Keep every key from the shortcuts of the window while it listens."""
        if self.is_listening and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop listening."""
        self._stop()
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the keys, or that it listens."""
        painter, theme = QPainter(self), current_theme()
        line = theme.accent if self.is_listening else theme.line_control
        draw_box(painter, self.rect(), RADIUS_CONTROL, self.hover_ground(theme.field), line)
        words = tr(_PRESS) if self.is_listening else self._keys.replace(" ", "   ") or tr(_NONE)
        ink = theme.accent if self.is_listening else theme.text if self._keys else theme.text_second
        draw_text(painter, self.rect().adjusted(8, 0, -8, 0), words, theme.font("body"), ink, CENTRE)

    def _listen(self) -> None:
        self.is_listening = True
        self.setFocus()
        self.restyle()

    def _stop(self) -> None:
        if self.is_listening:
            self.is_listening = False
            self.restyle()

    def _take(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ALONE or key == Qt.Key.Key_unknown:
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        self._stop()
        if held == Qt.KeyboardModifier.NoModifier and key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab):
            return
        if held == Qt.KeyboardModifier.NoModifier and key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.pressed_keys.emit("")
            return
        if key == Qt.Key.Key_Backtab:
            key = Qt.Key.Key_Tab
        sequence = QKeySequence(QKeyCombination(held, key))
        self.pressed_keys.emit(sequence.toString(QKeySequence.SequenceFormat.PortableText))
