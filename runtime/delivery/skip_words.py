"""Why a message does not go out now, in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from runtime.wording import Wording

SKIPS: Mapping[str, Wording] = {
    "refused": Wording("联系人已退订，没有发送。", "The contact wants no more messages; it was not sent."),
    "blacklisted": Wording(
        "联系人在黑名单里，没有发送。", "The contact is on the blacklist; it was not sent."
    ),
    "withdrawn": Wording(
        "场景第 {version} 版已撤回，没有发送。", "Version {version} was withdrawn; it was not sent."
    ),
    "quiet_hours": Wording(
        "现在不是营销时段，等到 {until}。", "Marketing may not come at this hour; it waits until {until}."
    ),
    "capped_day": Wording(
        "联系人当天已收到 {count} 条营销消息，上限 {cap} 条。",
        "The contact got {count} marketing messages that day; the limit is {cap}.",
    ),
    "capped_week": Wording(
        "联系人七天内已收到 {count} 条营销消息，上限 {cap} 条。",
        "The contact got {count} marketing messages in seven days; the limit is {cap}.",
    ),
    "expired": Wording(
        "轮到发送时有效期已过，没有发送。", "Its time was over when its turn came; it was not sent."
    ),
}
"""Code → sentence; the names in braces are in the reason's detail."""
FOR_LATER = ("quiet_hours", "capped_day", "capped_week")
"""Codes with which a message may wait."""


def sentence(code: str, detail: Mapping[str, Any]) -> Wording:
    """The reason in words; a code of a newer version stands for itself."""
    words = SKIPS.get(code)
    return Wording(code, code) if words is None else words.format(**detail)


def as_reason(code: str, detail: Mapping[str, Any]) -> str:
    """The same as a message keeps it, JSON."""
    words = sentence(code, detail)
    return orjson.dumps({"zh": words.zh, "en": words.en}).decode()
