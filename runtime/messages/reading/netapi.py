"""Reads a message out of the XML documents of the OMA interface that China Mobile's platform speaks."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from xml.etree.ElementTree import Element

from runtime.messages.fallback import REFUSAL, Fallback
from runtime.messages.message import Message
from runtime.messages.reading.message import message_of
from runtime.messages.reading.notes import Notes
from runtime.messages.reading.wire_object import WireObject
from runtime.messages.reading.xml_bodies import (
    file_entries,
    local_name,
    multipart_parts,
    parsed_xml,
    texts_of,
)
from runtime.messages.wire import FILE_XML

_OF_ONE_SENDING = (
    "address",
    "clientCorrelator",
    "contributionID",
    "conversationID",
    "dateTime",
    "destinationAddress",
    "inReplyToContributionID",
    "link",
    "messageId",
    "origUser",
    "priority",
    "resourceURL",
    "senderAddress",
    "senderName",
    "serviceCapability",
)
_SETTINGS = (
    "fallbackContentEncoding",
    "fallbackContentType",
    "fallbackSupported",
    "imFormat",
    "reportRequest",
    "storeSupported",
)
_TRAFFIC = ("advertisement", "payment", "premium", "subscription", "token")


def read_xml(text: str, notes: Notes) -> Message | None:
    """The message of an outbound request, of an inbound notification or of a file description.

    Source: reconstructed from public clients of the interface, for no official document is public.
    """
    root = parsed_xml(text)
    kind = local_name(root) if root is not None else ""
    if root is not None and kind == "file":
        entries = file_entries(text, "file", notes)
        return message_of([{"contentType": FILE_XML, "contentText": entries}], "file", notes)
    holder = _holder(root) if root is not None else None
    if holder is None:
        notes.leave_out("", "这段 XML 里没有消息", "there is no message in this XML")
        return None
    return _read_holder(holder, notes)


def _holder(root: Element) -> Element | None:
    names = ("outboundIMMessage", "inboundMessage")
    if local_name(root) in names:
        return root
    return next((child for child in root if local_name(child) in names), None)


def _read_holder(holder: Element, notes: Notes) -> Message | None:
    body = WireObject(texts_of(holder), local_name(holder), notes)
    for name in _OF_ONE_SENDING:
        body.take(name)
    for name in _SETTINGS:
        if body.take(name) is not None:
            notes.repair(
                body.at(name), "由发送时的设置决定，没有保留", "decided by the settings of sending, not kept"
            )
    content_type, text = body.text("contentType", required=True), body.text("bodyText", required=True)
    if body.text("contentEncoding").lower() == "base64":
        text = _decoded(text, body.at("bodyText"), notes)
    if content_type.lower().startswith("multipart/"):
        parts = multipart_parts(content_type, text, body.at("bodyText"), notes)
    else:
        parts = [{"contentType": content_type, "contentText": text}]
    message = message_of(parts, body.at("bodyText"), notes)
    changes: dict[str, Any] = {"fallback": _fallback(body)}
    changes["traffic"] = body.choice("trafficType", _TRAFFIC, "", required=False)
    body.finish()
    return None if message is None else message.with_changes(**changes)


def _decoded(text: str, place: str, notes: Notes) -> str:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        notes.leave_out(place, "不是 base64 编码的文本", "is no base64 of a text")
        return ""


def _fallback(body: WireObject) -> Fallback:
    is_wanted = body.text("shortMessageSupported").lower() in ("true", "1")
    text = body.text("smsBodyText")
    if not text and body.has("smBodyText"):
        text = body.text("smBodyText")
        body.notes.repair(body.at("smBodyText"), "按 smsBodyText 读取", "read as smsBodyText")
    if text and not is_wanted:
        body.notes.leave_out(
            body.at("smsBodyText"),
            "shortMessageSupported 不是 true，没有保留",
            "shortMessageSupported is not true, not kept",
        )
    rcs_text = body.text("rcsBodyText")
    if not text or not is_wanted:
        return Fallback(mode="none", rcs_text=rcs_text)
    if text.endswith(REFUSAL):
        return Fallback(mode="own", text=text.removesuffix(REFUSAL), refusal=True, rcs_text=rcs_text)
    return Fallback(mode="own", text=text, rcs_text=rcs_text)
