"""Lists of words that carriers or the law object to, as dated data with their source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from runtime.records import Record


class ListedWord(Record):
    """One word, the longer words in which it is harmless, and whose objection it is."""

    word: str
    unless: tuple[str, ...] = ()
    """Phrases in which the word means something else: `最大限度` for `最大`."""
    trade_zh: str = ""
    trade_en: str = ""
    carriers: tuple[str, ...] = ()
    """The carriers that object; empty means everywhere."""


class _ListFile(Record):
    name: str
    source_zh: str
    source_en: str
    checked: str
    is_sure: bool = True
    words: tuple[ListedWord, ...]


@dataclass(frozen=True)
class WordList:
    """A list of words that is looked for in texts."""

    file: _ListFile

    @cached_property
    def words(self) -> dict[str, ListedWord]:
        """Word → its entry."""
        return {entry.word: entry for entry in self.file.words}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """All words, the longest first; the first characters alone decide most texts."""
        ordered = sorted(self.words, key=len, reverse=True)
        firsts = "".join(sorted({re.escape(word[0]) for word in ordered}))
        return re.compile(f"(?=[{firsts}])(?:{'|'.join(map(re.escape, ordered))})")

    def found_in(self, text: str) -> Iterator[ListedWord]:
        """The listed words that *text* uses, in their order, without those inside a harmless phrase."""
        for match in self._pattern.finditer(text):
            entry = self.words[match.group()]
            if not any(_covers(phrase, entry.word, text, match.start()) for phrase in entry.unless):
                yield entry


def _covers(phrase: str, word: str, text: str, at: int) -> bool:
    """Whether *word* at this place of *text* is a part of *phrase*."""
    offset = phrase.find(word)
    return offset >= 0 and text.startswith(phrase, at - offset) and at >= offset


@cache
def word_list(name: str) -> WordList:
    """The list called *name*: superlatives, trades or short_links."""
    folder = resources.files("runtime.messages").joinpath("listed_words")
    text = folder.joinpath(f"{name}.json").read_text("utf-8")
    return WordList(_ListFile.model_validate(json.loads(text)))
