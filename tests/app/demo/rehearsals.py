"""Rehearsals made by hand: a flow, what happened in it, and handsets that agree with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.demo.record import Deed, HandsetStory, ReceivedMessage, Rehearsal, SentMessage
from runtime.flow.flow import Flow
from runtime.insight import Happening
from tests.support.conversations import flow_of, node, text

BEGUN = datetime(2026, 3, 8, 2, tzinfo=UTC)
NUMBER = "+8618900000001"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>&amp;\x1b[31m'
"""Breaks out of attributes, elements and terminals when somebody forgets to escape it."""


def small_flow(title: str = "问候", name: str = "问候流程") -> Flow:
    """Says something, then is over."""
    flow = flow_of(
        node("send_message", "hello", {"next": "over"}, message=text("您好"), title=title),
        node("end", "over", outcome="goal", title="到了"),
    )
    return flow.model_copy(update={"name": name, "purpose": "service"})


def rehearsal(flow: Flow | None = None, **changes: Any) -> Rehearsal:  # noqa: ANN401 (members of any type)
    """One person got one message and typed an answer; *changes* replace members."""
    flow = flow or small_flow()
    message_id = "s1-1"
    parts = ({"contentType": "text/plain", "contentText": "您好"},)
    received = ReceivedMessage(message_id, at(1), "5g", parts, displayed_at=at(2))
    handset = HandsetStory(
        NUMBER, "5g", "telecom", "taps", (received,), (Deed(at(3), "typed", "好的", "up-1"),)
    )
    made = Rehearsal(
        flow=flow,
        begun_at=BEGUN,
        ended_at=at(600),
        happenings=tuple(walk(*flow.nodes)),
        messages=(SentMessage(message_id, NUMBER, "hello", "displayed", at(0)),),
        heard=frozenset({"up-1"}),
        handsets=(handset,),
        names={NUMBER: "王女士"},
    )
    return replace(made, **changes)


def at(minutes: int) -> datetime:
    """So many minutes after the beginning."""
    return BEGUN + timedelta(minutes=minutes)


def walk(*nodes: str) -> list[Happening]:
    """One session that enters and leaves every node and reaches its goal."""
    told = [happening("started")]
    for each in nodes:
        told += [happening("entered", each), happening("left", each, "next", how="moved_on")]
    return [*told, happening("replied", nodes[-1]), happening("ended", outcome="goal")]


def happening(kind: str, place: str = "", exit_name: str = "", **detail: object) -> Happening:
    """An event of the one session."""
    return Happening("s1", NUMBER, kind, at(5), place, exit_name, detail)
