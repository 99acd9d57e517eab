"""How an inserted value is written where a reader would take some of its characters for structure."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import quote

Escape: TypeAlias = Callable[[str], str]


def as_it_is(value: str) -> str:
    """The value unchanged, for texts that people read."""
    return value


def as_moment(value: str) -> str:
    """For a field that takes a moment: a template writes moments by RFC 3339 there, all else unchanged."""
    return value


def in_address(template: str) -> Escape:
    """For a URL: nothing inserted can add a path, a parameter or a host.

    A template that begins with its insertion takes a whole address from there; its structure is kept.
    """
    safe = ":/?#[]@!$&'()*+,;=%" if template.lstrip().startswith("{{") else ""
    return lambda value: quote(value, safe=safe, errors="replace")


def in_body(template: str, content_type: str) -> Escape:
    """For the body of a request, by its content type; a body without one is JSON.

    A JSON template that begins with its insertion takes the whole document from there.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        return lambda value: quote(value, safe="", errors="replace")
    is_json = not kind or kind == "application/json" or kind.endswith("+json")
    return _in_json if is_json and not template.lstrip().startswith("{{") else as_it_is


def _in_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]
