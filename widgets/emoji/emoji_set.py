"""The emoji that are offered, with the words they are found by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from resources.files import resource_path
from runtime.wording import Wording


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
        return tuple(
            each
            for each in emoji_set()
            if wanted in each.words.zh.casefold() or wanted in each.words.en.casefold() or wanted == each.text
        )
    by_text = {each.text: each for each in emoji_set()}
    first = [by_text[text] for text in recent if text in by_text]
    return (*first, *(each for each in emoji_set() if each not in first))
