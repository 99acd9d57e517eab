"""A text of one or many lines, with insertions where the record allows them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from runtime.records import FieldPath
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Label, ToolButton
from widgets.form.context import FormContext
from widgets.form.counter import fill_at_longest
from widgets.form.field import SEVERAL_VALUES, Field
from widgets.form.rich_text import empty_lines, without_empty_lines
from widgets.form.speaking import ALL
from widgets.form.spec import FieldSpec
from widgets.form.text_area import TextArea
from widgets.form.translation_lines import TranslationLines
from widgets.language import tr

INSERT = Wording("插入变量", "Insert a variable")
EMOJI = Wording("插入表情", "Insert an emoji")
_CLOSE_UP = Wording("去掉 {count} 个空行", "Remove {count} empty lines")
_EMPTY_LEAST = 2
"""Empty lines that are worth a word: one often separates paragraphs on purpose."""


class TextField(Field):
    """Edits a text; counts it in the wire's unit and tints what is over the limit."""

    def __init__(
        self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None, *, has_label: bool = True
    ) -> None:
        super().__init__(spec, context, parent, has_label=has_label)
        hint = spec.hint
        self.area = TextArea(
            context,
            many_lines=hint.widget == "long_text" or bool(hint.expression),
            has_insertions=hint.template,
            is_expression=bool(hint.expression),
            role="code" if hint.expression else "body",
            parent=self,
        )
        self.area.edited.connect(self._edited)
        self.area.finished.connect(self.finished)
        self._tidy = Button("", ButtonKind.LINK, small=True, parent=self)
        self._tidy.clicked.connect(self._close_up)
        self._tidy.hide()
        self._column.insertWidget(self._column.indexOf(self._help), self._tidy, 0, Qt.AlignmentFlag.AlignLeft)
        self.adopt(self.area)
        self.lines: TranslationLines | None = None
        if hint.spoken:
            self._add_lines()
        if hint.template and has_label:
            button = ToolButton("variable", INSERT, side_px=18, parent=self)
            button.clicked.connect(self._open_completion)
            self.add_to_label(button)
        if hint.spoken and has_label and hint.limit != "sms_text":  # platforms refuse emoji in SMS
            emoji = ToolButton("emoji", EMOJI, "Ctrl+;", side_px=18, parent=self)
            emoji.clicked.connect(self._ask_emoji)
            self.add_to_label(emoji)
        self._value = ""
        self.recount()

    def _add_lines(self) -> None:
        self._quote = Label("", "label", "text_second", wraps=True, parent=self)
        self._quote.hide()
        self.lines = TranslationLines(self.spec.hint, self.context, self)
        place = self._column.indexOf(self._help)
        self._column.insertWidget(place, self.lines)
        self._column.insertWidget(place, self._quote)
        self.lines.finished.connect(self.finished)
        self.lines.shown_changed.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        """Show the written text as an editor, or as a quotation where another language is looked at."""
        shown = self.context.speaking.shown
        is_quoted = bool(self.lines and self.lines.lines) and shown != ALL
        self.area.setVisible(not is_quoted)
        self._quote.setVisible(is_quoted and bool(self.area.value()))
        self.recount()

    def show_value(self, value: object) -> None:
        self.area.set_value(value if isinstance(value, str) else "")
        if self.lines is not None:
            self.lines.show_source(self.area.value())
            self._quote.set_words(self.area.value())
            self._quote.setVisible(self.area.isHidden() and bool(self.area.value()))

    def clear_control(self) -> None:
        self.area.set_value("")
        self.area.setPlaceholderText(tr(SEVERAL_VALUES))

    def recount(self) -> None:
        limits = self.context.limits(self.spec.hint.limit)
        self.area.set_limits(limits)
        fill = fill_at_longest(self.context, self.area.value(), self.spec.hint.limit)
        self.show_fill(None if self.area.isHidden() else fill)
        count = empty_lines(self.area.value()) if self.spec.hint.widget == "long_text" else 0
        self._tidy.set_words(_CLOSE_UP.format(count=count))
        self._tidy.setVisible(count >= _EMPTY_LEAST and not self.area.isHidden())

    def rename(self) -> None:
        super().rename()
        if self.spec.hint.placeholder is not None:
            self.area.setPlaceholderText(tr(self.spec.hint.placeholder))

    def focus_path(self, path: FieldPath) -> bool:
        if self.area.isHidden() and self.lines is not None and self.lines.lines:
            self.lines.lines[0].area.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().focus_path(path)

    @property
    def _written(self) -> TextArea:
        """The editor that shows: that of the first language where the written text is a quotation."""
        lines = self.lines.lines if self.lines is not None and self.area.isHidden() else ()
        return lines[0].area if lines else self.area

    def _open_completion(self) -> None:
        self._written.open_completion()

    def _ask_emoji(self) -> None:
        self._written.setFocus(Qt.FocusReason.OtherFocusReason)
        self.context.emoji_asked.emit()

    def _close_up(self) -> None:
        """Take the empty lines out, as one step of undo."""
        text = without_empty_lines(self.area.value())
        self.finished.emit()
        self.area.set_value(text)
        self.tell(text)
        self.area.setFocus()

    def _edited(self, text: str) -> None:
        self.tell(text, typed=True)
        if self.lines is not None:
            self.lines.show_source(text)
