"""Words people read, in every language of the program, side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_SHOWN = 300
"""Characters of one filled-in text; a sentence that quotes a whole book cannot be read."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, line separators, marks that turn the reading direction, halves of characters."""


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
        """The phrase with its placeholders filled; a value may itself be a `Wording`.

        Texts come from strangers: what no screen can show, or would turn a sentence round, becomes a `�`.
        """
        return Wording(
            self.zh.format(**{key: _in(value, Language.ZH) for key, value in values.items()}),
            self.en.format(**{key: _in(value, Language.EN) for key, value in values.items()}),
        )


def same(text: str) -> Wording:
    """A phrase that reads alike in every language: a name, a number, a person's own text."""
    return Wording(text, text)


def printable(text: str, most: int = 0) -> str:
    """*text* as it can stand in a sentence; cut to *most* characters unless that is 0."""
    shown = text if text.isascii() and text.isprintable() else _UNPRINTABLE.sub("�", text)
    return shown if not most or len(shown) <= most else f"{shown[: most - 1]}…"


def _in(value: object, language: Language) -> object:
    if isinstance(value, str):
        return printable(value, MOST_SHOWN)
    return value.text(language) if isinstance(value, Wording) else value
