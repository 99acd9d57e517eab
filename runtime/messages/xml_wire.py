"""The forms in which the XML interfaces carry a message: file descriptions and multipart bodies."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import orjson

from runtime.messages.elements.file import File
from runtime.messages.wire import FILE, FILE_XML, MediaUrl, WirePart, as_is

FILE_NAMESPACE = "urn:gsma:params:xml:ns:rcs:rcs:fthttp"
NETAPI_NAMESPACE = "urn:oma:xml:rest:netapi:messaging:1"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Extras:
    """What goes with a message beside its parts; None and empty leave a member out."""

    sms_text: str | None = None
    """SMS for a handset without 5G messages."""
    rcs_text: str = ""
    """What a client of the first Universal Profile shows."""
    traffic: str = ""


def file_as_xml(file: File, media_url: MediaUrl = as_is, until: str = "") -> WirePart:
    """A file as RCC.07 describes it in XML; a recording tells its playing length in milliseconds.

    *until* is the RFC 3339 moment to which the addresses are good; empty leaves it out.
    Source: GSMA file transfer by HTTP as several clients of China Mobile's interface write it.
    """
    return as_xml_part(file.to_wire(media_url), until)


def as_xml_part(part: WirePart, until: str = "") -> WirePart:
    """A part in its XML form: the array that describes a file becomes a document, all else stays."""
    if part.content_type != FILE or not isinstance(part.content, list):
        return part
    infos = "".join(_info(entry, part.duration_s, until) for entry in part.content)
    return WirePart(FILE_XML, f'{DECLARATION}<file xmlns="{FILE_NAMESPACE}">{infos}</file>')


def message_members(parts: Sequence[WirePart], extras: Extras) -> list[str]:
    """The members of an `outboundIMMessage` that are the message itself, each an element as text.

    Source: clients of China Mobile's interface; there is no public document.
    """
    content_type, body = one_body([as_xml_part(part) for part in parts])
    members = [
        f"<contentType>{escape(content_type)}</contentType>",
        "<contentEncoding>utf8</contentEncoding>",
        f"<bodyText>{cdata(body)}</bodyText>",
        f"<shortMessageSupported>{'true' if extras.sms_text else 'false'}</shortMessageSupported>",
    ]
    if extras.sms_text:
        members.append(f"<smsBodyText>{cdata(extras.sms_text)}</smsBodyText>")
    if extras.rcs_text:
        members += (
            "<fallbackSupported>true</fallbackSupported>",
            "<fallbackContentType>text/plain</fallbackContentType>",
            "<fallbackContentEncoding>utf8</fallbackContentEncoding>",
            f"<rcsBodyText>{cdata(extras.rcs_text)}</rcsBodyText>",
        )
    if extras.traffic:
        members.append(f"<trafficType>{escape(extras.traffic)}</trafficType>")
    return members


def one_body(parts: Sequence[WirePart]) -> tuple[str, str]:
    """The content type and text of a message: a single part as it is, several as multipart."""
    if len(parts) > 1:
        return multipart(parts, _boundary(parts))
    return parts[0].content_type, _text_of(parts[0])


def cdata(text: str) -> str:
    """*text* in CDATA, without the characters that XML cannot carry."""
    return "<![CDATA[" + _NOT_IN_XML.sub("", text).replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _info(entry: Mapping[str, Any], duration_s: float, until: str) -> str:
    kind, content_type = str(entry.get("type", "file")), str(entry.get("contentType", ""))
    members = [f"<file-size>{int(entry.get('fileSize', 0))}</file-size>"]
    if entry.get("fileName"):
        members.append(f"<file-name>{escape(str(entry['fileName']))}</file-name>")
    if kind == "file" and duration_s and content_type.lower().startswith("audio/"):
        members.append(f"<file-disposition>timelen={math.ceil(duration_s * 1000)}</file-disposition>")
    if content_type:
        members.append(f"<content-type>{escape(content_type)}</content-type>")
    good = f" until={quoteattr(until)}" if until else ""
    members.append(f"<data url={quoteattr(str(entry['url']))}{good}/>")
    return f'<file-info type="{kind}">{"".join(members)}</file-info>'


def _text_of(part: WirePart) -> str:
    """The part as text; XML knows one kind of line end only."""
    content = part.content
    text = content if isinstance(content, str) else orjson.dumps(content).decode("utf-8")
    return _NOT_IN_XML.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def _boundary(parts: Sequence[WirePart]) -> str:
    """`next`, as the carriers' examples have it, or a word that stands in none of the parts."""
    said = "".join(map(_text_of, parts))
    number = 0
    while f"--next{number or ''}" in said:
        number += 1
    return f"next{number or ''}"


def multipart(parts: Sequence[WirePart], boundary: str = "next") -> tuple[str, str]:
    """The content type and body of several parts in one, as the XML interfaces want it.

    Lines end in CRLF and lengths are bytes. Raises ValueError when a part contains the boundary.
    """
    body: list[str] = []
    for part in parts:
        text = _text_of(part)
        if f"--{boundary}" in text:
            raise ValueError(f"a part contains the boundary {boundary!r}")
        length = len(text.encode("utf-8"))
        body.append(
            f"--{boundary}\r\nContent-Type: {part.content_type}\r\nContent-Length: {length}\r\n\r\n{text}\r\n"
        )
    return f'multipart/mixed; boundary="{boundary}"', f"{''.join(body)}--{boundary}--"
