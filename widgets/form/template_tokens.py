"""Cuts a template text into what the cursor passes in one step: characters and whole insertions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from runtime.messages.limits import Limit, count

INSERTION: Final = re.compile(r"\{\{([^{}]*)\}\}")
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


def surplus_from(tokens: Sequence[str], limit: Limit) -> int | None:
    """The position in a text document from which the text is over *limit*, None while it fits."""
    used = position = 0
    for token in tokens:
        used += count(token, limit.unit)
        if used > limit.maximum:
            return position
        position += width_of(token)
    return None
