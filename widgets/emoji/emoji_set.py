"""The emoji that are offered, with the words they are found by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from resources.files import resource_path
from runtime.wording import Wording

_NOT_FOUND: Final = 100


@dataclass(frozen=True, slots=True)
class Emoji:
    """One emoji; its first word in each language is its name."""

    text: str
    words: Wording
    """Words it is found by, separated by spaces."""

    @property
    def name(self) -> Wording:
        """What it is called."""
        return Wording(self.words.zh.split(" ")[0], self.words.en)


@cache
def emoji_set() -> tuple[Emoji, ...]:
    """Every emoji, those of faces first."""
    listed = json.loads(resource_path("emoji/emoji.json").read_text(encoding="utf-8"))
    return tuple(Emoji(each["text"], Wording(each["zh"], each["en"])) for each in listed)


def found_by(words: str, recent: Sequence[str] = ()) -> tuple[Emoji, ...]:
    """The emoji whose words, Chinese or English, contain *words*; without words, *recent* ones first."""
    wanted = words.strip().casefold()
    if wanted:
        ranked = [(_rank(each, wanted), each) for each in emoji_set()]
        return tuple(each for rank, each in sorted(ranked, key=lambda pair: pair[0]) if rank < _NOT_FOUND)
    by_text = {each.text: each for each in emoji_set()}
    first = [by_text[text] for text in recent if text in by_text]
    return (*first, *(each for each in emoji_set() if each not in first))


def _rank(emoji: Emoji, wanted: str) -> int:
    """How well a word fits: those that are the word come first, by its place among the emoji's words."""
    words = [*emoji.words.zh.casefold().split(" "), *emoji.words.en.casefold().split(" ")]
    if wanted == emoji.text:
        return 0
    halves = emoji.words.zh.count(" ") + 1
    if wanted in words:
        place = words.index(wanted)
        return place - halves if place >= halves else place
    return 50 if any(wanted in word for word in words) or wanted in " ".join(words) else _NOT_FOUND
