"""The RCC.07 content parts a message travels as, before a carrier's adapter wraps them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import quote

TEXT = "text/plain"
CARD = "application/vnd.gsma.botmessage.v1.0+json"
SUGGESTIONS = "application/vnd.gsma.botsuggestion.v1.0+json"
RESPONSE = "application/vnd.gsma.botsuggestion.response.v1.0+json"
SHARED_DATA = "application/vnd.gsma.botsharedclientdata.v1.0+json"
FILE = "application/vnd.gsma.rcs-ft-http"
"""The JSON form of file transfer (CT/CU interface V1.0.4 §9.4.3); the XML form adds `+xml`."""

FILE_XML = FILE + "+xml"
"""The XML form of file transfer, which China Mobile's interface and GSMA take."""

MediaUrl: TypeAlias = Callable[[str], str]
"""Turns a media source (`media:NAME` or a URL) into the URL the carrier serves it from."""


def as_is(source: str) -> str:
    """The source unchanged: for previews and for media that are URLs already."""
    return source


_NOT_IN_URIS = re.compile(r"[^!#-;=?-\[\]_a-z~]")
"""Anything but the characters of RFC 3986, and `%`."""
_HOST = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?)([^/?#@:]+)(.*)", re.DOTALL)


def as_uri(address: str) -> str:
    """An address as carriers take it: Chinese and other letters encoded as RFC 3986 and RFC 3987 say.

    What is encoded already, what has insertions, and what cannot be an address stays as it is.
    """
    if not _NOT_IN_URIS.search(address) or "{{" in address or any(sign.isspace() for sign in address):
        return address
    parts = _HOST.fullmatch(address)
    if parts is not None and not parts[2].isascii():
        try:
            address = f"{parts[1]}{parts[2].encode('idna').decode('ascii')}{parts[3]}"
        except UnicodeError:
            return address
    return _NOT_IN_URIS.sub(lambda found: quote(found[0], safe="", errors="surrogatepass"), address)


def as_number(number: str) -> str:
    """A phone number as carriers take it: without the blanks, hyphens and brackets that people write."""
    return re.sub(r"[\s()（）-]", "", number)


@dataclass(frozen=True, slots=True)
class WirePart:
    """One content part: a MIME type with its text, or with its JSON value."""

    content_type: str
    content: str | dict[str, Any] | list[Any]
    duration_s: float = field(default=0.0, compare=False)
    """Playing length of a recording, which the XML form of a file tells and the JSON form does not."""
