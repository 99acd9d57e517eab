"""Which languages a form shows texts in, and what the texts are in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from PySide6.QtCore import QObject, Signal

from runtime.flow.translations import Translation

ALL: Final = "*"
"""Stands for the text as written with every further language below it."""

Tables: TypeAlias = Mapping[str, Mapping[str, Translation]]
"""Language → source text → translation."""


class Speaking(QObject):
    """The languages of a scenario, the one that is looked at, and the translations of the node on screen."""

    changed = Signal()
    """Another language is looked at, or a translation is another."""
    language_chosen = Signal()
    """The person looks at another language; previews follow."""
    translated = Signal(str, str, str)
    """Language, source text and what it is in that language, for each keystroke; empty takes it away."""
    confirmed = Signal(str, str)
    """Language and source text: the translation is right although the text was reworded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._base = "zh"
        self._further: tuple[str, ...] = ()
        self._shown = ""
        self._tables: Tables | None = None

    @property
    def base(self) -> str:
        """The language texts are written in."""
        return self._base

    @property
    def further(self) -> tuple[str, ...]:
        """The languages they are translated into, in the order of the scenario."""
        return self._further

    @property
    def shown(self) -> str:
        """The further language that is looked at, ALL for every one, empty for the text as written."""
        return self._shown

    @property
    def language(self) -> str:
        """The language that previews speak; empty for the text as written."""
        return "" if self._shown == ALL else self._shown

    def lines(self) -> tuple[str, ...]:
        """The further languages that fields show a line for, none where nothing can be translated."""
        if self._tables is None or not self._shown:
            return ()
        return self._further if self._shown == ALL else (self._shown,)

    def translation(self, language: str, source: str) -> Translation | None:
        """What a text is in a language, None while it is not translated."""
        return None if self._tables is None else self._tables.get(language, {}).get(source)

    def set_languages(self, base: str, further: Sequence[str]) -> None:
        """Offer other languages."""
        kept = tuple(tag for tag in further if tag != base)
        if (base, kept) == (self._base, self._further):
            return
        self._base, self._further = base, kept
        if self._shown not in (*kept, *([ALL] if kept else [])):
            self._shown = ""
        self.changed.emit()
        self.language_chosen.emit()

    def show_language(self, shown: str) -> None:
        """Look at another language: a tag, ALL, or empty."""
        if shown != self._shown and (not shown or shown == ALL or shown in self._further):
            self._shown = shown
            self.changed.emit()
            self.language_chosen.emit()

    def set_tables(self, tables: Tables | None) -> None:
        """Take the translations of another node, None where nothing can be translated."""
        if tables != self._tables:
            self._tables = tables
            if self._shown:
                self.changed.emit()
