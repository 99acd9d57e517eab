"""The text editor of every form: grows with its text and shows insertions as pills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from runtime.messages.limits import Limit
from runtime.messages.targets import HeldLimit
from runtime.wording import Wording
from widgets.form.completion import Completion
from widgets.form.context import FormContext
from widgets.form.expression_completion import ExpressionCompletion
from widgets.form.line_edit import is_undo
from widgets.form.mistake import surplus, underlined
from widgets.form.pasted_mime import text_in
from widgets.form.pill import PILL, PillDrawing
from widgets.form.template_document import (
    begun_insertion,
    close_insertions,
    insert_tokens,
    read_text,
    replace_tokens,
    variable_at,
)
from widgets.form.template_tokens import (
    OBJECT,
    position_in,
    surplus_from,
    tokens_between,
    tokens_of,
    units_of,
)
from widgets.language import language_changed, tr
from widgets.theme import FontRole, current_theme, theme_changed
from widgets.theme.measures import CONTROL_HEIGHT

_MOST_LINES: Final = 14
"""A long text grows to this height, then scrolls."""
_WHO: Final = Wording("谁在用「{name}」", "Who uses {name}")
_MOVES: Final = {Qt.Key.Key_Backspace: -1, Qt.Key.Key_Delete: 1}


class TextArea(QTextEdit):
    """Edits plain text of one or many lines; `edited` tells the whole text after each keystroke.

    With insertions, `{{…}}` is one pill: one cursor stop, selected by the first Backspace and deleted by the
    second. Undo belongs to the document around, so the editor keeps none of its own.
    """

    edited = Signal(str)
    finished = Signal()
    """The focus left: a stretch of typing is over."""
    submitted = Signal()
    """Enter was pressed in a one-line editor."""

    def __init__(
        self,
        context: FormContext,
        *,
        many_lines: bool = False,
        has_insertions: bool = False,
        is_expression: bool = False,
        role: FontRole = "body",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._many_lines = many_lines
        self._has_insertions = has_insertions
        self._role: FontRole = role
        self._limits: tuple[Limit, ...] = ()
        self._value = ""
        self._lines_least = 3 if many_lines else 1
        self._is_setting = False
        self._is_composing = False
        self._pills = PillDrawing(context, self)
        self._wrong_at: int | None = None
        self._completion: Completion | None = None
        if is_expression:
            self._completion = ExpressionCompletion(self, context)
        elif has_insertions:
            self._completion = Completion(self, context)
        self._prepare_document()
        self.textChanged.connect(self._text_changed)
        self.selectionChanged.connect(self._selection_changed)
        theme_changed.connect(self.restyle)
        language_changed.connect(self.restyle)
        context.changed.connect(self._recolour)
        self.restyle()

    def _prepare_document(self) -> None:
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        option = QTextOption()
        wrap = QTextOption.WrapMode
        option.setWrapMode(wrap.WrapAtWordBoundaryOrAnywhere if self._many_lines else wrap.NoWrap)
        document = self.document()
        document.setDefaultTextOption(option)
        document.documentLayout().registerHandler(PILL, self._pills)
        document.documentLayout().documentSizeChanged.connect(self._fit)

    def value(self) -> str:
        """The text, insertions in their braces."""
        return self._value

    def set_value(self, text: str) -> None:
        """Show a text; only what differs is replaced, so that cursor and focus stay."""
        if text == self._value:
            return
        self._is_setting = True
        replace_tokens(self.document(), self._tokens(self._value), self._tokens(text))
        self._is_setting = False
        self._value = text
        self._mark_surplus()

    def select_text(self, begin: int, end: int) -> None:
        """Select characters of the value; what begins or ends inside an insertion takes all of it."""
        cursor = self.textCursor()
        cursor.setPosition(position_in(self._tokens(self._value), begin))
        cursor.setPosition(position_in(self._tokens(self._value), end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def set_limits(self, limits: Sequence[HeldLimit]) -> None:
        """Tint what is over any of *limits*; typing goes on."""
        self._limits = tuple(
            held.limit for held in limits if held.limit.unit in {"bytes", "characters", "utf16"}
        )
        self._mark_surplus()

    def set_wrong(self, at: int | None) -> None:
        """Underline what stands at this character of the text as wrong, None for nothing."""
        if at != self._wrong_at:
            self._wrong_at = at
            self._mark_surplus()

    def set_least_lines(self, lines: int) -> None:
        """Be at least this high."""
        self._lines_least = lines
        self._fit()

    def insert_variable(self, name: str) -> None:
        """Put a pill at the cursor in place of the selection and of a begun `{{`."""
        cursor = self.textCursor()
        begun = begun_insertion(cursor)
        cursor.beginEditBlock()
        if begun is not None and not cursor.hasSelection():
            left = QTextCursor.MoveOperation.PreviousCharacter
            cursor.movePosition(left, QTextCursor.MoveMode.KeepAnchor, units_of(begun) + 2)
        cursor.removeSelectedText()
        insert_tokens(cursor, [f"{{{{{name}}}}}"])
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def variable_at_cursor(self) -> str:
        """The variable of the pill that is selected, or stands beside the cursor; empty for none."""
        return variable_at(self.textCursor())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to see who uses the variable of a pill, beside the usual."""
        menu = self.createStandardContextMenu()
        menu.setParent(self, menu.windowFlags())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setTextCursor(
            self.textCursor() if self.textCursor().hasSelection() else self.cursorForPosition(event.pos())
        )
        if name := self.variable_at_cursor():
            menu.addSeparator()
            action = menu.addAction(tr(_WHO.format(name=name)))
            action.setData(name)
            action.triggered.connect(self._ask_uses)
        menu.popup(event.globalPos())

    def _ask_uses(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._context.uses_asked.emit(str(action.data()))

    def open_completion(self) -> None:
        """Offer the variables at the cursor."""
        if self._completion is not None:
            self.setFocus()
            self._completion.open_now()

    def type_font(self) -> QFont:
        """The font of the words; an editor over a picture has that of the picture."""
        return current_theme().font(self._role)

    def line_px(self) -> float:
        """The height of one line."""
        return current_theme().line_height(self._role)

    def restyle(self) -> None:
        """Take font, colours and line height anew."""
        self.setFont(self.type_font())
        self.document().setDefaultFont(self.type_font())
        inner = 0.0 if self.property("bare") else self._vertical_margin()
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0 if self.property("bare") else 4, int(inner), 4, int(inner))
        self._set_line_height()
        self._recolour()
        self._fit()

    def _vertical_margin(self) -> float:
        theme = current_theme()
        return max(0.0, (theme.px(CONTROL_HEIGHT) - self.line_px()) // 2 - 3 - theme.line_px)

    def _set_line_height(self) -> None:
        self._is_setting = True
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        line = QTextBlockFormat()
        height = max(self.line_px(), QFontMetricsF(self.font()).height())
        line.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.mergeBlockFormat(line)
        self._is_setting = False

    def sizeHint(self) -> QSize:
        return QSize(160, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.minimumHeight())

    def _fit(self) -> None:
        line = round(self.line_px())
        around = 0 if self.property("bare") else current_theme().px(CONTROL_HEIGHT) - line
        needed = max(line * self._lines_least, round(self.document().size().height()))
        shown = min(needed, line * _MOST_LINES) if self._many_lines else line
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if needed > shown and self._many_lines else policy.ScrollBarAlwaysOff
        )
        if self.minimumHeight() != shown + around or self.maximumHeight() != shown + around:
            self.setFixedHeight(shown + around)

    def _tokens(self, text: str) -> list[str]:
        return tokens_of(text, has_insertions=self._has_insertions)

    def _text_changed(self) -> None:
        if self._is_setting or self._is_composing:
            return
        if self._has_insertions:
            self._close_insertion()
        text = read_text(self.document())
        if text == self._value:
            return
        self._value = text
        self._mark_surplus()
        self.edited.emit(text)
        self._offer()

    def _close_insertion(self) -> None:
        """Turn a `{{…}}` that was just typed to its end into a pill."""
        cursor = self.textCursor()
        self._is_setting = True
        found = close_insertions(cursor)
        self._is_setting = False
        if found:
            self.setTextCursor(cursor)

    def _offer(self) -> None:
        if self._completion is not None:
            self._completion.offer_at_cursor()

    def _mark_surplus(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        begins = [
            begin
            for limit in self._limits
            if (begin := surplus_from(self._value, limit, has_insertions=self._has_insertions)) is not None
        ]
        if begins:
            marks.append(surplus(self.document(), min(begins)))
        if self._wrong_at is not None and self._value:
            marks.append(underlined(self.document(), self._value, self._wrong_at))
        if marks or self.extraSelections():
            self.setExtraSelections(marks)

    def _recolour(self) -> None:
        self._mark_surplus()
        self.viewport().update()

    def _selection_changed(self) -> None:
        cursor = self.textCursor()
        self._pills.selected = (cursor.selectionStart(), cursor.selectionEnd())
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the document around."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve the completion first, then pills, then typing."""
        if self._completion is not None and self._completion.takes_key(event):
            return
        if is_undo(event):
            event.ignore()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not self._many_lines:
            self.submitted.emit()
            event.ignore()
            return
        if event.key() in _MOVES and self._select_pill(_MOVES[Qt.Key(event.key())]):
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Let Tab take what completion offers: Qt moves the focus before it tells the key."""
        if next and self._completion is not None and self._completion.take_current():
            return True
        return super().focusNextPrevChild(next)

    def _select_pill(self, direction: int) -> bool:
        """Select the pill that Backspace or Delete is about to remove."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return False
        move = QTextCursor.MoveOperation
        cursor.movePosition(
            move.PreviousCharacter if direction < 0 else move.NextCharacter, QTextCursor.MoveMode.KeepAnchor
        )
        if cursor.selectedText() != OBJECT:
            return False
        self.setTextCursor(cursor)
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Read the text only when a composition is over."""
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if not self._is_composing:
            self._text_changed()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy insertions as text."""
        cursor = self.textCursor()
        data = QMimeData()
        tokens = self._tokens(self._value)
        data.setText("".join(tokens_between(tokens, cursor.selectionStart(), cursor.selectionEnd())))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text alone; files dropped here belong to the form around."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, as it would be typed: paragraphs, lists and tables of other programs as lines."""
        text = text_in(source, many_lines=self._many_lines)
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        insert_tokens(cursor, self._tokens(text))
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the form when there is nothing to scroll here."""
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
            return
        super().wheelEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the completion and tell that the stretch of typing is over."""
        super().focusOutEvent(event)
        if self._completion is not None:
            QTimer.singleShot(0, self._completion, self._completion.close_if_left)
        self.finished.emit()
