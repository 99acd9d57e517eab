"""A way to refuse further messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import name_of
from runtime.flow.issues.openings import opening_nodes, straight_on
from runtime.flow.issues.sources import REFUSAL
from runtime.flow.node import Node
from runtime.flow.nodes.end import End
from runtime.records import FieldPath
from runtime.wording import Wording

_REFUSING = re.compile(
    r"退订|拒收|不再接收|不再提醒|不再打扰|取消订阅|别再发|谢绝|unsubscribe|opt.?out", re.IGNORECASE
)


def check(subject: Subject) -> Iterator[Issue]:
    """Finds marketing flows whose messages offer no way to refuse, and SMS that do not say how.

    A way is a suggestion or a fixed menu entry that says so, a reply that leads to an end as refused, or
    words in the message. Source: MIIT order 31 of 2015 (a convenient way to refuse inside the message);
    platforms accept `拒收请回复R` literally in SMS.
    """
    if subject.flow.purpose != "marketing":
        return
    senders = [
        subject.facts[node_id] for node_id in subject.graph.arrivals if subject.facts[node_id].messages
    ]
    if not senders:
        return
    if not _offers_refusal(subject, senders):
        in_sms = any(
            _REFUSING.search(message.fallback_text() or "") for f in senders for _, message in f.messages
        )
        yield _only_in_sms(senders[0]) if in_sms else _no_refusal(senders[0])
        if not in_sms:
            return
    for facts in opening_nodes(subject):
        for start, message in facts.messages:
            text = message.fallback_text(subject.around.signature)
            if text and not _REFUSING.search(text):
                yield _silent_sms(facts, start)


def _only_in_sms(facts: NodeFacts) -> Issue:
    start, _ = facts.messages[0]
    return Issue(
        "warning",
        "refusal_only_in_sms",
        Wording(
            "从{node}起只有短信里写了怎么退订，5G 消息里没有。加一个「不再接收」的建议。",
            "From {node} on only the SMS say how to refuse, the 5G messages do not. "
            "Add a suggestion to unsubscribe.",
        ).format(node=name_of(facts.node)),
        node=facts.node.id,
        path=(*start, "chips"),
        rule=REFUSAL,
    )


def _no_refusal(facts: NodeFacts) -> Issue:
    start, _ = facts.messages[0]
    path = (*start, "fallback", "refusal")
    return Issue(
        "error",
        "no_refusal",
        Wording(
            "这是营销场景，但从{node}起没有一条消息让人退订。加一个「不再接收」的建议，短信里附上「拒收请回复R」。",
            "This scenario is marketing, but no message from {node} on offers a way to refuse. "
            "Add a suggestion to unsubscribe and the refusal wording in the SMS.",
        ).format(node=name_of(facts.node)),
        node=facts.node.id,
        path=path,
        fix=_add_refusal(facts, path),
        rule=REFUSAL,
    )


def _silent_sms(facts: NodeFacts, start: FieldPath) -> Issue:
    path = (*start, "fallback", "refusal")
    return Issue(
        "warning",
        "sms_without_refusal",
        Wording(
            "{node}转成短信时没有写怎么退订，平台会拒发营销短信。附上「拒收请回复R」。",
            "As SMS, {node} does not say how to refuse, and platforms reject such marketing texts. "
            "Add the refusal wording.",
        ).format(node=name_of(facts.node)),
        node=facts.node.id,
        path=path,
        fix=_add_refusal(facts, path),
        rule=REFUSAL,
    )


def _add_refusal(facts: NodeFacts, path: FieldPath) -> Fix:
    label = Wording("附上「拒收请回复R」", "Add the refusal wording")
    return Fix("set_field", label, {"node": facts.node.id, "path": path, "value": True})


def _menu_refuses(subject: Subject) -> bool:
    for entry in subject.flow.chatbot.menu:
        texts = [entry.text, *(suggestion.text for _, suggestion in entry.suggestions())]
        if any(_REFUSING.search(text) for text in texts):
            return True
    return False


def _offers_refusal(subject: Subject, senders: list[NodeFacts]) -> bool:
    """Whether a suggestion, the menu or a message says how, or a reply leads straight to a refused end."""
    if any(_REFUSING.search(suggestion.text) for facts in senders for _, suggestion in facts.suggestions):
        return True
    if _menu_refuses(subject):
        return True
    answers = [
        way.target
        for facts in senders
        for way in facts.ways
        if way.kind == "reply" and way.target is not None
    ]
    if any(_ends_refused(subject.flow.nodes[node_id]) for node_id in straight_on(subject, answers)):
        return True
    return any(
        _REFUSING.search(message.content.plain_text()) for facts in senders for _, message in facts.messages
    )


def _ends_refused(node: Node) -> bool:
    return isinstance(node, End) and node.outcome == "refused"


CHECK: Final = FlowCheck(200, check)
