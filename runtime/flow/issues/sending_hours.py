"""Waits after which marketing would go out at night."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Final

from runtime.flow.issue import Fix, Issue
from runtime.flow.issues.check import FlowCheck, Subject
from runtime.flow.issues.lint import minding
from runtime.flow.issues.naming import name_of
from runtime.flow.issues.openings import senders_behind
from runtime.flow.issues.sources import SENDING_HOURS
from runtime.flow.nodes.wait import Wait
from runtime.wording import Wording

FIRST, LAST = time(8, 0), time(21, 0)
"""Between these hours marketing may go out."""
_DAYTIME: Final = {"clock": time(10, 0), "opens": time(10, 0), "closes": time(20, 0)}
_AT_NIGHT: Final = Wording(
    "{wait}等到 {hour}，随后发出{message}；营销消息在 8:00–21:00 以外可能被拦。改一个钟点。",
    "{wait} ends at {hour}, and then {message} goes out; marketing outside 8:00–21:00 may be blocked. "
    "Choose another hour.",
)


def check(subject: Subject) -> Iterator[Issue]:
    """Finds waits until an hour at night with a marketing message behind them.

    A wait of some length ends whenever it ends: what it leads to is up to the quiet hours of sending.
    """
    if subject.flow.purpose != "marketing" or not minding(subject.around):
        return
    for node in subject.flow.nodes.values():
        field = _at_night(node) if isinstance(node, Wait) else ""
        if not field:
            continue
        hour: time = getattr(node, field)
        targets = [way.target for way in subject.graph.ways[node.id] if way.target is not None]
        behind = senders_behind(subject, targets)
        if behind:
            yield Issue(
                "warning",
                "night_wait",
                _AT_NIGHT.format(wait=name_of(node), hour=f"{hour:%H:%M}", message=name_of(behind[0].node)),
                node=node.id,
                path=(field,),
                fix=Fix(
                    "set_field",
                    Wording("改到 {hour}", "Make it {hour}").format(hour=f"{_DAYTIME[field]:%H:%M}"),
                    {"node": node.id, "path": (field,), "value": _DAYTIME[field]},
                ),
                rule=SENDING_HOURS,
            )


def _at_night(wait: Wait) -> str:
    """The field that lets the wait end at night, empty when none does."""
    if wait.until == "window":
        if not FIRST <= wait.opens <= LAST:
            return "opens"
        return "" if wait.opens < wait.closes <= LAST else "closes"
    return "" if wait.until == "duration" or FIRST <= wait.clock <= LAST else "clock"


CHECK: Final = FlowCheck(330, check)
