"""How well words fit what was typed: whole words before beginnings, beginnings before scattered letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from editor.document.folding import folded, spans
from editor.palette.matching import initials_of

_WHOLE: Final = 1000
_BEGIN: Final = 800
_WORD: Final = 650
_INSIDE: Final = 500
_INITIALS: Final = 400
_SCATTERED: Final = 120
_NEXT_TO: Final = 12
_AT_WORD: Final = 10


@dataclass(frozen=True, slots=True)
class Fit:
    """How well words fit, and which of their characters were typed."""

    score: int
    marks: tuple[int, ...] = ()


def fit(words: str, wanted: str) -> Fit | None:
    """How well *words* fit *wanted*, None when they do not; several typed words must all fit."""
    parts = wanted.split()
    if not parts:
        return Fit(0)
    fits = [_fit_one(words, part) for part in parts]
    if len(parts) > 1 and (whole := _fit_one(words, wanted.strip())) is not None:
        return Fit(whole.score + _NEXT_TO, whole.marks)
    found = [each for each in fits if each is not None]
    if len(found) < len(parts):
        return None
    marks = tuple(sorted({mark for each in found for mark in each.marks}))
    return Fit(sum(each.score for each in found) // len(found), marks)


def _fit_one(words: str, part: str) -> Fit | None:
    needle = folded(part)
    places = spans(words, needle)
    if places:
        begin, end = next((place for place in places if _begins_word(words, place[0])), places[0])
        if (begin, end) == (0, len(words)):
            score = _WHOLE
        else:
            score = _BEGIN if begin == 0 else _WORD if _begins_word(words, begin) else _INSIDE
        return Fit(score - min(60, len(words)), tuple(range(begin, end)))
    if needle.isascii() and needle.isalpha():
        initials = initials_of(words) if not words.isascii() else ""
        if needle in initials:
            return Fit(_INITIALS - min(60, len(words)) + (40 if initials.startswith(needle) else 0))
    return _scattered(words, needle)


def _scattered(words: str, needle: str) -> Fit | None:
    """Letters in their order with others between; two letters alone would fit anything."""
    if len(needle) < 3 or not needle.isascii():
        return None
    marks: list[int] = []
    score, at = _SCATTERED, 0
    for letter in needle:
        found = next((index for index in range(at, len(words)) if folded(words[index]) == letter), None)
        if found is None:
            return None
        is_next = bool(marks) and found == marks[-1] + 1
        score += _NEXT_TO if is_next else _AT_WORD if _begins_word(words, found) else -(found - at)
        marks.append(found)
        at = found + 1
    return Fit(max(1, score), tuple(marks))


def _begins_word(words: str, at: int) -> bool:
    return (
        at == 0
        or (words[at].isascii() and not words[at - 1].isalnum())
        or (words[at].isascii() and not words[at - 1].isascii())
    )
