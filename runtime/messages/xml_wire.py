"""The forms in which the XML interfaces carry a message: file descriptions and multipart bodies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import orjson

from runtime.messages.elements.file import File
from runtime.messages.wire import FILE_XML, MediaUrl, WirePart, as_is, as_uri

FILE_NAMESPACE = "urn:gsma:params:xml:ns:rcs:rcs:fthttp"


def file_as_xml(file: File, media_url: MediaUrl = as_is, until: str = "") -> WirePart:
    """A file as RCC.07 describes it in XML; a recording tells its playing length in milliseconds.

    *until* is the RFC 3339 moment to which the addresses are good; empty leaves it out.
    Source: GSMA file transfer by HTTP as several clients of China Mobile's interface write it.
    """
    infos: list[str] = []
    if file.thumbnail is not None:
        small = file.thumbnail
        infos.append(
            _info("thumbnail", small.size_bytes, "", "", small.content_type, media_url(small.source), until)
        )
    infos.append(
        _info(
            "file",
            file.size_bytes,
            file.name,
            _disposition(file),
            file.content_type,
            media_url(file.source),
            until,
        )
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return WirePart(FILE_XML, f'{head}<file xmlns="{FILE_NAMESPACE}">{"".join(infos)}</file>')


def _info(
    kind: str, size_bytes: int, name: str, disposition: str, content_type: str, url: str, until: str
) -> str:
    members = [f"<file-size>{size_bytes}</file-size>"]
    if name:
        members.append(f"<file-name>{escape(name)}</file-name>")
    if disposition:
        members.append(f"<file-disposition>{disposition}</file-disposition>")
    members.append(f"<content-type>{escape(content_type)}</content-type>")
    good = f" until={quoteattr(until)}" if until else ""
    members.append(f"<data url={quoteattr(as_uri(url))}{good}/>")
    return f'<file-info type="{kind}">{"".join(members)}</file-info>'


def _disposition(file: File) -> str:
    is_sound = file.content_type.lower().startswith("audio/")
    return f"timelen={math.ceil(file.duration_s * 1000)}" if is_sound and file.duration_s else ""


def multipart(parts: Sequence[WirePart], boundary: str = "next") -> tuple[str, str]:
    """The content type and body of several parts in one, as the XML interfaces want it.

    Lines end in CRLF and lengths are bytes. Raises ValueError when a part contains the boundary.
    """
    body: list[str] = []
    for part in parts:
        text = part.content if isinstance(part.content, str) else orjson.dumps(part.content).decode("utf-8")
        if f"--{boundary}" in text:
            raise ValueError(f"a part contains the boundary {boundary!r}")
        length = len(text.encode("utf-8"))
        body.append(
            f"--{boundary}\r\nContent-Type: {part.content_type}\r\nContent-Length: {length}\r\n\r\n{text}\r\n"
        )
    return f'multipart/mixed; boundary="{boundary}"', f"{''.join(body)}--{boundary}--"
