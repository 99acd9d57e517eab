"""Personal mobile numbers and accounts in what people read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.lint import minding
from runtime.flow.issues.naming import field_in, field_of, quoted
from runtime.flow.issues.sources import PERSONAL_NUMBERS
from runtime.messages.suggestions.dialer import DialPhoneNumber
from runtime.wording import Wording

_MOBILE: Final = re.compile(r"(?<![\d.*/=_-])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d*])")
_ACCOUNT: Final = re.compile(
    r"加(?:我|个|一下)?\s*(?:微信|[Qq]{2}|[Vv][Xx信])|(?:微信号?|[Vv][Xx]|[Qq]{2})\s*[:：]\s*[\w-]{5,}"
)
_IN_TEXT: Final = Wording(
    "{field}里有个人号码{number}，平台不收。换成企业的号码，或加「拨打电话」的建议。",
    "{field} has the personal number {number}, which platforms refuse. "
    "Use the company's number, or a suggestion to call.",
)
_ACCOUNTS: Final = Wording(
    "{field}里的{words}引人加个人账号，平台不收。改为在会话里回答。",
    "{field} sends people to a personal account by {words}, which platforms refuse. "
    "Answer in the conversation.",
)
_TO_CALL: Final = Wording(
    "{field}是手机号{number}，可能被当作个人号码。换成企业的固定电话或热线。",
    "{field} is the mobile number {number}, which may be taken for a personal one. "
    "Use a fixed line or a hotline.",
)


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds mobile numbers and accounts in texts, and calls to mobile numbers; pictures are not read."""
    carriers = minding(around)
    if not carriers or not facts.messages:
        return
    if _MOBILE.search(facts.words) or _ACCOUNT.search(facts.words):
        yield from _in_texts(facts)
    for path, suggestion in facts.suggestions:
        if isinstance(suggestion.action, DialPhoneNumber):
            number = suggestion.action.phone_number
            if _MOBILE.fullmatch(number.strip()):
                here = (*path, "action", "phone_number")
                sentence = _TO_CALL.format(field=field_of(facts.node, here), number=quoted(number))
                yield Issue(
                    "warning",
                    "personal_call",
                    sentence,
                    node=facts.node.id,
                    path=here,
                    rule=PERSONAL_NUMBERS,
                )


def _in_texts(facts: NodeFacts) -> Iterator[Issue]:
    for said in facts.said:
        number = _MOBILE.search(said.text)
        account = number or _ACCOUNT.search(said.text)
        if account is None:
            continue
        field, what = field_in(facts.node, said.path, said.language), quoted(account.group())
        words = _IN_TEXT.format(field=field, number=what)
        yield Issue(
            "error",
            "personal_number",
            words if number else _ACCOUNTS.format(field=field, words=what),
            node=facts.node.id,
            path=said.path,
            rule=PERSONAL_NUMBERS,
            language=said.language,
        )


CHECK: Final = NodeCheck(305, check)
