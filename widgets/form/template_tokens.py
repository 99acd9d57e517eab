"""Cuts a template text into what the cursor passes in one step: characters and whole insertions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from runtime.messages.limits import Limit, count, kept_within

INSERTION: Final = re.compile(r"\{\{([^{}\ufffc]*)\}\}")
OBJECT: Final = "\ufffc"
"""Stands for a whole insertion in a text document."""
_NAME: Final = re.compile(r"[^\W\d]\w*")


def tokens_of(text: str, *, has_insertions: bool = True) -> list[str]:
    """Single characters and whole `{{ … }}` insertions, in order; joined they give *text* again."""
    if not has_insertions or "{{" not in text:
        return list(text)
    found: list[str] = []
    at = 0
    for match in INSERTION.finditer(text):
        found += text[at : match.start()]
        found.append(match.group())
        at = match.end()
    found += text[at:]
    return found


def is_insertion(token: str) -> bool:
    """Whether a token is a whole insertion rather than a character."""
    return len(token) > 1


def width_of(token: str) -> int:
    """The positions a token takes in a text document, which counts UTF-16 units."""
    return 2 if len(token) == 1 and ord(token) > 0xFFFF else 1


def variable_in(insertion: str) -> str | None:
    """The variable an insertion names, None when it holds an expression."""
    inside = insertion[2:-2].strip()
    return inside if _NAME.fullmatch(inside) else None


def filled_with(text: str, values: Mapping[str, str]) -> str:
    """*text* with every insertion of a variable in *values* replaced by its value."""
    return INSERTION.sub(lambda each: values.get(variable_in(each.group()) or "", each.group()), text)


def units_of(text: str) -> int:
    """The positions a text without insertions takes in a text document."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def tokens_between(tokens: Sequence[str], start: int, end: int) -> list[str]:
    """The tokens that begin between two positions of a text document."""
    picked: list[str] = []
    position = 0
    for token in tokens:
        if start <= position < end:
            picked.append(token)
        position += width_of(token)
    return picked


def position_in(tokens: Sequence[str], characters: int) -> int:
    """The position in a text document behind so many characters of the text that *tokens* make."""
    position = 0
    for token in tokens:
        if characters <= 0:
            break
        characters -= len(token)
        position += width_of(token)
    return position


def surplus_from(text: str, limit: Limit, *, has_insertions: bool = True) -> int | None:
    """The position in a text document from which *text* is over *limit*, None while it fits.

    An insertion that is partly over is wholly over.
    """
    if count(text, limit.unit) <= limit.maximum:
        return None
    end = len(kept_within(text, limit))
    kept = text[:end]
    if has_insertions:
        spanning = (each for each in INSERTION.finditer(text) if each.start() < end < each.end())
        cut = next(spanning, None)
        kept = INSERTION.sub(OBJECT, text[: cut.start()] if cut is not None else kept)
    return units_of(kept)
