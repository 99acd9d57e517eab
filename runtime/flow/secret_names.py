"""What the texts of a request only name: secrets, and the contact's number. Whoever makes it fills them in.

`{{secret.NAME}}` and `{{contact.number}}` stay names in the file, in sessions, effects and what is kept; they
are written with marks that no inserted value can hold, so that nothing a person says is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from runtime.flow.expressions.escaping import Escape

CONTACT_NUMBER: Final = "contact.number"
"""The name of the contact's number, in E.164; no secret is called so."""

_WRITTEN = re.compile(r"\{\{\s*(?:secret\.(?P<secret>[A-Za-z][A-Za-z0-9_]{0,63})|contact\.number)\s*\}\}")
_OPEN, _CLOSE = "\ue5ec", "\ue5ed"
_MARKED = re.compile(rf"{_OPEN}(contact\.number|[A-Za-z][A-Za-z0-9_]{{0,63}}){_CLOSE}")
_MARKS = str.maketrans("", "", _OPEN + _CLOSE)


def marked(text: str) -> str:
    """*text* with every name of a secret or of the number as a mark that templates leave alone."""
    if "secret" not in text and CONTACT_NUMBER not in text:
        return text.translate(_MARKS) if _OPEN in text or _CLOSE in text else text
    return _WRITTEN.sub(
        lambda found: f"{_OPEN}{found['secret'] or CONTACT_NUMBER}{_CLOSE}", text.translate(_MARKS)
    )


def without_marks(escape: Escape) -> Escape:
    """The same escape for inserted values, which cannot hold a mark."""
    return lambda value: escape(value.translate(_MARKS))


def shown(text: str) -> str:
    """A marked text as people read it."""
    return _MARKED.sub(
        lambda found: f"{{{{{found[1] if found[1] == CONTACT_NUMBER else f'secret.{found[1]}'}}}}}", text
    )


def names_in(text: str) -> Iterator[str]:
    """The names of the secrets in a marked text."""
    return (match[1] for match in _MARKED.finditer(text) if match[1] != CONTACT_NUMBER)


def resolved(text: str, secret: Callable[[str], str], escape: Escape) -> str:
    """A marked text with what it names, each written by *escape*; raises what *secret* raises."""
    return _MARKED.sub(lambda match: escape(secret(match[1])), text)
