"""Secrets in the texts of a request: a scenario names them, and only whoever makes the request knows them.

`{{secret.NAME}}` stays a name in the file, in sessions, in effects and in what is kept; it is written with
marks that no inserted value can hold, so that nothing a person says is ever taken for the name of a secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from runtime.flow.expressions.escaping import Escape

_WRITTEN = re.compile(r"\{\{\s*secret\.([A-Za-z][A-Za-z0-9_]{0,63})\s*\}\}")
_OPEN, _CLOSE = "\ue5ec", "\ue5ed"
_MARKED = re.compile(f"{_OPEN}([A-Za-z][A-Za-z0-9_]{{0,63}}){_CLOSE}")
_MARKS = str.maketrans("", "", _OPEN + _CLOSE)


def marked(text: str) -> str:
    """*text* with every `{{secret.NAME}}` as a mark that templates leave alone."""
    if "secret" not in text:
        return text.translate(_MARKS) if _OPEN in text or _CLOSE in text else text
    return _WRITTEN.sub(rf"{_OPEN}\1{_CLOSE}", text.translate(_MARKS))


def without_marks(escape: Escape) -> Escape:
    """The same escape for inserted values, which cannot hold a mark."""
    return lambda value: escape(value.translate(_MARKS))


def shown(text: str) -> str:
    """A marked text as people read it."""
    return _MARKED.sub(r"{{secret.\1}}", text)


def names_in(text: str) -> Iterator[str]:
    """The names of the secrets in a marked text."""
    return (match[1] for match in _MARKED.finditer(text))


def resolved(text: str, secret: Callable[[str], str], escape: Escape) -> str:
    """A marked text with its secrets, each written by *escape*; raises what *secret* raises."""
    return _MARKED.sub(lambda match: escape(secret(match[1])), text)
