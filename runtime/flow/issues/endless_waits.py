"""Waits that only the other side can end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import NodeCheck, Surroundings
from runtime.flow.issues.facts import NodeFacts
from runtime.flow.issues.naming import name_of
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.send_message import SendMessage
from runtime.wording import Wording

DAY_S = 86400


def check(facts: NodeFacts, around: Surroundings) -> Iterator[Issue]:
    """Finds questions and messages that wait for a reply for ever."""
    node = facts.node
    if not isinstance(node, Ask | SendMessage) or node.no_reply_after_s or not node.waits:
        return
    if isinstance(node, SendMessage) and not node.message.replies():
        return
    yield Issue(
        "warning",
        "endless_wait",
        Wording(
            "{name}会一直等下去，不回复的人永远停在这里。设一个等待时间，再给「无回复」接上去处。",
            "{name} waits for ever, so people who do not reply stay here. "
            "Set a time to wait and connect its no-reply exit.",
        ).format(name=name_of(node)),
        node=node.id,
        path=("no_reply_after_s",),
        fix=Fix(
            "add_no_reply",
            Wording("加上「24 小时无回复」，接到「结束」", 'Add "no reply in 24 h" to an end'),
            {"node": node.id, "seconds": DAY_S},
        ),
    )


CHECK: Final = NodeCheck(50, check)
