"""The one semantics: carries a session from what came in to its next wait or its end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from runtime.engine.effects import Effect, LookUpCapability, RequestHttp, SetTimer
from runtime.engine.events import Event
from runtime.engine.lookup import NOTHING, Lookup
from runtime.engine.nesting import Nesting, first_variables
from runtime.engine.plan import Plan
from runtime.engine.session import Run, Session, Status, Wait, WaitKind
from runtime.engine.turn import EngineTurn, keepable, mark_of
from runtime.flow.errors import EvaluationFailure
from runtime.flow.ids import ExitName
from runtime.flow.node import Node
from runtime.flow.outcome import (
    AskCapability,
    Call,
    EnterFlow,
    Finish,
    KeepWaiting,
    Leave,
    Outcome,
    WaitFor,
)
from runtime.flow.resume import (
    CallDone,
    CapabilityKnown,
    HandedBack,
    Reply,
    Resume,
    Start,
    TakenOver,
    TimerDue,
)
from runtime.quick import quick
from runtime.wording import Wording

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9990, 1, 1, tzinfo=UTC)
"""Between these every zone can count and the longest wait ends before the calendar does."""

MAX_POSTBACK = 2048
"""Characters of a stranger's word that an event keeps (RCC.07: the longest postback)."""

LANGUAGE = ("language", "语言")
"""Names of the argument and of the contact's attribute that say which language to speak, as a tag."""

CALL_GRACE = timedelta(seconds=30)
"""How long after its own time limit a call is given up when nobody reports its end."""

_FOR_ONE_WAIT = (TimerDue, CallDone, CapabilityKnown)


@quick
@dataclass(frozen=True, slots=True)
class Sprint:
    """One uninterrupted stretch: the session after it, what to do, and what happened."""

    session: Session
    effects: tuple[Effect, ...] = ()
    events: tuple[Event, ...] = ()


def advance(
    plan: Plan,
    session: Session,
    resume: Resume,
    now: datetime,
    random: int = 0,
    lookup: Lookup = NOTHING,
) -> Sprint:
    """Carries *session* on after *resume*; the old session is left as it was.

    Pure: the same arguments give the same sprint. Never raises for anything that comes from outside: a resume
    that is for nobody changes nothing, what goes wrong in a node becomes a `failed` event.
    *plan* is that of the flow the session is in; *lookup* knows those that it calls. *now* is aware and kept
    between EARLIEST and LATEST; *random* is 64 bits for the nodes that draw lots.
    """
    nesting = Nesting(plan, lookup)
    run = session.runs[-1]
    is_own = len(session.runs) == 1 and run.flow_id == plan.flow.id
    upper = plan if is_own else nesting.plan_of(run)
    now = _in_the_calendar(now)
    if upper is None:
        return _unreadable(session, now)
    turn = EngineTurn(upper, session, now, random, lookup)
    if isinstance(resume, Start):
        if session.status != "new":
            return Sprint(session)
        _begin(turn, resume)
        return _run(turn, _enter(turn, turn.nodes[plan.start]), nesting)
    wait = session.wait
    if session.status != "waiting" or wait is None:
        return Sprint(session)
    if isinstance(resume, _FOR_ONE_WAIT) and resume.wait != wait.number:
        return Sprint(session)
    if isinstance(resume, Reply) and resume.is_action:
        turn.note("acted", detail={"postback": keepable(resume.postback[:MAX_POSTBACK])})
        return Sprint(session, events=tuple(turn.events))
    return _go_on(turn, wait, resume, nesting)


def _in_the_calendar(now: datetime) -> datetime:
    return now if EARLIEST <= now <= LATEST else min(max(now, EARLIEST), LATEST)


