"""Reads the numbered replies out of an SMS, as the person who gets it does."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

MOST_READ: Final = 20
"""Numbers that are looked for; nobody reads on in a longer list."""

_DIGITS: Final = str.maketrans(
    {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | {chr(0x2460 + number): str(number + 1) for number in range(MOST_READ)}
)
"""Full-width and circled digits → plain ones."""
_ASKED: Final = re.compile(r"(?:回复?|发送|输入|reply(?:\s+with)?)\s*[「“\"']?(?=1)", re.IGNORECASE)
_LISTED: Final = re.compile(r"(?:^|[。！？!?\n:：])\s{0,8}(?=1\D)")
_STYLE: Final = re.compile(r"\s*(?:[、:：．)）]|\.(?!\d))")
_SENTENCE_END: Final = re.compile(r"[。！？!?\n]|\.(?:\s|$)|，?拒收请?回复?R")
_OUTER: Final = " .、:：．)）「」“”\"'，,；;"
_WORDS_BEFORE: Final = re.compile(r"^(?:for|to)\s+", re.IGNORECASE)
_WORDS_AFTER: Final = re.compile(r"(?:\s(?:or|and)|或者?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """One reply that an SMS offers: the number to send and the words beside it."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Numbering:
    """What an SMS offers by number, in the order it stands there."""

    offers: tuple[Numbered, ...] = ()
    is_asked: bool = False
    """Whether the text says to reply by number; a bare list may be something else."""


def numbering_of(sms: str) -> Numbering:
    """The numbered replies of *sms*: `回复1可以，2不行。` and `1可以，2不行` offer two.

    A number that is left out does not end the list, so that the gap can be seen.
    """
    text = sms.translate(_DIGITS)
    asked = _ASKED.search(text)
    start = asked or _LISTED.search(text)
    if start is None:
        return Numbering()
    offers = _read(text[start.end() :])
    if asked is None and len(offers) < 2:
        return Numbering()
    return Numbering(tuple(offers), asked is not None)


def _read(rest: str) -> list[Numbered]:
    offers: list[Numbered] = []
    number, has_style = 1, _STYLE.match(rest, 1) is not None
    while True:
        rest = rest[len(str(number)) :]
        following = _next(rest, number + 1, has_style) or _next(rest, number + 2, has_style)
        label = rest[: following[0]] if following else _SENTENCE_END.split(rest, maxsplit=1)[0]
        offers.append(Numbered(number, _bare(label)))
        if not following or len(offers) == MOST_READ:
            return offers
        rest, number = rest[following[1] :], following[2]


def _next(rest: str, number: int, has_style: bool) -> tuple[int, int, int] | None:
    """Where the words before *number* end, where it begins, and itself; None when it does not come."""
    found = _mark(number, has_style).search(rest, 1)
    return None if found is None else (found.start(), found.end(), number)


@cache
def _mark(number: int, has_style: bool) -> re.Pattern[str]:
    style = r"\s*[.、:：．)）]" if has_style else ""
    asked = r"(?:回复?|发送|输入|reply)\s{0,8}"
    between = rf"(?:[，,、；;\s]\s{{0,8}}(?:{asked})?|[。！？!?.]\s{{0,8}}{asked})[「“\"']?"
    return re.compile(rf"{between}(?={number}{style})", re.IGNORECASE)


def _bare(label: str) -> str:
    words = label.strip(_OUTER)
    return _WORDS_AFTER.sub("", _WORDS_BEFORE.sub("", words)).strip(_OUTER)
