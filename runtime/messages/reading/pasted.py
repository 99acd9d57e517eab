"""Reads a message from whatever JSON or XML an integrator has in hand."""

from __future__ import annotations

from typing import Any, Literal

import orjson

from runtime.messages.fallback import REFUSAL, Fallback
from runtime.messages.message import Message
from runtime.messages.reading.message import Reading, message_of
from runtime.messages.reading.netapi import read_xml
from runtime.messages.reading.notes import Notes, shown
from runtime.messages.reading.wire_object import WireObject
from runtime.messages.wire import CARD, FILE, SUGGESTIONS, TEXT, WirePart
from runtime.wording import Wording

MOST_BYTES = 1_000_000
DEEPEST = 40

_OF_ONE_SENDING = {
    "clientCorrelator",
    "contributionId",
    "conversationId",
    "dateTime",
    "destinationAddress",
    "errorCode",
    "errorMessage",
    "inReplyTo",
    "messageId",
    "origUser",
    "priority",
    "senderAddress",
    "serviceCapability",
}
"""Members that belong to one sending of a message and are dropped without a word."""


def read_pasted(text: str) -> Reading:
    """The message in pasted JSON or XML, whichever interface it is of.

    That is a CT/CU `/messages` body, a `messageList`, an RCC.07 or FNW.11 object, or a China Mobile request.

    At most 1 MB and 40 levels are read. Never raises; `not_understood` says why there is no message.
    """
    if len(text) > MOST_BYTES or len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return _nothing("内容超过 1 MB，没有读取。", "The text is larger than 1 MB and was not read.")
    stripped = text.strip().removeprefix("\ufeff").strip()
    notes = Notes()
    if stripped.startswith("<"):
        return Reading(read_xml(stripped, notes), tuple(notes.repaired), tuple(notes.not_understood))
    try:
        value = orjson.loads(stripped)
    except orjson.JSONDecodeError as error:
        return _nothing(
            f"第 {error.lineno} 行第 {error.colno} 列起不是 JSON。",
            f"From line {error.lineno}, column {error.colno} on this is not JSON.",
        )
    if _is_deeper_than(value, DEEPEST):
        return _nothing(
            f"内容超过 {DEEPEST} 层，没有读取。", f"Nested deeper than {DEEPEST} levels; not read."
        )
    message = _read_value(value, notes)
    if message is None and not notes.not_understood:
        notes.leave_out("", "没有找到消息", "no message found")
    return Reading(message, tuple(notes.repaired), tuple(notes.not_understood))


def _nothing(zh: str, en: str) -> Reading:
    return Reading(None, (), (Wording(zh, en),))


def _is_deeper_than(value: object, deepest: int) -> bool:
    level = [value]
    for _ in range(deepest):
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return any(isinstance(item, dict | list) for item in level)


def _read_value(value: object, notes: Notes) -> Message | None:
    if isinstance(value, list):
        return _read_list(value, notes)
    if not isinstance(value, dict):
        notes.leave_out("", "应是一个 JSON 对象或数组", "should be a JSON object or array")
        return None
    if "messageList" in value:
        return _read_request(value, notes)
    if "RCSMessage" in value:
        return _read_fnw(value, notes)
    if "contentType" in value or "contentText" in value:
        return message_of([value], "messageList", notes)
    if "reply" in value or "action" in value:
        return message_of([WirePart(SUGGESTIONS, [value])], "suggestions", notes)
    parts = _root_parts(value)
    if parts:
        for name in sorted(value.keys() - _ROOTS):
            notes.leave_out(name, "不认识，没有读取", "unknown, left out")
        return message_of(parts, "", notes)
    _say_what_it_is(value, notes)
    return None


_ROOTS = {"message", "suggestions", "generalPurposeCard", "generalPurposeCardCarousel"}


def _root_parts(value: dict[str, Any]) -> list[WirePart]:
    if "generalPurposeCard" in value or "generalPurposeCardCarousel" in value:
        value = {"message": value}
    parts: list[WirePart] = []
    if "message" in value:
        parts.append(WirePart(CARD, {"message": value["message"]}))
    if "suggestions" in value:
        parts.append(WirePart(SUGGESTIONS, {"suggestions": value["suggestions"]}))
    return parts


