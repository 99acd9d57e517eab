"""Chooses the language that forms and previews show, where a scenario has more than one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from runtime.flow.translations import language_name
from runtime.wording import Wording
from widgets.common import Choice, ChoiceField, Segment
from widgets.form.speaking import ALL, Speaking
from widgets.language import words_of
from widgets.theme.measures import PANE_PADDING, SPACE_8

_NAME: Final = Wording("显示哪种语言", "Which language to show")
_ALL: Final = Wording("并排", "Together")
_WRITTEN: Final = "written"
_MOST_PARTS: Final = 4


class LanguageBar(QWidget):
    """One part for each language and one for all together; a list where there are too many for that."""

    def __init__(self, speaking: Speaking, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._speaking = speaking
        self._offered: tuple[str, ...] = ()
        self._keys: list[str] = []
        self.segment: Segment | None = None
        self.list: ChoiceField | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(PANE_PADDING, SPACE_8, PANE_PADDING, 0)
        speaking.language_chosen.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Offer the languages there are now."""
        offered = (self._speaking.base, *self._speaking.further)
        if offered != self._offered:
            self._offered = offered
            self._rebuild()
        shown = self._speaking.shown or _WRITTEN
        if self.segment is not None:
            self.segment.set_value(shown)
        if self.list is not None:
            self.list.setCurrentIndex(self._keys.index(shown))

    def mark(self, languages: Collection[str]) -> None:
        """Put a dot on the languages in which something is to be done."""
        if self.segment is not None:
            for tag in self._speaking.further:
                self.segment.set_problem(tag, tag in languages)

    def _rebuild(self) -> None:
        for widget in (self.segment, self.list):
            if widget is not None:
                self._row.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.segment = self.list = None
        further = self._speaking.further
        self.setVisible(bool(further))
        if not further:
            return
        choices = [Choice(_WRITTEN, language_name(self._speaking.base))]
        choices += [Choice(tag, language_name(tag)) for tag in further]
        choices.append(Choice(ALL, _ALL))
        if len(choices) <= _MOST_PARTS:
            self.segment = Segment(choices, _NAME, parent=self)
            self.segment.changed.connect(self._choose)
            self._row.addWidget(self.segment)
        else:
            self.list = ChoiceField(_NAME, self)
            self._keys = [choice.key for choice in choices]
            self.list.addItems([words_of(choice.words) for choice in choices])
            self.list.activated.connect(self._pick)
            self._row.addWidget(self.list)

    def _pick(self, index: int) -> None:
        self._choose(self._keys[index])

    def _choose(self, key: str) -> None:
        self._speaking.show_language("" if key == _WRITTEN else key)
