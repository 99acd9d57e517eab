"""Whether each number of an SMS leads where its button leads, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import name_of, quoted
from runtime.flow.issues.twins import Twin
from runtime.flow.nodes.ask import Ask
from runtime.flow.number_proof import NumberFault, number_faults
from runtime.flow.translations import language_name
from runtime.wording import Wording

_ELSEWHERE: Final = Wording(
    "{node}的{sms}里数字 {number} 是{reply}，回 {number} 却当作{other}。改掉其中一个回复的文字。",
    "In the {sms} of {node} the number {number} stands for {reply}, but sending it is taken for {other}. "
    "Reword one of the replies.",
)
_NOWHERE: Final = Wording(
    "{node}的{sms}里数字 {number} 是{reply}，回 {number} 到不了那里。改掉这个回复。",
    "In the {sms} of {node} the number {number} stands for {reply}, but sending it does not lead there. "
    "Change that reply.",
)
_MISLABELLED: Final = Wording(
    "{node}的{sms}里数字 {number} 写成{other}，回 {number} 去的却是{reply}。调换数字，或改为自动。",
    "In the {sms} of {node} the number {number} says {other}, but leads to {reply}. "
    "Swap the numbers, or make the SMS automatic.",
)
_WITHOUT: Final = Wording(
    "{node}的{sms}让人回复数字 {number}，消息里没有第 {number} 个回复。删掉它，或加一个回复建议。",
    "The {sms} of {node} asks for the number {number}, but the message has no reply {number}. "
    "Remove it, or add a reply suggestion.",
)
_UNCLEAR: Final = Wording(
    "{node}自动的{sms}里，编号和回复的文字分不清。把回复里的标点或数字去掉，或自己写短信。",
    "In the automatic {sms} of {node} the numbers cannot be told from the replies' own words. "
    "Take marks and digits out of the replies, or write the SMS yourself.",
)


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds numbers that lead elsewhere than their buttons, say other words, or have no reply."""
    node = facts.node
    is_number = isinstance(node, Ask) and node.answer_type == "number"
    for twin in facts.twins:
        for fault in number_faults(
            twin.message, node, twin.language, twin.written if twin.further else None, twin.text
        ):
            is_told = fault.fault == "elsewhere" and (is_number or _is_tap_lost(twin, fault))
            if fault.fault == "omitted" or is_told:
                continue  # the checks of fallbacks, questions and postbacks say it
            yield _issue(facts, twin, fault)


def _is_tap_lost(twin: Twin, fault: NumberFault) -> bool:
    """Whether the tap goes astray, not the number: two replies with one postback."""
    postback = fault.reply.postback if fault.reply else ""
    return bool(postback) and sum(reply.postback == postback for reply in twin.message.replies()) > 1


def _issue(facts: NodeFacts, twin: Twin, fault: NumberFault) -> Issue:
    reply, other = fault.reply, fault.leads_to
    words = {
        "elsewhere": _NOWHERE if other is None else _ELSEWHERE,
        "mislabelled": _MISLABELLED,
        "without_reply": _WITHOUT,
        "unclear": _UNCLEAR,
    }[fault.fault]
    is_warning = fault.fault == "unclear" or (fault.fault == "without_reply" and not twin.message.replies())
    return Issue(
        "warning" if is_warning else "error",
        _CODES[fault.fault],
        words.format(
            node=name_of(facts.node),
            sms=_sms(twin),
            number=fault.number,
            reply=quoted(reply.text) if reply else "",
            other=quoted(other.text) if other else "",
        ),
        node=facts.node.id,
        path=twin.path,
        fix=_automatic(facts, twin) if fault.fault in ("mislabelled", "without_reply") else None,
        language=twin.further,
    )


_CODES: Final = {
    "elsewhere": "number_elsewhere",
    "mislabelled": "number_mislabelled",
    "without_reply": "number_without_reply",
    "unclear": "numbers_unclear",
}


def _sms(twin: Twin) -> Wording:
    if not twin.further:
        return Wording("短信", "SMS")
    name = language_name(twin.further)
    return Wording(f"{name.zh}短信", f"{name.en} SMS")


def _automatic(facts: NodeFacts, twin: Twin) -> Fix | None:
    """Number the replies by themselves; not where that would leave nothing to read."""
    if not twin.message.replies():
        return None
    data = {"node": facts.node.id, "path": (*twin.start, "fallback", "mode"), "value": "automatic"}
    return Fix("set_field", Wording("短信改为自动", "Make the SMS automatic"), data)


CHECK: Final = NodeCheck(212, check)
