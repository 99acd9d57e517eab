"""What a handset without 5G messages gets instead."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import Hint, Record
from runtime.wording import Wording

REFUSAL = "拒收请回复R"
"""The refusal wording that platforms accept literally."""


_OWN_DIGIT = re.compile(r"(?:^|[\s，,、；;])\d")
"""A digit that looks like the number of a reply."""

CHINESE = "zh"
_CHINESE = frozenset({CHINESE, "yue"})


class Fallback(Record):
    """The SMS twin of a message: none, made from the message, or own words."""

    mode: Annotated[
        Literal["none", "automatic", "own"],
        Hint(
            Wording("短信回落", "SMS fallback"),
            group="fallback",
            choices={
                "none": Wording("不发", "None"),
                "automatic": Wording("自动", "Automatic"),
                "own": Wording("自己写", "Own text"),
            },
        ),
    ] = "automatic"
    text: Annotated[
        str,
        Hint(
            Wording("短信内容", "SMS text"),
            limit="sms_text",
            group="fallback",
            template=True,
            spoken=True,
            widget="long_text",
            only_if={"mode": ("own",)},
        ),
    ] = ""
    refusal: Annotated[
        bool,
        Hint(
            Wording("附「拒收请回复R」", "Add the refusal wording"),
            help=Wording("营销短信必须写明退订办法", "Marketing texts must say how to refuse"),
            group="fallback",
            only_if={"mode": ("automatic", "own")},
        ),
    ] = False
    rcs_text: Annotated[
        str,
        Field(exclude_if=lambda value: not value),
        Hint(
            Wording("旧版 RCS 手机的文本", "Text for first RCS handsets"),
            help=Wording(
                "不认识卡片的旧客户端改收这段文本；只有移动的接口能带",
                "Clients that know no cards get this text; only Mobile's interface carries it",
            ),
            limit="text",
            group="fallback",
            template=True,
            spoken=True,
            widget="long_text",
        ),
    ] = ""
    """`rcsBodyText` of China Mobile's interface: what a client of the first Universal Profile shows."""


def automatic_text(words: str, replies: tuple[Suggestion, ...], language: str = CHINESE) -> str:
    """The automatic SMS: the message's words in one paragraph, then the replies with their numbers.

    A colon parts the numbers from the replies where a reply's own digit could be taken for one: `1：2 位`,
    never `12 位`.
    """
    if language.partition("-")[0] not in _CHINESE:
        return _western_text(words, replies, language)
    lines = [line.strip().rstrip("，。") for line in words.splitlines() if line.strip()]
    text = lines[0] if len(lines) == 1 else "，".join(lines)
    if text and text[-1] not in "。！？!?…":
        text += "。"
    if replies:
        colon = "：" if any(_OWN_DIGIT.search(reply.text) for reply in replies) else ""
        numbered = (f"{number}{colon}{reply.text}" for number, reply in enumerate(replies, 1))
        text += "回复" + "，".join(numbered) + "。"
    return text


def _western_text(words: str, replies: tuple[Suggestion, ...], language: str) -> str:
    """The same outside Chinese; `Reply` is said in English only, bare numbers read in every language."""
    lines = (line.strip() for line in words.splitlines())
    text = " ".join(line if line[-1] in ".!?…。！？" else f"{line}." for line in lines if line)
    if replies:
        numbered = ", ".join(f"{number}: {reply.text}" for number, reply in enumerate(replies, 1))
        asked = f"Reply {numbered}." if language.partition("-")[0] == "en" else numbered
        text = f"{text} {asked}" if text else asked
    return text
