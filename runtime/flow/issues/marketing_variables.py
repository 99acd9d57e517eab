"""Variables in SMS, where templates allow few or none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.lint import LINK, minding, rewording, sms_of
from runtime.flow.issues.naming import quoted
from runtime.flow.issues.openings import opening_nodes
from runtime.flow.issues.sources import VARIABLES
from runtime.flow.issues.twins import Twin
from runtime.wording import Wording

_MOST: Final = 10
_LONGEST_VALUE: Final = 35
_ONE: Final = re.compile(r"\{\{([^{}]*)\}\}")
_ADJACENT: Final = re.compile(r"\{\{[^{}]*\}\}\{\{[^{}]*\}\}")
_GREETING: Final = re.compile(r"^\s*\{\{[^{}]*\}\}\s*(?:您好|你好)?\s*[，,：:!！]\s*")
_IN_MARKETING: Final = Wording(
    "{sms}里有变量{variable}，有的平台的营销短信不能有变量。去掉它，称呼留在 5G 消息里。",
    "{sms} has the variable {variable}; some platforms allow none in marketing SMS. "
    "Take it out; keep names for the 5G message.",
)
_SIDE_BY_SIDE: Final = Wording(
    "{sms}里两个变量{variables}紧挨着，有的平台不收。中间加上文字。",
    "{sms} has the variables {variables} side by side, which some platforms refuse. Put words between them.",
)
_ALONE: Final = Wording(
    "{sms}除了变量没有文字，平台可能不收。写上固定的文字。",
    "{sms} is nothing but variables, which platforms may refuse. Write some fixed words.",
)
_MANY: Final = Wording(
    "{sms}有 {count} 个变量，有的平台最多收 {most} 个。减少变量。",
    "{sms} has {count} variables; some platforms take at most {most}. Use fewer.",
)
_VALUE: Final = Wording(
    "{sms}里的变量{variable}，样例值超过 {most} 字或带链接，有的平台不收。换一个短一些的值。",
    "The sample value of {variable} in {sms} is over {most} characters or has a link, "
    "which some platforms refuse. Use a shorter value.",
)


def check(subject: Subject) -> Iterator[Issue]:
    """Finds variables in the SMS that open marketing, and SMS templates that are made of them.

    The 5G message may have them: its templates allow variables. What answers a person is no mass marketing.
    """
    around = subject.around
    if not minding(around):
        return
    values = {variable.name: variable.sample or str(variable.default or "") for variable in around.variables}
    unfit = {name for name, value in values.items() if len(value) > _LONGEST_VALUE or LINK.search(value)}
    is_marketing = around.purpose == "marketing"
    opening = {facts.node.id for facts in opening_nodes(subject)} if is_marketing else set()
    for facts in subject.facts.values():
        for twin in facts.twins:
            if "{{" not in twin.text:
                continue
            is_pushed = facts.node.id in opening or (is_marketing and twin.written.traffic == "advertisement")
            found = _finding(facts, twin, unfit, is_pushed=is_pushed)
            if found is not None:
                yield found


def _finding(facts: NodeFacts, twin: Twin, unfit: set[str], *, is_pushed: bool) -> Issue | None:
    names = [name.strip() for name in _ONE.findall(twin.text)]
    if not names:
        return None
    sms = sms_of(facts, twin)
    if is_pushed:
        fix = rewording(facts, twin, _GREETING.sub("", twin.words))
        words = _IN_MARKETING.format(sms=sms, variable=quoted(names[0]))
        return _issue(facts, twin, "marketing_variable", words, fix)
    if adjacent := _ADJACENT.search(twin.text):
        pair = "".join(f"{{{{{name.strip()}}}}}" for name in _ONE.findall(adjacent.group()))
        words = _SIDE_BY_SIDE.format(sms=sms, variables=quoted(pair))
        return _issue(facts, twin, "adjacent_variables", words, None)
    if not re.search(r"\w", _ONE.sub("", twin.words)):
        return _issue(facts, twin, "only_variables", _ALONE.format(sms=sms), None)
    if len(names) > _MOST:
        words = _MANY.format(sms=sms, count=len(names), most=_MOST)
        return _issue(facts, twin, "many_variables", words, None)
    long = next((name for name in names if name in unfit), None)
    if long is not None:
        words = _VALUE.format(sms=sms, variable=quoted(long), most=_LONGEST_VALUE)
        return _issue(facts, twin, "variable_value", words, None)
    return None


def _issue(facts: NodeFacts, twin: Twin, code: str, words: Wording, fix: Fix | None) -> Issue:
    return Issue(
        "warning",
        code,
        words,
        node=facts.node.id,
        path=twin.path,
        fix=fix,
        rule=VARIABLES,
        language=twin.further,
    )


CHECK: Final = FlowCheck(325, check)
