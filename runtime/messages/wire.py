"""The RCC.07 content parts a message travels as, before a carrier's adapter wraps them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

TEXT = "text/plain"
CARD = "application/vnd.gsma.botmessage.v1.0+json"
SUGGESTIONS = "application/vnd.gsma.botsuggestion.v1.0+json"
RESPONSE = "application/vnd.gsma.botsuggestion.response.v1.0+json"
SHARED_DATA = "application/vnd.gsma.botsharedclientdata.v1.0+json"
FILE = "application/vnd.gsma.rcs-ft-http"
"""The JSON form of file transfer (CT/CU interface V1.0.4 §9.4.3); the XML form adds `+xml`."""

MediaUrl: TypeAlias = Callable[[str], str]
"""Turns a media source (`media:NAME` or a URL) into the URL the carrier serves it from."""


def as_is(source: str) -> str:
    """The source unchanged: for previews and for media that are URLs already."""
    return source


@dataclass(frozen=True, slots=True)
class WirePart:
    """One content part: a MIME type with its text, or with its JSON value."""

    content_type: str
    content: str | dict[str, Any] | list[Any]
