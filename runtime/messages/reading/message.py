"""Reads wire parts into a message."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from runtime.messages.elements.element import Element
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.messages.reading.cards import read_cards
from runtime.messages.reading.files import read_file
from runtime.messages.reading.notes import Notes, shown
from runtime.messages.reading.places import read_location
from runtime.messages.reading.suggestions import SuggestionReader
from runtime.messages.reading.wire_object import MOST_ITEMS, WireObject, objects_in
from runtime.messages.reading.xml_bodies import file_entries
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.messages.wire import CARD, FILE, RESPONSE, SHARED_DATA, SUGGESTIONS, TEXT, WirePart
from runtime.wording import Wording


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; `message` is None when there was nothing to make a message of."""

    message: Message | None
    repaired: tuple[Wording, ...] = ()
    """What was read otherwise than written, without loss."""
    not_understood: tuple[Wording, ...] = ()
    """What is not in the message, each with its place and the reason."""


def read_message(parts: Sequence[WirePart | Mapping[str, Any]]) -> Reading:
    """The message of RCC.07 parts, or of the entries of a CT/CU `messageList`.

    Reads leniently and keeps all it can; suggestions get ids in reading order and keep their postbacks.
    """
    notes = Notes()
    message = message_of(parts, "messageList", notes)
    return Reading(message, tuple(notes.repaired), tuple(notes.not_understood))


def message_of(parts: Sequence[WirePart | Mapping[str, Any]], place: str, notes: Notes) -> Message | None:
    """The message of *parts*, remarks go to *notes*."""
    suggestions = SuggestionReader()
    content: Element | None = None
    chips: tuple[Suggestion, ...] = ()
    if len(parts) > MOST_ITEMS:
        notes.leave_out(
            place,
            f"有 {len(parts)} 项，只读了前 {MOST_ITEMS} 项",
            f"has {len(parts)} items, only the first {MOST_ITEMS} were read",
        )
    for index, part in enumerate(parts[:MOST_ITEMS]):
        here = f"{place}[{index}]"
        kind, body = part_body(part, here, notes)
        if kind == SUGGESTIONS:
            chips += suggestions.read_all(_suggestion_entries(body, here, notes))
            continue
        found = _read_content(kind, body, here, notes, suggestions)
        if found is not None and content is not None:
            notes.leave_out(
                here, "一条消息只有一个内容，只读了第一个", "a message has one content, the first was read"
            )
        content = content or found
    if content is None and not chips:
        return None
    return Message(content=content or Text(), chips=chips)


def part_body(part: WirePart | Mapping[str, Any], place: str, notes: Notes) -> tuple[str, object]:
    """The content type of a part, as its shape proves it, and its decoded text or JSON value."""
    body: object
    if isinstance(part, WirePart):
        kind, body, encoding = part.content_type, part.content, ""
    else:
        wire = WireObject(part, place, notes)
        kind, body, encoding = (
            wire.text("contentType"),
            wire.take("contentText"),
            wire.text("contentEncoding"),
        )
        wire.finish()
    kind = kind.partition(";")[0].strip().lower()
    if encoding.lower() == "base64" and isinstance(body, str):
        body = _decoded(body, place, notes)
    if isinstance(body, str) and kind.startswith(FILE) and body.lstrip().startswith("<"):
        body = file_entries(body, place, notes)
    elif isinstance(body, str) and kind != TEXT and kind:
        body = _parsed(body, place, notes)
    return _proven_kind(kind, body, place, notes), body


def _decoded(text: str, place: str, notes: Notes) -> str | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        notes.leave_out(place, "contentText 不是 base64 编码的文本", "contentText is no base64 of a text")
        return None


def _parsed(text: str, place: str, notes: Notes) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        notes.leave_out(place, "contentText 不是 JSON", "contentText is not JSON")
        return None


_SHAPES = {"message": CARD, "suggestions": SUGGESTIONS, "response": RESPONSE, "sharedData": SHARED_DATA}


def _proven_kind(kind: str, body: object, place: str, notes: Notes) -> str:
    proven = kind
    if isinstance(body, dict):
        proven = next((found for member, found in _SHAPES.items() if member in body), kind)
    elif isinstance(body, list) and kind != SUGGESTIONS:
        proven = FILE
    elif isinstance(body, str) and not kind:
        proven = TEXT
    if proven != kind and not kind.startswith(FILE):
        notes.repair(place, f"内容是 {proven}，按此读取", f"the content is {proven} and was read as such")
    return proven


def _suggestion_entries(body: object, place: str, notes: Notes) -> list[WireObject]:
    if isinstance(body, list):
        return list(objects_in(body, place, notes))
    if not isinstance(body, dict):
        return []
    root = WireObject(body, place, notes)
    entries = list(root.children("suggestions"))
    root.finish()
    return entries


def _read_content(
    kind: str, body: object, place: str, notes: Notes, suggestions: SuggestionReader
) -> Element | None:
    if body is None:
        return None
    if kind == TEXT and isinstance(body, str):
        return read_location(body, notes, place) or Text(text=body)
    if kind == CARD and isinstance(body, dict):
        root = WireObject(body, place, notes)
        message = root.child("message")
        root.finish()
        return None if message is None else read_cards(message, suggestions)
    if kind.startswith(FILE):
        return read_file(body, place, notes)
    if kind in (RESPONSE, SHARED_DATA):
        notes.leave_out(
            place, "这是手机发来的，不是可以发送的消息", "this came from a handset and is no message to send"
        )
        return None
    notes.leave_out(
        place,
        f"不认识内容类型 {shown(kind) or '（空）'}",
        f"unknown content type {shown(kind) or '(none)'}",
    )
    return None