def _go_on(turn: EngineTurn, wait: Wait, resume: Resume, nesting: Nesting) -> Sprint:
    """Lets the node that waits answer."""
    node = turn.nodes.get(wait.node)
    if node is None:
        return _fail(turn, Wording("等待的节点已不存在。", "The node it waits at no longer exists."))
    try:
        outcome = node.resume(turn, resume)
    except EvaluationFailure as error:
        return _fail(turn, error.sentence)
    if isinstance(outcome, KeepWaiting):
        if isinstance(resume, Reply):
            turn.note("to_person" if wait.what == "hand_over" else "ignored")
        return Sprint(turn.session, events=tuple(turn.events))
    _note_resume(turn, resume)
    return _run(turn, outcome, nesting)


def stop(
    session: Session, now: datetime, outcome: Literal["abandoned", "refused"], exit_name: ExitName
) -> Sprint:
    """Ends a waiting session from outside, as by an opt-out; *exit_name* says in the events why it left."""
    if session.is_over:
        return Sprint(session)
    events: list[Event] = []
    if session.wait is not None:
        events += [_left_by(session, run, now, exit_name) for run in reversed(session.runs)]
    events.append(Event("ended", now, None, None, {"outcome": outcome}))
    return Sprint(replace(session, status="ended", outcome=outcome, wait=None), (), tuple(events))


def _left_by(session: Session, run: Run, now: datetime, exit_name: ExitName) -> Event:
    return Event("left", now, run.node, exit_name, {"how": "moved_on"}, mark_of(session, run))


def _unreadable(session: Session, now: datetime) -> Sprint:
    """A flow that the session is in cannot be read any more."""
    run = session.runs[-1]
    sentence = Wording(
        "会话所在的子场景（{flow}，第 {version} 版）读不出来了。",
        "The scenario it is in ({flow}, version {version}) cannot be read any more.",
    ).format(flow=run.flow_id, version=run.version)
    detail = {"zh": sentence.zh, "en": sentence.en}
    events = [
        Event("failed", now, each.node, None, detail, mark_of(session, each))
        for each in reversed(session.runs)
    ]
    events.append(Event("ended", now, None, None, {"outcome": "failed"}))
    return Sprint(replace(session, status="failed", outcome="failed", wait=None), (), tuple(events))


def _begin(turn: EngineTurn, start: Start) -> None:
    turn.own_variables().update(first_variables(turn.plan, start.arguments, start.attributes))
    turn.speak(turn.plan.language_for(_language_wanted(start)))
    detail = {"trigger": keepable(start.trigger[:MAX_POSTBACK])}
    turn.note("started", detail=detail | ({"language": turn.language} if turn.language else {}))


def _language_wanted(start: Start) -> str:
    """What the caller asked for, else what is known of the contact."""
    named = ((given, name) for given in (start.arguments, start.attributes) for name in LANGUAGE)
    found = (given.get(name) for given, name in named)
    return next((value for value in found if isinstance(value, str) and value), "")


def _note_resume(turn: EngineTurn, resume: Resume) -> None:
    if isinstance(resume, Reply):
        turn.note("replied", detail={"by": "tap" if resume.postback else "words"})
    elif isinstance(resume, HandedBack):
        turn.note("handed_back", detail={"outcome": resume.outcome})
    elif isinstance(resume, CapabilityKnown):
        turn.note("called", detail={"capability": resume.capability})
    elif isinstance(resume, TakenOver):
        turn.note("taken_over")
    elif isinstance(resume, CallDone):
        turn.note(
            "called",
            detail={"status": resume.status} if resume.status is not None else {"error": resume.error},
        )


def _enter(turn: EngineTurn, node: Node) -> Outcome:
    turn.enter(node.id)
    return node.execute(turn)


