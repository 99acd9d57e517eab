"""Taps on suggestions of messages at which nobody waits any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from runtime.delivery.desk import Desk
from runtime.engine.plan import Plan
from runtime.flow.flow import OLDER_TAP_ANSWER
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.values import Value
from runtime.store import flows, heard, outbox, sessions
from runtime.store.sessions import StoredSession

REPEAT_WITHIN = timedelta(seconds=10)
"""The same tap so soon again is a trembling finger: it was heard the first time."""


@dataclass(frozen=True, slots=True)
class OlderTap:
    """What the scenario wants to become of such a tap."""

    policy: Literal["continue", "answer", "ignore"]
    answer: str = ""
    plan: Plan | None = None
    node: NodeId | None = None


def waits_at(desk: Desk, waiting: StoredSession, postback: str) -> bool:
    """Whether the session waits at the very node whose suggestion brings *postback* back."""
    plan = _plan_of(desk, waiting)
    return plan is not None and plan.taps.get(postback) == waiting.session.runs[-1].node


def older_tap(desk: Desk, contact: str, body: dict[str, Any], now: datetime) -> OlderTap | None:
    """What becomes of a tap that no session waits for; None when the postback is none of ours."""
    postback = body["postback"]
    online = desk.book.online(desk.connection)
    plan = next((each for each in online if postback in each.taps), None)
    if plan is None and not _was_ours(desk, contact, postback):
        return None
    if heard.is_repeated(desk.connection, body["row"], contact, now - REPEAT_WITHIN):
        return OlderTap("ignore")
    if plan is None:
        return OlderTap("answer", OLDER_TAP_ANSWER)
    flow = plan.flow
    return OlderTap(flow.older_taps, flow.older_tap_answer, plan, plan.taps[postback])


def variables_then(desk: Desk, contact: str, body: dict[str, Any], flow_id: FlowId) -> Mapping[str, Value]:
    """The variables of the conversation the tapped message belonged to, as they are now."""
    reference = body["in_reply_to"]
    known = outbox.progress_of(desk.connection, [reference]).get(reference) if reference else None
    candidates = list(desk.open_sessions(contact))
    if known is not None and known.session_id and known.contact == contact:
        candidates += sessions.by_id(desk.connection, [known.session_id])
    for stored in reversed(candidates):
        for run in reversed(stored.session.runs):
            if run.flow_id == flow_id:
                return run.variables
    return {}


def _was_ours(desk: Desk, contact: str, postback: str) -> bool:
    """Whether a scenario wrote the postback that is offline now, or has changed since."""
    for stored in desk.open_sessions(contact):
        plan = _plan_of(desk, stored)
        if plan is not None and postback in plan.taps:
            return True
    flow_id, *rest = postback.split("/")
    return len(rest) == 2 and flows.newest(desk.connection, flow_id) is not None


def _plan_of(desk: Desk, stored: StoredSession) -> Plan | None:
    run = stored.session.runs[-1]
    return desk.plan(run.flow_id, run.version)
