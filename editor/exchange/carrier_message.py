"""One message in the words of a carrier's interface, to copy, to send by hand and to paste back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from runtime.messages.elements.file import File
from runtime.messages.message import Message
from runtime.messages.wire import MediaUrl, WirePart, as_is
from runtime.messages.xml_wire import file_as_xml, multipart

XML_PROFILES: Final = frozenset({"cmcc"})
"""The profiles whose interface is XML; the others are JSON."""
_NETAPI: Final = "urn:oma:xml:rest:netapi:messaging:1"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'


def carrier_text(
    message: Message, profile: str, signature: str = "", media_url: MediaUrl = as_is, language: str = "zh"
) -> str:
    """The message as the interface of *profile* carries it, without what belongs to one sending alone.

    China Mobile's is a netapi document, everybody else's a `messageList` as CT/CU have it; addresses, ids and
    receipts are left out. `read_pasted` reads either back.
    Source: CT/CU V1.0.4 §9; for China Mobile clients of its interface, there is no public document.
    """
    sms_text = message.fallback_text(signature, language)
    if profile in XML_PROFILES:
        return _as_xml(message, sms_text, media_url)
    return json.dumps(carrier_json(message, sms_text, media_url), ensure_ascii=False, indent=2) + "\n"


def carrier_json(message: Message, sms_text: str | None, media_url: MediaUrl = as_is) -> dict[str, Any]:
    """The members of a CT/CU `/messages` body that are the message itself."""
    body: dict[str, Any] = {
        "messageList": [
            {"contentType": part.content_type, "contentEncoding": "utf8", "contentText": part.content}
            for part in message.to_wire(media_url)
        ],
        "smsSupported": bool(sms_text),
    }
    if sms_text:
        body["smsContent"] = sms_text
    if message.traffic:
        body["trafficType"] = message.traffic
    return body


def _as_xml(message: Message, sms_text: str | None, media_url: MediaUrl) -> str:
    content_type, body = _xml_body(_xml_parts(message, media_url))
    members = [
        f"<contentType>{escape(content_type)}</contentType>",
        "<contentEncoding>utf8</contentEncoding>",
        f"<bodyText>{_cdata(body)}</bodyText>",
        f"<shortMessageSupported>{'true' if sms_text else 'false'}</shortMessageSupported>",
    ]
    if sms_text:
        members.append(f"<smsBodyText>{_cdata(sms_text)}</smsBodyText>")
    if message.fallback.rcs_text:
        members += (
            "<fallbackSupported>true</fallbackSupported>",
            "<fallbackContentType>text/plain</fallbackContentType>",
            "<fallbackContentEncoding>utf8</fallbackContentEncoding>",
            f"<rcsBodyText>{_cdata(message.fallback.rcs_text)}</rcsBodyText>",
        )
    if message.traffic:
        members.append(f"<trafficType>{message.traffic}</trafficType>")
    inner = "\n    ".join(members)
    return (
        f'{_DECLARATION}\n<msg:outboundMessageRequest xmlns:msg="{_NETAPI}">\n  <outboundIMMessage>\n'
        f"    {inner}\n  </outboundIMMessage>\n</msg:outboundMessageRequest>\n"
    )


def _xml_parts(message: Message, media_url: MediaUrl) -> tuple[WirePart, ...]:
    parts = message.to_wire(media_url)
    if not isinstance(message.content, File):
        return parts
    return (file_as_xml(message.content, media_url), *parts[1:])


def _xml_body(parts: Sequence[WirePart]) -> tuple[str, str]:
    if len(parts) > 1:
        return multipart(parts, _boundary(parts))
    content = parts[0].content
    text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    return parts[0].content_type, text


def _boundary(parts: Sequence[WirePart]) -> str:
    """`next`, as the carriers' examples have it, or a word that stands in none of the parts."""
    said = "".join(str(part.content) for part in parts)
    number = 0
    while f"--next{number or ''}" in said:
        number += 1
    return f"next{number or ''}"


def _cdata(text: str) -> str:
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"