def _run(turn: EngineTurn, outcome: Outcome, nesting: Nesting) -> Sprint:
    """Follows outcomes until the session waits or is over."""
    limit = turn.plan.max_steps
    for _ in range(limit):
        try:
            if isinstance(outcome, Leave):
                assert turn.node is not None
                timed_out = (turn.node, outcome.exit) in turn.plan.timeouts
                turn.note("left", outcome.exit, {"how": "timed_out"} if timed_out else _MOVED_ON)
                target = turn.nodes[turn.node].targets.get(outcome.exit)
                if target is not None:
                    outcome = _enter(turn, turn.nodes[target])
                elif turn.outer:
                    outcome = nesting.come_back(turn, "abandoned")
                else:
                    return _end(turn, "ended", "abandoned")
            elif isinstance(outcome, EnterFlow):
                nesting.enter(turn, outcome)
                outcome = _enter(turn, turn.nodes[turn.plan.start])
            elif isinstance(outcome, AskCapability) and not turn.lookup.can_ask_carrier(turn.contact):
                assert turn.node is not None
                outcome = turn.nodes[turn.node].resume(turn, CapabilityKnown(0, "unknown"))
            elif isinstance(outcome, Finish) and turn.outer and outcome.outcome != "refused":
                turn.note("left", None, _MOVED_ON)
                outcome = nesting.come_back(turn, outcome.outcome)
            else:
                return _rest(turn, outcome)
        except EvaluationFailure as error:
            return _fail(turn, error.sentence)
    assert turn.node is not None
    name = turn.nodes[turn.node].named()
    return _fail(
        turn,
        Wording(
            "在「{node}」停下：连续走了 {limit} 步都没有等待，多半是绕圈。",
            'Stopped at "{node}": {limit} steps without a wait, most likely a circle.',
        ).format(node=name, limit=limit),
    )


_MOVED_ON = {"how": "moved_on"}


def _rest(turn: EngineTurn, outcome: Outcome) -> Sprint:
    if isinstance(outcome, Finish):
        turn.note("left", None, _MOVED_ON)
        turn.leave_outer("left", _MOVED_ON)
        return _end(turn, "ended", outcome.outcome)
    if isinstance(outcome, WaitFor):
        return _wait(turn, outcome.what, outcome.due)
    if isinstance(outcome, AskCapability):
        turn.effects.append(LookUpCapability(turn.session.waits + 1))
        return _wait(turn, "capability", outcome.due)
    assert isinstance(outcome, Call)
    number = turn.session.waits + 1
    turn.effects.append(
        RequestHttp(
            number,
            outcome.method,
            outcome.url,
            outcome.headers,
            outcome.body,
            outcome.timeout_s,
            outcome.sample,
        )
    )
    return _wait(turn, "call", turn.now + timedelta(seconds=outcome.timeout_s) + CALL_GRACE)


def _wait(turn: EngineTurn, what: WaitKind, due: datetime | None) -> Sprint:
    assert turn.node is not None
    number = turn.session.waits + 1
    if due is not None:
        due = min(due, LATEST)
        turn.effects.append(SetTimer(number, due))
    turn.note("waiting", detail={"for": what} if due is None else {"for": what, "due": due.isoformat()})
    wait = Wait(number, turn.node, what, due)
    return _sprint(turn, "waiting", "", wait, number)


def _end(turn: EngineTurn, status: Status, outcome: str) -> Sprint:
    turn.events.append(Event("ended", turn.now, None, None, {"outcome": outcome}, turn.root))
    return _sprint(turn, status, outcome, None, turn.session.waits)


def _fail(turn: EngineTurn, sentence: Wording) -> Sprint:
    detail = {"zh": sentence.zh, "en": sentence.en}
    turn.note("failed", detail=detail)
    turn.leave_outer("failed", detail)
    return _end(turn, "failed", "failed")


def _sprint(turn: EngineTurn, status: Status, outcome: str, wait: Wait | None, waits: int) -> Sprint:
    old = turn.session
    session = Session(
        old.id,
        old.contact,
        (*turn.outer, turn.run()),
        status,
        outcome,
        wait,
        turn.messages,
        waits,
        turn.language,
    )
    return Sprint(session, tuple(turn.effects), tuple(turn.events))
