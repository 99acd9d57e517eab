"""Words people read, in every language of the program, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language of the program's own words (never of the messages people design)."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """One phrase in Chinese and in English; placeholders are `{name}` in both."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """The phrase in *language*."""
        return self.zh if language is Language.ZH else self.en

    def format(self, **values: object) -> Wording:
        """The phrase with its placeholders filled; a value may itself be a `Wording`."""
        return Wording(
            self.zh.format(**{key: _in(value, Language.ZH) for key, value in values.items()}),
            self.en.format(**{key: _in(value, Language.EN) for key, value in values.items()}),
        )


def same(text: str) -> Wording:
    """A phrase that reads alike in every language: a name, a number, a person's own text."""
    return Wording(text, text)


def _in(value: object, language: Language) -> object:
    return value.text(language) if isinstance(value, Wording) else value
