"""How an SMS says to refuse: in the words that are accepted, once, and on Unicom in every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.lint import minding, rewording, sms_of
from runtime.flow.issues.naming import name_of, quoted
from runtime.flow.issues.openings import pushed_nodes
from runtime.flow.issues.sources import REFUSAL_ON_UNICOM, REFUSAL_WORDING
from runtime.flow.issues.twins import Twin
from runtime.messages.fallback import REFUSAL
from runtime.wording import Wording

_OTHER: Final = re.compile(
    r"[，,；; ]?(?:退订|拒收|取消)请?(?:回复?|发送)?\s*[「“\"']?(?:TD|QX|T|N|0000|退订)[」”\"']?(?![A-Z])"
    r"|[，,；; ]?(?:回复?|发送)\s*[「“\"']?(?:TD|QX|T|N|0000)[」”\"']?\s*(?:退订|拒收|取消订阅)"
    r"|[，,；; ]?拒收(?:请)?回复?\s*R(?![A-Za-z])",
    re.IGNORECASE,
)
_WORDS: Final = Wording(
    "{sms}写的是{words}，有的平台只认「拒收请回复R」。改成这一句。",
    "{sms} says {words}, but some platforms accept only 拒收请回复R. Use those words.",
)
_TWICE: Final = Wording(
    "{sms}写了两种退订办法：{words}和「拒收请回复R」。只留后一句。",
    "{sms} names two ways to refuse: {words} and 拒收请回复R. Keep the second only.",
)
_ON_UNICOM: Final = Wording(
    "有 {count} 条营销短信没有以「拒收请回复R」结尾，从{node}起；联通可能每条都要。附上它。",
    "{count} marketing SMS do not end with 拒收请回复R, from {node} on; Unicom may want it in each. Add it.",
)
_ADD: Final = Wording("给{node}附上", "Add it to {node}")


def check(subject: Subject) -> Iterator[Issue]:
    """Finds other wordings than the accepted one, two of them, and marketing SMS without it on Unicom.

    Unicom's notice speaks of all SMS; as its year is not known, only what goes out unasked is looked at.
    """
    around = subject.around
    if not minding(around):
        return
    pushed = {facts.node.id for facts in pushed_nodes(subject)}
    silent: list[tuple[NodeFacts, Twin]] = []
    for node_id in subject.graph.arrivals:
        facts = subject.facts[node_id]
        for twin in facts.twins:
            found = _other_wording(twin)
            if found:
                yield _reword(facts, twin, found)
            elif node_id in pushed and not twin.text.rstrip("。. ").endswith(REFUSAL):
                silent.append((facts, twin))
    if silent and subject.flow.purpose == "marketing":
        yield from _on_unicom(subject, silent)


def _other_wording(twin: Twin) -> str:
    """The wording that is not the accepted one, empty when there is none."""
    if "退订" not in twin.text and "拒收" not in twin.text and "取消" not in twin.text:
        return ""
    return next(
        (each.group() for each in _OTHER.finditer(twin.text) if each.group().lstrip("，,；; ") != REFUSAL), ""
    )


def _reword(facts: NodeFacts, twin: Twin, found: str) -> Issue:
    is_twice = REFUSAL in twin.text.replace(found, "")
    words = found.lstrip("，,；; ")
    kept = found[: len(found) - len(words)]
    better = twin.words.replace(found, "" if is_twice else f"{kept}{REFUSAL}")
    return Issue(
        "warning",
        "refusal_twice" if is_twice else "refusal_wording",
        (_TWICE if is_twice else _WORDS).format(sms=sms_of(facts, twin), words=quoted(words)),
        node=facts.node.id,
        path=twin.path,
        fix=rewording(facts, twin, better),
        rule=REFUSAL_WORDING,
        language=twin.further,
    )


def _on_unicom(subject: Subject, silent: list[tuple[NodeFacts, Twin]]) -> Iterator[Issue]:
    carriers = minding(subject.around, "unicom")
    if not carriers:
        return
    facts, twin = silent[0]
    path = (*twin.start, "fallback", "refusal")
    name = name_of(facts.node)
    yield Issue(
        "warning",
        "refusal_on_unicom",
        _ON_UNICOM.format(count=len({(f.node.id, t.start) for f, t in silent}), node=name),
        node=facts.node.id,
        path=path,
        carriers=carriers,
        fix=Fix("set_field", _ADD.format(node=name), {"node": facts.node.id, "path": path, "value": True}),
        rule=REFUSAL_ON_UNICOM,
    )


CHECK: Final = FlowCheck(335, check)
