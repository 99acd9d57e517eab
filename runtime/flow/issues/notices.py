"""Service messages that carriers may count as marketing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.lint import LINK, minding, sms_of
from runtime.flow.issues.naming import name_of, quoted, shortened
from runtime.flow.issues.sources import NOTICE_WITH_LINK
from runtime.messages.fallback import REFUSAL
from runtime.messages.message import Message
from runtime.messages.suggestions.url import OpenUrl
from runtime.records import FieldPath
from runtime.wording import Wording

_SELLING: Final = re.compile(
    r"优惠券|抢购|促销|秒杀|特价|打折|满减|立减|大促|限时抢|买一送一|新品上市|领红包"
)
_LINKED_SMS: Final = Wording(
    "{sms}是服务通知，却带着链接，可能按营销短信算。删掉链接，或写上「拒收请回复R」。",
    "{sms} is a notice with a link and may count as marketing. Remove the link, or add 拒收请回复R.",
)
_SELLS: Final = Wording(
    "{node}是服务消息，却有链接和{words}，可能按营销算。去掉推销的话，或把场景的用途改为营销。",
    "{node} is a service message with a link and {words}, which may count as marketing. "
    "Take the selling out, or make the scenario's purpose marketing.",
)
_ADVERTISES: Final = Wording(
    "{node}标明是营销，场景的用途却是服务通知，可能按混发处理。改掉其中一个。",
    "{node} is marked as advertisement in a service scenario, which may count as mixing the two. "
    "Change one of them.",
)
_NOT_STATED: Final = Wording("不标明", "Leave it unstated")


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds notices with a link in the SMS, selling words beside a link, and advertisements among notices.

    Whether the order means 5G cards is unknown: there a link alone is no finding.
    """
    if around.purpose != "service" or not facts.messages or not minding(around):
        return
    for twin in facts.twins:
        if REFUSAL not in twin.text and LINK.search(twin.text):
            words = _LINKED_SMS.format(sms=sms_of(facts, twin))
            yield _issue(facts, "error", "notice_with_link", words, twin.path, twin.further)
    for start, message in facts.messages:
        if message.traffic == "advertisement":
            path = (*start, "traffic")
            fix = Fix("set_field", _NOT_STATED, {"node": facts.node.id, "path": path, "value": ""})
            words = _ADVERTISES.format(node=name_of(facts.node))
            yield _issue(facts, "warning", "advertisement_as_notice", words, path, fix=fix)
        elif (selling := _SELLING.search(facts.words)) is not None and _has_link(facts, message):
            words = _SELLS.format(node=name_of(facts.node), words=quoted(shortened(selling.group())))
            yield _issue(facts, "warning", "notice_sells", words, (*start, "content"))


def _has_link(facts: NodeFacts, message: Message) -> bool:
    if any(isinstance(suggestion.action, OpenUrl) for _, suggestion in message.suggestions()):
        return True
    return LINK.search(facts.words) is not None


def _issue(
    facts: NodeFacts,
    severity: str,
    code: str,
    words: Wording,
    path: FieldPath,
    language: str = "",
    fix: Fix | None = None,
) -> Issue:
    return Issue(
        "error" if severity == "error" else "warning",
        code,
        words,
        node=facts.node.id,
        path=path,
        fix=fix,
        rule=NOTICE_WITH_LINK,
        language=language,
    )


CHECK: Final = NodeCheck(340, check)
