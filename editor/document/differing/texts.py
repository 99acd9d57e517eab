"""Which words of a text were taken out and which put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

_PART: Final = re.compile(r"\{\{.*?\}\}|[A-Za-z]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
"""An insertion, a Latin word, a number, white space, or one character of any other script."""

_PARTS_MAX: Final = 4_000
_TOO_DIFFERENT: Final = 0.25
"""Texts with less than this in common are shown as replaced; scattered letters explain nothing."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text; *differs* when the other version does not have it."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class TextChange:
    """Two versions of a text; the pieces of each, joined, are the text."""

    old: tuple[Span, ...]
    new: tuple[Span, ...]


def texts_of_change(old: str, new: str) -> TextChange:
    """What was taken out of *old* and put into *new*, by words, numbers, insertions and characters."""
    old_parts, new_parts = _PART.findall(old), _PART.findall(new)
    if max(len(old_parts), len(new_parts)) > _PARTS_MAX:
        return _replaced(old, new)
    matcher = SequenceMatcher(None, old_parts, new_parts, autojunk=False)
    if matcher.ratio() < _TOO_DIFFERENT:
        return _replaced(old, new)
    old_spans: list[Span] = []
    new_spans: list[Span] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        _append(old_spans, "".join(old_parts[a:b]), tag != "equal")
        _append(new_spans, "".join(new_parts[c:d]), tag != "equal")
    return TextChange(tuple(old_spans), tuple(new_spans))


def _replaced(old: str, new: str) -> TextChange:
    if old == new:
        return TextChange(_one(old, False), _one(new, False))
    return TextChange(_one(old, True), _one(new, True))


def _one(text: str, differs: bool) -> tuple[Span, ...]:
    return (Span(text, differs),) if text else ()


def _append(spans: list[Span], text: str, differs: bool) -> None:
    if text:
        spans.append(Span(text, differs))
