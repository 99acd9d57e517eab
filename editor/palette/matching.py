"""Finds entries by Chinese words, English words or the initials of the pinyin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from editor.palette.entries import PaletteEntry

_INITIALS: Final = "abcdefghjklmnopqrstwxyz"
_FROM: Final = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
"""First code of each initial: GB 2312-80 sorts its first-level characters by pinyin."""
_LAST: Final = 0xD7F9


def initials_of(text: str) -> str:
    """The initials of the pinyin of *text*: 富卡片 gives fkp; Latin letters stay, the rest is left out."""
    return "".join(_initial(character) for character in text)


def _initial(character: str) -> str:
    if character.isascii():
        return character.casefold() if character.isalnum() else ""
    try:
        encoded = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    code = int.from_bytes(encoded, "big")
    if not _FROM[0] <= code <= _LAST:
        return ""
    return _INITIALS[bisect_right(_FROM, code) - 1]


def matching(entries: Sequence[PaletteEntry], wanted: str) -> tuple[PaletteEntry, ...]:
    """The entries that fit what was typed, in their order; all of them when nothing was typed."""
    needle = wanted.strip().casefold()
    if not needle:
        return tuple(entries)
    return tuple(entry for entry in entries if _fits(entry, needle))


def _fits(entry: PaletteEntry, needle: str) -> bool:
    return (
        needle in entry.words.zh.casefold()
        or needle in entry.words.en.casefold()
        or needle in entry.name
        or needle in initials_of(entry.words.zh)
    )
