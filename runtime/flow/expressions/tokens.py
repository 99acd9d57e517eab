"""Cuts an expression into tokens, so that names and numbers can be told from strings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from runtime.flow.errors import ExpressionRefused
from runtime.wording import Wording

MAX_LENGTH = 2000
"""Longest expression, in characters."""
MAX_TOKENS = 400

_HALF = re.compile("[\0\ud800-\udfff]")
"""NUL and halves of characters, which the CEL library cannot take."""

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<string>[rRbB]{0,2}(?:\"\"\"(?s:.*?)\"\"\"|'''(?s:.*?)'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'))
    |(?P<number>0[xX][0-9a-fA-F]+[uU]?|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][-+]?\d+)?[uU]?)
    |(?P<name>[^\W\d]\w*)
    |(?P<mark>==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()\[\]{}])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression; *at* counts characters from 0."""

    kind: Literal["space", "string", "number", "name", "mark"]
    text: str
    at: int


def tokens(source: str) -> Iterator[Token]:
    """The tokens of *source*, white space included.

    Raises ExpressionRefused for a character that begins no token, and for too long an expression.
    """
    if len(source) > MAX_LENGTH:
        raise ExpressionRefused(
            Wording(
                "表达式有 {count} 个字符，最多 {limit} 个。",
                "The expression has {count} characters, the limit is {limit}.",
            ).format(count=len(source), limit=MAX_LENGTH)
        )
    half = _HALF.search(source)
    if half is not None:
        raise unreadable(source, half.start())
    at = 0
    for number in range(MAX_TOKENS + 1):
        if at == len(source):
            return
        match = _TOKEN.match(source, at)
        if match is None:
            raise unreadable(source, at)
        if number == MAX_TOKENS:
            break
        yield Token(match.lastgroup, match[0], at)  # type: ignore[arg-type]  # the groups are the kinds
        at = match.end()
    raise ExpressionRefused(
        Wording("表达式太长，分成几步写。", "The expression is too long; write it in several steps.")
    )


def unreadable(source: str, at: int) -> ExpressionRefused:
    """The refusal of an expression that cannot be read from character *at* on."""
    near = source[at : at + 12].strip() or source[-12:].strip()
    sentence = Wording(
        "第 {column} 个字符「{near}」附近看不懂。", 'Cannot be read near "{near}" (character {column}).'
    )
    return ExpressionRefused(sentence.format(column=at + 1, near=near), at + 1)
