"""What holds for every flow and everything that may come in."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.engine.advance import Sprint, advance
from runtime.engine.lookup import Nothing
from runtime.engine.plan import Plan, compile_flow
from runtime.engine.session import Session, new_session
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from runtime.flow.resume import Resume, Start
from tests.support.conversations import NOON
from tests.support.random_flows import RESUMES, flows


class _Itself(Nothing):
    """Knows the one flow there is, which may call itself."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def online(self, flow_id: FlowId) -> Plan | None:
        return self.plan if flow_id == self.plan.flow.id else None

    def pinned(self, flow_id: FlowId, version: int) -> Plan | None:
        return self.online(flow_id)

    def can_ask_carrier(self, contact: str) -> bool:
        return contact.startswith("13")


def _conversation(flow: Flow, resumes: list[Resume], *, through_json: bool = False) -> list[Sprint]:
    plan = compile_flow(flow, max_steps=60)
    session = new_session("s", "13800138000", plan)
    sprints = []
    for number, resume in enumerate([Start(), *resumes]):
        sprint = advance(plan, session, resume, NOON + timedelta(minutes=number), number, _Itself(plan))
        session = Session.from_json(sprint.session.to_json()) if through_json else sprint.session
        sprints.append(sprint)
    return sprints


@settings(max_examples=150)
@given(flows(), st.lists(RESUMES, max_size=8))
def test_a_session_always_ends_up_waiting_or_over(flow: Flow, resumes: list[Resume]) -> None:
    for sprint in _conversation(flow, resumes):
        session = sprint.session

        assert session.status in ("waiting", "ended", "failed")
        assert (session.status == "waiting") == (session.wait is not None)


@settings(max_examples=100)
@given(flows(), st.lists(RESUMES, max_size=8))
def test_a_replay_repeats_every_sprint(flow: Flow, resumes: list[Resume]) -> None:
    assert _conversation(flow, resumes) == _conversation(flow, resumes)


@settings(max_examples=100)
@given(flows(), st.lists(RESUMES, max_size=8))
def test_going_through_json_between_sprints_changes_nothing(flow: Flow, resumes: list[Resume]) -> None:
    assert _conversation(flow, resumes) == _conversation(flow, resumes, through_json=True)


@settings(max_examples=150)
@given(flows(), st.lists(RESUMES, max_size=8))
def test_entered_is_moved_on_and_timed_out_and_failed_and_waiting(flow: Flow, resumes: list[Resume]) -> None:
    sprints = _conversation(flow, resumes)
    events = [event for sprint in sprints for event in sprint.events]
    last = sprints[-1].session

    entered = Counter(event.node for event in events if event.kind == "entered")
    gone = Counter(event.node for event in events if event.kind in ("left", "failed"))
    waiting = Counter([run.node for run in last.runs] if last.wait else [])

    assert entered == gone + waiting


@settings(max_examples=60)
@given(flows(), st.lists(RESUMES, max_size=5))
def test_advance_leaves_the_old_session_as_it_was(flow: Flow, resumes: list[Resume]) -> None:
    plan = compile_flow(flow, max_steps=60)
    session = advance(plan, new_session("s", "13800138000", plan), Start(), NOON).session
    before = session.to_json()

    for resume in resumes:
        advance(plan, session, resume, NOON)

    assert session.to_json() == before
