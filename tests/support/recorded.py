"""Conversations as they were recorded: plain data of a flow, what came in, and what came of it."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from runtime.engine.advance import Sprint, advance
from runtime.engine.effects import Effect, SendMessage
from runtime.engine.lookup import Nothing
from runtime.engine.plan import Plan, compile_flow
from runtime.engine.session import Session, new_session
from runtime.flow.document import flow_json
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from runtime.flow.resume import (
    CallDone,
    CapabilityKnown,
    Delivery,
    HandedBack,
    Reply,
    Resume,
    Start,
    TakenOver,
    TimerDue,
)

NOON = datetime(2026, 3, 9, 4, 0, tzinfo=UTC)
STEPS = 12
_RESUMES = (Start, Reply, TimerDue, CallDone, Delivery, CapabilityKnown, HandedBack, TakenOver)
_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in _RESUMES}


class Others(Nothing):
    """The scenarios that a recorded one calls, in the version it had, and one handset."""

    def __init__(self, flows: Iterable[Flow]) -> None:
        self._plans = {flow.id: compile_flow(flow, 1) for flow in flows}

    def online(self, flow_id: FlowId) -> Plan | None:
        return self._plans.get(flow_id)

    def pinned(self, flow_id: FlowId, version: int) -> Plan | None:
        return self._plans.get(flow_id)

    def can_ask_carrier(self, contact: str) -> bool:
        return True


def recorded(flow: Flow, version: int, seeds: int, others: Sequence[Flow] = ()) -> dict[str, Any]:
    """Plays the flow with people who do what a seed says, and keeps everything."""
    plan = compile_flow(flow, version)
    lookup = Others(others)
    conversations = [list(_conversation(plan, seed, lookup)) for seed in range(seeds)]
    kept = {"flow": flow_json(flow), "version": version, "conversations": conversations}
    return kept | ({"others": [flow_json(other) for other in others]} if others else {})


def replayed(recording: dict[str, Any]) -> Iterator[tuple[Sprint, dict[str, Any]]]:
    """Every step played again from the session as it was kept, beside what came of it then."""
    plan = compile_flow(Flow.model_validate(recording["flow"]), recording["version"])
    lookup = Others(Flow.model_validate(other) for other in recording.get("others", ()))
    for steps in recording["conversations"]:
        session = new_session("recorded", "+8613800000001", plan)
        for step in steps:
            now = datetime.fromisoformat(step["at"])
            yield advance(plan, session, _resume(step["resume"]), now, step["random"], lookup), step
            session = Session.from_json(step["session"])


def outcome(sprint: Sprint) -> dict[str, Any]:
    """What came of a step, as plain data."""
    return {
        "session": sprint.session.to_json().decode(),
        "effects": [_as_kept(_effect(each)) for each in sprint.effects],
        "events": [_as_kept(each.to_json()) for each in sprint.events],
    }


def _as_kept(data: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(json.dumps(data, ensure_ascii=False))
    return kept


def _conversation(plan: Plan, seed: int, lookup: Others) -> Iterator[dict[str, Any]]:
    lots = random.Random(seed)
    session = new_session("recorded", "+8613800000001", plan)
    resume: Resume = Start("campaign", attributes={"姓名": "王女士", "name": "王女士"})
    now = NOON
    for _ in range(STEPS):
        drawn = lots.getrandbits(64)
        sprint = advance(plan, session, resume, now, drawn, lookup)
        kept = {"kind": type(resume).__name__, **asdict(resume)}
        yield {"resume": kept, "at": now.isoformat(), "random": drawn, **outcome(sprint)}
        session = sprint.session
        if session.is_over:
            return
        now, resume = _next(session, sprint, now, lots)


def _next(session: Session, sprint: Sprint, now: datetime, lots: random.Random) -> tuple[datetime, Resume]:
    wait = session.wait
    assert wait is not None
    if wait.what == "call":
        status = lots.choice([200, 200, 500, None])
        return now + timedelta(seconds=1), CallDone(wait.number, status, '{"code": "CH8826", "amount": 12}')
    if wait.what == "capability":
        return now + timedelta(seconds=1), CapabilityKnown(wait.number, lots.choice(["rcs", "sms_only"]))
    if wait.what == "hand_over":
        ends: list[Resume] = [TakenOver(), HandedBack(), HandedBack("no_answer")]
        return now + timedelta(seconds=90), lots.choice(ends)
    if wait.what == "time" or (wait.due is not None and lots.random() < 0.25):
        return wait.due or now, TimerDue(wait.number)
    said = [each for each in sprint.effects if isinstance(each, SendMessage)]
    if wait.what == "delivery" or (said and lots.random() < 0.1):
        progress = lots.choice(["delivered", "failed", "fell_back"])
        return now + timedelta(seconds=5), Delivery(session.runs[-1].last_message, progress)  # type: ignore[arg-type]  # a plain str
    replies = said[-1].message.replies() if said else ()
    if replies and lots.random() < 0.7:
        tapped = lots.choice(replies)
        return now + timedelta(seconds=60), Reply(text=tapped.text, postback=tapped.postback)
    return now + timedelta(seconds=60), Reply(text=lots.choice(["杭州", "1", "13800000002", "3", "好"]))


def _resume(data: dict[str, Any]) -> Resume:
    fields = dict(data)
    resume: Resume = _KINDS[fields.pop("kind")](**fields)
    return resume


def _effect(effect: Effect) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": type(effect).__name__}
    for name in effect.__dataclass_fields__:
        value = getattr(effect, name)
        if name == "flow" and value is None:
            continue
        if name == "message":
            data[name] = value.model_dump(mode="json")
        else:
            data[name] = value.isoformat() if isinstance(value, datetime) else value
    return data
