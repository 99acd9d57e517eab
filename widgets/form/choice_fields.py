"""One of several values: a segment while they are few and short, a list otherwise; or any of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from runtime.wording import Wording
from widgets.common import Button, Choice, ChoiceField, FlowLayout, Segment
from widgets.form.context import FormContext
from widgets.form.field import Field
from widgets.form.spec import FieldSpec
from widgets.language import tr

_MOST_PARTS = 4
_MOST_CHARACTERS = 14


class OneChoice(Field):
    """Lets one of the hint's choices be taken; values that are no text are kept as they are."""

    def __init__(
        self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None, *, has_label: bool = True
    ) -> None:
        super().__init__(spec, context, parent, has_label=has_label)
        choices = spec.hint.choices
        self._keys = list(choices)
        characters = sum(len(words.zh) for words in choices.values())
        self._segment: Segment | None = None
        self._list: ChoiceField | None = None
        if len(choices) <= _MOST_PARTS and characters <= _MOST_CHARACTERS:
            self._segment = Segment(
                [Choice(key, words) for key, words in choices.items()], spec.hint.label, parent=self
            )
            self._segment.changed.connect(self.tell)
            self.adopt(self._segment)
        else:
            self._list = ChoiceField(spec.hint.label, self)
            self.adopt(self._list)
            self._list.currentIndexChanged.connect(self._picked)

    def offer(self, keys: Sequence[str]) -> None:
        """Offer only these of the hint's choices, in this order; a segment always shows all."""
        if self._list is not None and list(keys) != self._keys:
            self._keys = list(keys)
            self._fill(self._list)
            self.show_value(self._value)

    def show_value(self, value: object) -> None:
        key = str(value)
        if self._segment is not None and key in self._keys:
            self._segment.set_value(key)
        if self._list is not None:
            with QSignalBlocker(self._list):
                self._list.setCurrentIndex(self._keys.index(key) if key in self._keys else -1)

    def clear_control(self) -> None:
        if self._segment is not None:
            self._segment.clear()
        if self._list is not None:
            with QSignalBlocker(self._list):
                self._list.setCurrentIndex(-1)

    def focus_path(self, path: tuple[str | int, ...]) -> bool:
        target = self._segment.part(self._segment.value()) if self._segment is not None else self.body
        target.setFocus()
        return True

    def rename(self) -> None:
        super().rename()
        if self._list is not None:
            self._fill(self._list)

    def _fill(self, shown: ChoiceField) -> None:
        with QSignalBlocker(shown):
            index = shown.currentIndex()
            shown.clear()
            shown.addItems([tr(self.spec.hint.choices[key]) for key in self._keys])
            shown.setCurrentIndex(index)

    def _picked(self, index: int) -> None:
        if index >= 0:
            self.tell(self._keys[index])


class ManyChoices(Field):
    """Lets any of the hint's choices be taken; the value is a tuple in the hint's order."""

    def __init__(self, spec: FieldSpec, context: FormContext, parent: QWidget | None = None) -> None:
        super().__init__(spec, context, parent)
        row = QWidget(self)
        line = FlowLayout(row, gap_px=6)
        self.parts: dict[str, _Toggle] = {}
        """The toggle of every choice."""
        for key, words in spec.hint.choices.items():
            part = _Toggle(words, row)
            part.toggled.connect(self._toggled)
            line.addWidget(part)
            self.parts[key] = part
        self.adopt(row, named=next(iter(self.parts.values())))
        self._value = ()

    def rename(self) -> None:
        """Each part keeps its own name."""

    def show_value(self, value: object) -> None:
        taken = value if isinstance(value, tuple) else ()
        for key, part in self.parts.items():
            with QSignalBlocker(part):
                part.setChecked(key in taken)
            part.mark(key in taken)

    def _toggled(self) -> None:
        self.tell(tuple(key for key, part in self.parts.items() if part.isChecked()))


class _Toggle(Button):
    """A choice that can be on or off."""

    def __init__(self, words: Wording, parent: QWidget) -> None:
        super().__init__(words, small=True, parent=parent)
        self.setCheckable(True)
        self.toggled.connect(self.mark)

    def mark(self, is_on: bool) -> None:
        """Show whether it is taken."""
        self.set_icon_name("check" if is_on else None)
