"""What a handset without 5G messages gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.limit_words import shortened_to
from runtime.flow.issues.naming import name_of, quoted, shortened
from runtime.flow.number_proof import number_faults
from runtime.messages.elements.element import UnknownElement
from runtime.messages.fallback import automatic_text
from runtime.messages.limits import count
from runtime.messages.message import Message
from runtime.records import FieldPath
from runtime.wording import Wording


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds messages without a fallback, or with one that says nothing, too much, or no replies."""
    for start, message in facts.messages:
        if isinstance(message.content, UnknownElement):
            continue
        if message.fallback.mode == "none":
            yield _missing(facts, (*start, "fallback", "mode"))
        elif message.fallback.mode == "automatic":
            yield from _check_automatic(facts, (*start, "fallback", "mode"), message, around)
        elif any(fault.fault == "omitted" for fault in number_faults(message, facts.node)):
            yield _replies_hidden(facts, (*start, "fallback", "text"), message)


def _missing(facts: NodeFacts, path: FieldPath) -> Issue:
    return Issue(
        "warning",
        "no_fallback",
        Wording(
            "{node}没有短信回落，不支持 5G 消息的手机什么都收不到。改为自动，或自己写一条。",
            "{node} has no SMS fallback, so handsets without 5G messages get nothing. "
            "Make it automatic or write one.",
        ).format(node=name_of(facts.node)),
        node=facts.node.id,
        path=path,
        fix=Fix(
            "set_field",
            Wording("改为自动", "Make it automatic"),
            {"node": facts.node.id, "path": path, "value": "automatic"},
        ),
    )


def _check_automatic(
    facts: NodeFacts, path: FieldPath, message: Message, around: Surroundings
) -> Iterator[Issue]:
    text = message.fallback_text(around.signature, around.language) or ""
    limit = around.targets.limit("sms_text")
    if not message.content.plain_text().strip() and not message.replies():
        if not message.media_sources():
            return
        sentence = Wording(
            "{node}没有文字，自动的短信是空的。自己写一条短信。",
            "{node} has no words, so the automatic SMS is empty. Write one.",
        ).format(node=name_of(facts.node))
        fix = _own(facts, path, message, _NOTICE)
        yield Issue("warning", "empty_fallback", sentence, node=facts.node.id, path=path, fix=fix)
    elif limit is not None and (actual := count(text, limit.unit)) > limit.maximum:
        sentence = Wording(
            "{node}自动的短信有 {actual} 个字符，最多 {maximum}。自己写一条短一些的。",
            "The automatic SMS of {node} is {actual} characters, the limit is {maximum}. "
            "Write a shorter one.",
        ).format(node=name_of(facts.node), actual=f"{actual:,}", maximum=f"{limit.maximum:,}")
        cut = shortened_to(automatic_text(message.content.plain_text(), ()), limit, actual)
        shorter = _own(facts, path, message, cut) if cut and not message.replies() else None
        yield Issue(limit.severity, "long_fallback", sentence, node=facts.node.id, path=path, fix=shorter)


_NOTICE: Final = "您有一条新的 5G 消息，请在支持 5G 消息的手机上查看。"
"""What a handset without 5G messages is told where a message has no words."""


def _own(facts: NodeFacts, path: FieldPath, message: Message, text: str) -> Fix:
    label = Wording("自己写：{text}", "Write: {text}").format(text=quoted(shortened(text)))
    value = message.fallback.model_dump() | {"mode": "own", "text": text}
    data = {"node": facts.node.id, "path": path[:-1], "value": value}
    return Fix("set_field", label, data)


def _replies_hidden(facts: NodeFacts, path: FieldPath, message: Message) -> Issue:
    numbered = automatic_text("", message.replies())
    return Issue(
        "warning",
        "replies_hidden",
        Wording(
            "{node}自己写的短信没有提到全部回复，收到短信的人不知道能回什么。写上「回复1…，2…」。",
            "The own SMS of {node} does not name every reply, so people cannot tell what to answer. "
            'Add "reply 1 …, 2 …".',
        ).format(node=name_of(facts.node)),
        node=facts.node.id,
        path=path,
        fix=Fix(
            "set_field",
            Wording("补上{text}", "Add {text}").format(text=quoted(shortened(numbered))),
            {"node": facts.node.id, "path": path, "value": f"{message.fallback.text}{numbered}"},
        ),
    )


CHECK: Final = NodeCheck(210, check)
