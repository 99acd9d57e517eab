"""Reads what comes up from handsets and about them, whichever interface wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import orjson

from runtime.messages.message import Message
from runtime.messages.reading.message import message_of
from runtime.messages.reading.notes import Notes, shown
from runtime.messages.reading.response import (
    DeviceSpecifics,
    TappedSuggestion,
    read_response,
    read_shared_data,
)
from runtime.messages.reading.wire_object import MOST_ITEMS, WireObject
from runtime.messages.wire import RESPONSE, TEXT, WirePart
from runtime.wording import Wording

FIRST_TAP = "new_bot_user_initiation"
"""The postback of the tap that starts a conversation. Source: GSMA FNW.11, event newUser."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Somebody is writing, or has stopped."""

    is_active: bool


@dataclass(frozen=True, slots=True)
class StatusNews:
    """How far a message came, in the words of the interface: delivered, displayed, …"""

    message_id: str
    status: str


@dataclass(frozen=True, slots=True)
class SpamComplaint:
    """Somebody calls messages spam; no ids means the whole chatbot."""

    message_ids: tuple[str, ...]
    kind: str
    text: str


Heard: TypeAlias = Message | TappedSuggestion | DeviceSpecifics | Typing | StatusNews | SpamComplaint


@dataclass(frozen=True, slots=True)
class Hearing:
    """What was read: everything the document says, in its order."""

    heard: tuple[Heard, ...]
    repaired: tuple[Wording, ...] = ()
    not_understood: tuple[Wording, ...] = ()


def read_inbound(document: str | bytes | Mapping[str, Any]) -> Hearing:
    """What a CT/CU callback or an FNW.11 event says.

    A text, a file and a place are messages. Never raises; `not_understood` says what could not be read.
    """
    notes = Notes()
    if isinstance(document, str | bytes):
        try:
            value: object = orjson.loads(document)
        except orjson.JSONDecodeError:
            value = None
    else:
        value = dict(document)
    heard: tuple[Heard, ...] = ()
    if isinstance(value, dict):
        heard = _read(value, notes)
    else:
        notes.leave_out("", "不是 JSON 对象", "is no JSON object")
    return Hearing(heard, tuple(notes.repaired), tuple(notes.not_understood))


def _read(value: dict[str, Any], notes: Notes) -> tuple[Heard, ...]:
    if "RCSMessage" in value:
        return _read_event(value, notes)
    if "messageList" in value:
        return _read_parts(value["messageList"], notes)
    if "deliveryInfoList" in value:
        entries = WireObject(value, "", notes).children("deliveryInfoList")
        return tuple(StatusNews(each.text("messageId"), each.text("status")) for each in entries)
    if "spamType" in value or "freeText" in value:
        body = WireObject(value, "", notes)
        ids = body.take("messageId")
        found = [str(each) for each in (ids if isinstance(ids, list) else [ids]) if each]
        return (SpamComplaint(tuple(found[:MOST_ITEMS]), body.text("spamType"), body.text("freeText")),)
    notes.leave_out(
        "",
        f"不认识：{shown(', '.join(map(str, value)))}",
        f"nothing known: {shown(', '.join(map(str, value)))}",
    )
    return ()


def _read_parts(parts: object, notes: Notes) -> tuple[Heard, ...]:
    """A list of parts; one that stands alone and one written as a single object count too."""
    entries = parts if isinstance(parts, list) else [parts]
    found: list[Heard] = []
    said: list[Mapping[str, Any]] = []
    for entry in entries[:MOST_ITEMS]:
        if not isinstance(entry, Mapping):
            notes.leave_out("messageList", "应是对象", "should be an object")
            continue
        news = read_response(entry) or read_shared_data(entry)
        if news is None:
            said.append(entry)
        else:
            found.append(news)
    message = message_of(said, "messageList", notes) if said else None
    return (*([message] if message is not None else []), *found)


def _read_event(value: dict[str, Any], notes: Notes) -> tuple[Heard, ...]:
    """An FNW.11 event: message, isTyping, messageStatus, response, newUser; an alias says nothing."""
    body = WireObject(value, "", notes).child("RCSMessage")
    if body is None:
        return ()
    found: list[Heard] = []
    text = body.text("textMessage")
    if text:
        message = message_of([WirePart(TEXT, text)], "RCSMessage", notes)
        found += [message] if message is not None else []
    response = body.take("suggestedResponse")
    tap = read_response(WirePart(RESPONSE, response)) if isinstance(response, dict) else None
    if tap is not None:
        found.append(tap)
    typing = body.text("isTyping")
    if typing:
        found.append(Typing(typing.lower() == "active"))
    status = body.text("status")
    if status:
        found.append(StatusNews(body.text("msgId"), status))
    return tuple(found)
