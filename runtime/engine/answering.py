"""Whether what a contact says is for the node that waits, and how a node that waited long ago takes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from runtime.engine.advance import Sprint
from runtime.engine.events import Event
from runtime.engine.lookup import NOTHING, Lookup
from runtime.engine.nesting import Nesting, first_variables
from runtime.engine.plan import Plan
from runtime.engine.session import Run, Session, Wait
from runtime.engine.turn import EngineTurn
from runtime.flow.errors import EvaluationFailure
from runtime.flow.ids import NodeId
from runtime.flow.resume import Reply
from runtime.flow.values import Value

OLDER_TAP = "older_tap"
"""The trigger of a session that goes on from an older message."""


def takes(plan: Plan, session: Session, reply: Reply, now: datetime, lookup: Lookup = NOTHING) -> bool:
    """Whether the session waits for an answer and its node has a way on for *reply*.

    *plan* is that of the flow the session is in.
    """
    wait = session.wait
    if wait is None or wait.what not in ("reply", "hand_over"):
        return False
    upper = Nesting(plan, lookup).plan_of(session.runs[-1])
    node = upper.flow.nodes.get(wait.node) if upper is not None else None
    if upper is None or node is None:
        return False
    turn = EngineTurn(upper, session, now, 0, lookup)
    try:
        return turn.nodes[node.id].takes(turn, reply)
    except EvaluationFailure:
        return True


def reopened(
    plan: Plan, session_id: str, contact: str, node: NodeId, variables: Mapping[str, Value], now: datetime
) -> Sprint:
    """A new session that waits at *node* as if it had just sent its message; resume it with the `Reply`.

    *variables* are those of the conversation the message belonged to; what does not fit is left out.
    """
    kept = first_variables(plan, variables, {})
    run = Run(plan.flow.id, plan.version, node, kept)
    wait = Wait(1, node, "reply", None)
    session = Session(session_id, contact, (run,), status="waiting", wait=wait, waits=1)
    happened = (
        Event("started", now, None, None, {"trigger": OLDER_TAP}),
        Event("entered", now, node),
        Event("waiting", now, node, None, {"for": "reply"}),
    )
    return Sprint(session, (), happened)
