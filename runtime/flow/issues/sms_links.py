"""Links and contact details in SMS, which the carriers block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.lint import LINK, minding, rewording, sms_of
from runtime.flow.issues.naming import quoted, shortened
from runtime.flow.issues.sources import SMS_LINKS
from runtime.wording import Wording

_NUMBER: Final = re.compile(
    r"(?<![\d*])(?:400[- ]?\d{3,4}[- ]?\d{3,4}|800[- ]?\d{3}[- ]?\d{4}"
    r"|0\d{2,3}[- ]?\d{7,8}|(?:电话|拨打?|致电|热线)\s*(?:95|12)\d{3})(?!\d)"
)
"""A hotline or a fixed line; mobile numbers have a check of their own."""
_LINK: Final = Wording(
    "{sms}里有链接{link}，运营商会拦截这样的短信。删掉它，链接只放在 5G 消息的卡片里。",
    "{sms} has the link {link}, and carriers block such texts. Remove it; put links only in 5G cards.",
)
_CONTACT: Final = Wording(
    "{sms}里有联系电话{number}，运营商可能拦截这样的短信。改为在 5G 消息里加「拨打电话」。",
    "{sms} has the number {number}, and carriers may block such texts. Offer the call in the 5G message.",
)
_REMOVE: Final = Wording("从短信里删掉", "Remove it from the SMS")


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds addresses and hotlines in the SMS of a message.

    All notices seen speak of SMS; whether they hold for 5G cards is unknown, so cards are left alone.
    """
    carriers = minding(around, "mobile", "unicom", "telecom")
    if not carriers:
        return
    for twin in facts.twins:
        found = LINK.search(twin.text) if "." in twin.text or "//" in twin.text else None
        if found is not None:
            sentence = _LINK.format(sms=sms_of(facts, twin), link=quoted(shortened(found.group())))
            severity, code = "error", "sms_link"
        else:
            found = _NUMBER.search(twin.text)
            if found is None:
                continue
            sentence = _CONTACT.format(sms=sms_of(facts, twin), number=quoted(found.group()))
            severity, code = "warning", "sms_contact"
        pattern = LINK if code == "sms_link" else _NUMBER
        yield Issue(
            "error" if severity == "error" else "warning",
            code,
            sentence,
            node=facts.node.id,
            path=twin.path,
            carriers=carriers,
            fix=rewording(facts, twin, pattern.sub("", twin.words).strip(), _REMOVE),
            rule=SMS_LINKS,
            language=twin.further,
        )


CHECK: Final = NodeCheck(300, check)
