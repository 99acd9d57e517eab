"""The language of the program's own words, and the signal that it changed."""

from typing import overload

from PySide6.QtCore import QObject, Signal

from runtime.wording import Language, Wording

__all__ = ["Language", "Words", "language", "language_changed", "set_language", "tr", "words_of"]

Words = Wording | str
"""A phrase in every language, or text that reads alike in all of them."""


class _Speech(QObject):
    """Holds the current language and says when it is replaced."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.language = Language.ZH


_speech = _Speech()
language_changed = _speech.changed
"""Emitted after the language changed; read `language()` then."""


def language() -> Language:
    """Give the language in use."""
    return _speech.language


def set_language(chosen: Language | str) -> None:
    """Speak another language and tell every widget; raises ValueError when there is no such language."""
    wanted = Language(chosen)
    if wanted is not _speech.language:
        _speech.language = wanted
        _speech.changed.emit()


@overload
def tr(words: Wording, /) -> str: ...
@overload
def tr(zh: str, en: str, /) -> str: ...
def tr(words: Wording | str, en: str | None = None, /) -> str:
    """Say a phrase in the language in use: `tr(wording)` or `tr("保存", "Save")`."""
    if isinstance(words, Wording):
        return words.text(_speech.language)
    return words if en is None or _speech.language is Language.ZH else en


def words_of(words: Words) -> str:
    """Say words that may be the same in every language."""
    return words if isinstance(words, str) else tr(words)
