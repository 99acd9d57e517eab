"""A text in further languages, one editor each, below the text as it was written."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from runtime.flow.translations import language_name
from runtime.records import Hint
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, ElidedLabel, follow_look
from widgets.form.context import FormContext
from widgets.form.counter import fill_of
from widgets.form.counter_label import CounterLabel
from widgets.form.text_area import TextArea
from widgets.language import tr
from widgets.theme.measures import SPACE_4, SPACE_8

_MISSING: Final = Wording("未翻译", "Not translated")
_OUTDATED: Final = Wording("原文已改", "Text reworded")
_OUTDATED_TIP: Final = Wording("译自「{was}」", 'Translated from "{was}"')
_CONFIRM: Final = Wording("译文仍然适用", "The text still fits")
_CONFIRM_TIP: Final = Wording("译文不用改，去掉提醒", "It needs no change; take the reminder away")
_NAMED: Final = Wording("{field}的{language}译文", "{field} in {language}")
_TOKENS: Final = {"calm": "text_second", "warn": "warn", "error": "error"}


def mark(widget: QWidget, name: str, *, is_on: bool) -> None:
    """Set a property that the style sheet looks at."""
    if bool(widget.property(name)) != is_on:
        widget.setProperty(name, is_on)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class TranslationLine(QWidget):
    """One language: its name, what is to do about it, its own counter, and the text."""

    def __init__(self, language: str, hint: Hint, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.language = language
        self._hint = hint
        self._context = context
        self._source = ""
        self._is_missing = False
        self._name = ElidedLabel(language_name(language), "label", "text_second", parent=self)
        self.state = ElidedLabel("", "label", "warn", parent=self)
        self.confirm = Button(_CONFIRM, ButtonKind.LINK, small=True, parent=self)
        self.confirm.setToolTip(tr(_CONFIRM_TIP))
        self._counter = CounterLabel(self)
        self.area = TextArea(
            context, many_lines=hint.widget == "long_text", has_insertions=hint.template, parent=self
        )
        self.area.set_least_lines(1)
        head = QHBoxLayout()
        head.setSpacing(SPACE_8)
        for widget in (self._name, self.state):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._counter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.area)
        column.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)
        self.area.edited.connect(self._typed)
        self.confirm.clicked.connect(self._confirm)
        context.changed.connect(self.recount)
        follow_look(self)

    def show_source(self, source: str) -> None:
        """Show what a text is in this language."""
        self._source = source
        kept = self._context.speaking.translation(self.language, source)
        self.area.set_value("" if kept is None else kept.text)
        self.area.setEnabled(bool(source.strip()))
        self._is_missing = bool(source.strip()) and (kept is None or not kept.text.strip())
        is_outdated = kept is not None and kept.outdated
        self.state.setVisible(self._is_missing or is_outdated)
        self.state.set_words(_MISSING if self._is_missing else _OUTDATED)
        self.state.setToolTip(tr(_OUTDATED_TIP.format(was=kept.was)) if kept and is_outdated else "")
        self.confirm.setVisible(is_outdated)
        self.area.setPlaceholderText(" ".join(source.split()))
        mark(self.area, "dashed", is_on=self._is_missing)
        self.recount()

    def recount(self) -> None:
        """Count anew."""
        limits = self._context.limits(self._hint.limit)
        self.area.set_limits(limits)
        fill = fill_of(self.area.value(), limits, self._hint.limit)
        self._counter.setVisible(fill is not None and bool(self.area.value()))
        if fill is not None:
            self._counter.set_forms(fill.forms(), _TOKENS[fill.level], fill.explained())

    def restyle(self) -> None:
        """Take words anew."""
        named = _NAMED.format(field=self._hint.label, language=language_name(self.language))
        self.area.setAccessibleName(tr(named))
        self.confirm.setToolTip(tr(_CONFIRM_TIP))

    def _typed(self, text: str) -> None:
        self.recount()
        self._context.speaking.translated.emit(self.language, self._source, text)

    def _confirm(self) -> None:
        self._context.speaking.confirmed.emit(self.language, self._source)


class TranslationLines(QWidget):
    """The lines of every further language that is looked at; hidden while there is none."""

    finished = Signal()
    """A stretch of typing is over."""
    shown_changed = Signal()
    """There are other lines now."""

    def __init__(self, hint: Hint, context: FormContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._hint = hint
        self._context = context
        self._source = ""
        self._lines: dict[str, TranslationLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_4)
        self.hide()
        context.speaking.changed.connect(self.refresh)
        self.refresh()

    @property
    def lines(self) -> tuple[TranslationLine, ...]:
        """The lines shown, in the order of the scenario's languages."""
        return tuple(self._lines.values())

    def show_source(self, source: str) -> None:
        """Show the translations of another text."""
        if source != self._source:
            self._source = source
            self.refresh()

    def refresh(self) -> None:
        """Look anew which languages there are and what they say."""
        wanted = self._context.speaking.lines()
        if tuple(self._lines) != wanted:
            self._rebuild(wanted)
        for line in self._lines.values():
            line.show_source(self._source)

    def _rebuild(self, wanted: tuple[str, ...]) -> None:
        for line in self._lines.values():
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = {}
        for language in wanted:
            line = TranslationLine(language, self._hint, self._context, self)
            line.area.finished.connect(self.finished)
            self._column.addWidget(line)
            self._lines[language] = line
        self.setVisible(bool(wanted))
        self.shown_changed.emit()