def _read_list(value: list[Any], notes: Notes) -> Message | None:
    objects = [item for item in value if isinstance(item, dict)]
    if any("contentType" in item or "contentText" in item for item in objects):
        return message_of(objects, "messageList", notes)
    if any("reply" in item or "action" in item for item in objects):
        return message_of([WirePart(SUGGESTIONS, value)], "suggestions", notes)
    if any("url" in item for item in objects):
        return message_of([WirePart(FILE, value)], "", notes)
    parts = [part for item in objects for part in _root_parts(item)]
    if parts:
        return message_of(parts, "", notes)
    notes.leave_out("", "数组里没有消息内容或建议", "the array holds neither message parts nor suggestions")
    return None


def _read_request(value: dict[str, Any], notes: Notes) -> Message | None:
    body = WireObject(value, "", notes)
    for name in _OF_ONE_SENDING & value.keys():
        body.take(name)
    parts = [entry.members for entry in body.children("messageList")]
    message = message_of(parts, "messageList", notes)
    fallback = _read_fallback(body)
    traffic = body.choice(
        "trafficType", ("advertisement", "payment", "premium", "subscription", "token"), "", required=False
    )
    for name in ("storeSupported", "imFormat", "reportRequest"):
        if body.take(name) is not None:
            notes.repair(name, "由发送时的设置决定，没有保留", "decided by the settings of sending, not kept")
    body.finish()
    return None if message is None else message.with_changes(fallback=fallback, traffic=traffic)


def _read_fallback(body: WireObject) -> Fallback:
    supported, text = body.take("smsSupported"), body.text("smsContent")
    mode: Literal["none", "own"] = "own" if text and supported is not False else "none"
    if text and mode == "none":
        body.notes.leave_out(
            "smsContent", "smsSupported 为 false，没有保留", "smsSupported is false, not kept"
        )
        return Fallback(mode="none")
    if text.endswith(REFUSAL):
        return Fallback(mode="own", text=text.removesuffix(REFUSAL), refusal=True)
    return Fallback(mode=mode, text=text)


def _read_fnw(value: dict[str, Any], notes: Notes) -> Message | None:
    """The message of a GSMA FNW.11 body."""
    outer = WireObject(value, "", notes)
    outer.take("messageContact")
    outer.take("event")
    body = outer.child("RCSMessage")
    outer.finish()
    if body is None:
        return None
    for name in ("msgId", "timestamp", "trafficType", "status"):
        body.take(name)
    parts: list[WirePart] = []
    text, card = body.text("textMessage"), body.take("richcardMessage")
    if text:
        parts.append(WirePart(TEXT, text))
    if isinstance(card, dict):
        parts.append(WirePart(CARD, card))
    chips = body.take("suggestedChipList")
    if isinstance(chips, dict):
        parts.append(WirePart(SUGGESTIONS, chips))
    if (
        body.take("suggestedResponse") is not None
        or body.has("isTyping")
        or value.get("event") == "messageStatus"
    ):
        notes.leave_out(
            "RCSMessage",
            "这是手机发来的，不是可以发送的消息",
            "this came from a handset and is no message to send",
        )
    body.take("isTyping")
    body.finish()
    return message_of(parts, "RCSMessage", notes)


def _say_what_it_is(value: dict[str, Any], notes: Notes) -> None:
    known = {
        "menu": ("这是固定菜单，不是消息", "this is a fixed menu, not a message"),
        "response": (
            "这是手机发来的点击，不是可以发送的消息",
            "this is a tap from a handset and no message to send",
        ),
        "sharedData": (
            "这是手机发来的机型数据，不是可以发送的消息",
            "these are device details from a handset and no message to send",
        ),
        "deliveryInfoList": ("这是状态报告，不是消息", "this is a delivery report, not a message"),
    }
    for name, (zh, en) in known.items():
        if name in value:
            notes.leave_out(name, zh, en)
            return
    names = shown(", ".join(value)) or "{}"
    notes.leave_out(
        "",
        f"没有找到消息：需要 messageList、message 或 suggestions，这里只有 {names}",
        f"no message found: it takes messageList, message or suggestions, here is only {names}",
    )
