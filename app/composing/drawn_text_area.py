"""The form's text editor in the type of the phone: the same pills, completion and limits, drawn elsewhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QTextOption
from PySide6.QtWidgets import QApplication, QWidget

from widgets.form.context import FormContext
from widgets.form.pasted_mime import text_in
from widgets.form.text_area import TextArea

_KEPT: Final = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter})
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_PASSING: Final = frozenset({Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason})
"""The keyboard comes back: a menu or a list opened, or another window was looked at."""


class DrawnTextArea(TextArea):
    """Wraps like the picture; Enter and Tab go on, Shift+Enter breaks the line, Escape gives up."""

    stepped = Signal(int)
    given_up = Signal()
    left = Signal()
    """The person went elsewhere."""
    fitted = Signal()
    """It needs another height."""

    _font: QFont | None = None
    _line_px = 20.0
    _sheet = ""

    def __init__(self, context: FormContext, parent: QWidget) -> None:
        super().__init__(context, many_lines=True, has_insertions=True, parent=parent)
        self.takes_lines = True
        """Whether a line may end in it."""
        self.setObjectName("drawn_text")
        self.setProperty("bare", True)
        self.setProperty("draws_own_focus", True)
        self.set_least_lines(1)

    def dress(self, font: QFont, line_px: float, ink: QColor, *, is_centred: bool) -> None:
        """Take the type of the picture."""
        self._font, self._line_px = font, line_px
        sheet = (
            f"QTextEdit#drawn_text {{ background: transparent; color: {ink.name()}; border: none;"
            " padding: 0; }"
        )
        if sheet != self._sheet:
            self._sheet = sheet
            self.setStyleSheet(sheet)
        option = QTextOption(self.document().defaultTextOption())
        option.setAlignment(Qt.AlignmentFlag.AlignHCenter if is_centred else Qt.AlignmentFlag.AlignLeft)
        self.document().setDefaultTextOption(option)
        self.restyle()

    def type_font(self) -> QFont:
        return self._font or super().type_font()

    def line_px(self) -> float:
        return self._line_px if self._font is not None else super().line_px()

    @property
    def needed_px(self) -> float:
        """The height of all its lines."""
        return max(self.document().size().height(), self.line_px())

    def _fit(self) -> None:
        self.fitted.emit()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that go on or give up from the menus."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() in _KEPT:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve the completion first, then what leads on, then typing."""
        if self._completion is not None and self._completion.takes_key(event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in _ENTER and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if self.takes_lines:
                self.textCursor().insertBlock()
        elif event.key() in _ENTER:
            self.stepped.emit(1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Let Tab take what completion offers, else go to the next part."""
        if next and self._completion is not None and self._completion.take_current():
            return True
        self.stepped.emit(1 if next else -1)
        return True

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as into the form; where no line may end, line ends become spaces."""
        if self.takes_lines:
            super().insertFromMimeData(source)
            return
        plain = QMimeData()
        plain.setText(text_in(source, many_lines=False))
        super().insertFromMimeData(plain)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell when the person went elsewhere."""
        super().focusOutEvent(event)
        has_popup = QApplication.activePopupWidget() is not None  # emoji, a menu: the keyboard comes back
        if event.reason() not in _PASSING and not has_popup:
            self.left.emit()
