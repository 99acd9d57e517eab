"""Names of variables inside texts and expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

INSERTION: Final = re.compile(r"\{\{([^{}]*)\}\}")
_WORD: Final = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|(?<![\w.])[^\W\d]\w*(?!\w*\s*\()")
"""A quoted text, which is left alone, or a name; what follows a dot or is called is none of ours."""


def names_in(source: str) -> set[str]:
    """The variables an expression may name."""
    return {word for word in _WORD.findall(source) if word[0] not in "\"'"}


def inserted_names(text: str) -> set[str]:
    """The variables that the insertions of a text name."""
    if "{{" not in text:
        return set()
    return {name for match in INSERTION.finditer(text) for name in names_in(match.group(1))}


def renamed_in_source(source: str, old: str, new: str) -> str:
    """An expression with one variable called otherwise; quoted texts stay."""
    return _WORD.sub(lambda match: new if match.group() == old else match.group(), source)


def renamed_in_text(text: str, old: str, new: str) -> str:
    """A text whose insertions call one variable otherwise."""
    return INSERTION.sub(lambda match: "{{" + renamed_in_source(match.group(1), old, new) + "}}", text)


def insertions_of(text: str, name: str) -> Iterator[tuple[int, int]]:
    """Begin and end of every insertion of a text that names a variable."""
    for match in INSERTION.finditer(text):
        if name in names_in(match.group(1)):
            yield match.span()
