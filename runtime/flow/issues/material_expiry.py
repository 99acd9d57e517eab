"""Pictures and files that a message shows after so long a wait that they may be gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from runtime.flow.durations import in_words
from runtime.flow.issue import Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.lint import minding
from runtime.flow.issues.naming import name_of
from runtime.flow.issues.openings import senders_behind
from runtime.flow.issues.sources import MATERIAL_EXPIRY
from runtime.flow.node import Node
from runtime.flow.nodes.ask import NO_REPLY, Ask
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.wait import Wait
from runtime.wording import Wording

_IDLE_S: Final = 30 * 86400
_GONE: Final = Wording(
    "{wait}等 {length} 才发{message}，它的图片或文件 30 天没用可能已经失效。等短一些，或在那之前重新上传。",
    "{wait} lets {length} pass before {message}, whose media may be gone after 30 days without use. "
    "Wait less, or upload them again before.",
)


def check(subject: Subject) -> Iterator[Issue]:
    """Finds waits of 30 days and more with media in the message behind them."""
    if not minding(subject.around):
        return
    for node in subject.flow.nodes.values():
        length_s = _longest_s(node)
        if length_s < _IDLE_S:
            continue
        ways = subject.graph.ways[node.id]
        is_wait = isinstance(node, Wait)
        targets = [way.target for way in ways if way.target and (is_wait or way.name == NO_REPLY)]
        for facts in senders_behind(subject, targets):
            if any(message.media_sources() for _, message in facts.messages):
                yield Issue(
                    "warning",
                    "material_expiry",
                    _GONE.format(wait=name_of(node), length=in_words(length_s), message=name_of(facts.node)),
                    node=node.id,
                    path=("duration_s",) if is_wait else ("no_reply_after_s",),
                    rule=MATERIAL_EXPIRY,
                )
                break


def _longest_s(node: Node) -> int:
    """How long the node surely waits when nobody says anything, in seconds."""
    if isinstance(node, Wait):
        if node.until == "duration":
            return node.duration_s
        return max(0, node.days_ahead - 1) * 86400 if node.until == "clock" else 0
    return node.no_reply_after_s if isinstance(node, SendMessage | Ask) else 0


CHECK: Final = FlowCheck(350, check)
