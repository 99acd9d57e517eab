"""Scenarios that call each other: own variables, the way back, and what happens when it goes too far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from runtime.engine.advance import advance, stop
from runtime.engine.lookup import Nothing
from runtime.engine.plan import Plan, compile_flow
from runtime.engine.session import Session, new_session
from runtime.engine.turn import MAX_DEPTH
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, FlowId
from runtime.flow.resume import Reply, Start
from runtime.flow.values import Value
from tests.support.conversations import NOON, Talk, flow_of, node, text


class Shelf(Nothing):
    """Flows that are online, and those that were once."""

    def __init__(self, *flows: Flow, known: Mapping[str, Value] | None = None) -> None:
        self.plans = {flow.id: compile_flow(flow, 1) for flow in flows}
        self.known = known or {}
        self.older: dict[tuple[FlowId, int], Plan] = {}

    def online(self, flow_id: FlowId) -> Plan | None:
        return self.plans.get(flow_id)

    def pinned(self, flow_id: FlowId, version: int) -> Plan | None:
        plan = self.plans.get(flow_id)
        return plan if plan and plan.version == version else self.older.get((flow_id, version))

    def attributes(self, contact: str) -> Mapping[str, Value]:
        return self.known

    def publish(self, flow: Flow) -> None:
        old = self.plans[flow.id]
        self.older[flow.id, old.version] = old
        self.plans[flow.id] = compile_flow(flow, old.version + 1)


def called(flow_id: str, **fields: object) -> dict[str, Any]:
    return node("call_flow", "call", {"returned": "after"}, flow={"id": flow_id, "name": "问地址"}, **fields)


ASKING = flow_of(
    node(
        "ask",
        "city",
        {"answered": "end", "invalid": "end", "no_reply": "end"},
        question=text("{{称呼}}，您在哪个城市？", "杭州"),
        variable="城市",
    ),
    node("end", "end"),
    variables=[{"name": "称呼", "from_contact": True}, {"name": "城市"}, {"name": "价格", "type": "number"}],
    id="asking",
)
MAIN = flow_of(
    called(
        "asking",
        arguments=[{"name": "称呼", "value": "'王' + 姓"}, {"name": "没有", "value": "姓"}],
        results=[{"name": "城市", "variable": "去处"}],
    ),
    node("send_message", "after", {"next": "end"}, message=text("送到{{去处}}。")),
    node("end", "end"),
    variables=[{"name": "姓", "default": "女士"}, {"name": "去处"}, {"name": "城市", "default": "上海"}],
    id="main",
)


class Nested(Talk):
    """A talk that can look flows up; every state goes through its stored form."""

    def __init__(self, flow: Flow, lookup: Shelf) -> None:
        self.lookup = lookup
        super().__init__(compile_flow(flow, 1))

    def resume(self, resume: Any) -> Any:  # noqa: ANN401 - whatever comes in
        self.session = Session.from_json(self.session.to_json())
        sprint = advance(self.plan, self.session, resume, self.now, lookup=self.lookup)
        self.sprints.append(sprint)
        self.session = sprint.session
        return sprint


def test_arguments_go_in_and_results_come_out() -> None:
    talk = Nested(MAIN, Shelf(ASKING))
    talk.tap("杭州")

    assert talk.texts() == ["王女士，您在哪个城市？", "送到杭州。"]
    assert talk.session.outcome == "goal"
    assert talk.session.runs[0].variables == {"姓": "女士", "去处": "杭州", "城市": "上海"}


def test_what_happens_within_is_told_of_the_flow_it_happens_in() -> None:
    talk = Nested(MAIN, Shelf(ASKING))
    talk.tap("杭州")
    events = [event for sprint in talk.sprints for event in sprint.events]

    within = [(event.kind, event.node) for event in events if event.flow == ("asking", 1)]
    assert within[0] == ("started", None)
    assert within[-1] == ("ended", None)
    assert ("entered", "city") in within
    told = [f"{event.kind} {event.node}" for event in events if event.flow is None]
    assert told.count("entered call") == told.count("left call") == 1
    assert talk.messages()[0].flow == ("asking", 1)
    assert talk.messages()[1].flow is None


def test_it_stays_in_the_version_it_was_called_in() -> None:
    shelf = Shelf(ASKING)
    talk = Nested(MAIN, shelf)
    shelf.publish(flow_of(node("end", "end"), id="asking"))
    talk.tap("杭州")

    assert talk.texts()[-1] == "送到杭州。"


def test_a_version_that_is_gone_ends_the_session_and_says_so() -> None:
    shelf = Shelf(ASKING)
    talk = Nested(MAIN, shelf)
    shelf.plans.clear()
    talk.say("杭州")

    failed = [event for event in talk.sprints[-1].events if event.kind == "failed"]
    assert [event.node for event in failed] == ["city", "call"]
    assert talk.session.status == "failed"


def test_what_is_known_of_the_contact_is_known_there_too() -> None:
    main = flow_of(called("asking"), node("end", "after"), id="main")
    talk = Nested(main, Shelf(ASKING, known={"称呼": "李先生", "城市": "北京"}))

    assert talk.texts() == ["李先生，您在哪个城市？"]
    assert "城市" not in talk.session.runs[-1].variables


@pytest.mark.parametrize(
    ("arguments", "lookup", "said"),
    [
        ([], Shelf(), "问地址"),
        ([{"name": "价格", "value": "'贵'"}], Shelf(ASKING), "价格"),
    ],
    ids=["not online", "an argument of another type"],
)
def test_a_call_that_cannot_be_fails_at_its_node(arguments: list[Any], lookup: Shelf, said: str) -> None:
    talk = Nested(flow_of(called("asking", arguments=arguments), node("end", "after"), id="main"), lookup)
    failed = next(event for event in talk.sprints[-1].events if event.kind == "failed")

    assert (talk.session.status, failed.node) == ("failed", "call")
    assert said in failed.detail["zh"]


def test_a_scenario_that_calls_itself_is_stopped_with_the_name_of_the_node() -> None:
    own = flow_of(called("own", title="再来一次"), node("end", "after"), id="own")
    talk = Nested(own, Shelf(own))
    failed = [event for event in talk.sprints[-1].events if event.kind == "failed"]

    assert talk.session.status == "failed"
    assert "再来一次" in failed[0].detail["zh"]
    assert str(MAX_DEPTH) in failed[0].detail["zh"]
    assert len(failed) == MAX_DEPTH


def test_scenarios_that_jump_to_each_other_are_stopped() -> None:
    there = flow_of(node("jump_to_flow", "j", flow={"id": "back"}), id="there")
    back = flow_of(node("jump_to_flow", "j", flow={"id": "there"}, title="回去"), id="back")
    talk = Nested(there, Shelf(there, back))
    failed = next(event for event in talk.sprints[-1].events if event.kind == "failed")

    assert talk.session.status == "failed"
    assert "1000" in failed.detail["zh"]


def test_a_jump_leaves_everything_and_the_session_is_in_the_other_flow() -> None:
    jumping = flow_of(node("jump_to_flow", "j", flow={"id": "asking"}), id="jumping")
    main = flow_of(called("jumping"), node("end", "after"), id="main")
    talk = Nested(main, Shelf(jumping, ASKING, known={"称呼": "您"}))

    assert [run.flow_id for run in talk.session.runs] == ["asking"]
    assert talk.session.flow_id == "asking"
    events = talk.sprints[-1].events
    left = [event.node for event in events if event.kind == "left"]
    assert left == ["start", "start", "j", "call", "start"]
    ended = [(event.detail["outcome"], event.flow) for event in events if event.kind == "ended"]
    assert ended == [("jumped", None)]
    talk.plan = talk.lookup.plans[FlowId("asking")]
    talk.say("杭州")
    assert talk.session.outcome == "goal"


def test_a_refusal_within_ends_everything() -> None:
    inner = flow_of(node("end", "end", outcome="refused"), id="asking")
    talk = Nested(MAIN, Shelf(inner))

    assert (talk.session.status, talk.session.outcome) == ("ended", "refused")
    assert [e.node for e in talk.sprints[-1].events if e.kind == "left"] == ["start", "start", "end", "call"]


def test_an_inner_end_without_a_way_on_comes_back() -> None:
    inner = flow_of(node("set_variables", "s"), id="asking")
    talk = Nested(MAIN, Shelf(inner))

    assert talk.texts() == ["送到。"]


def test_stopping_it_leaves_every_node_it_stands_at() -> None:
    talk = Nested(MAIN, Shelf(ASKING))
    sprint = stop(talk.session, talk.now, "abandoned", ExitName("restarted"))

    assert [(e.node, e.flow) for e in sprint.events if e.kind == "left"] == [
        ("city", ("asking", 1)),
        ("call", None),
    ]


def test_the_language_goes_along_and_comes_back() -> None:
    inner = ASKING.with_changes(languages=("en",))
    main = MAIN.with_changes(languages=("en",))
    shelf = Shelf(inner)
    plan = compile_flow(main, 1)
    begun = advance(
        plan, new_session("s", "1", plan), Start(arguments={"language": "en"}), NOON, lookup=shelf
    )
    kept = Session.from_json(begun.session.to_json())
    done = advance(plan, kept, Reply("杭州"), NOON, lookup=shelf)

    assert (begun.session.language, begun.session.runs[0].language) == ("en", "en")
    assert (done.session.language, done.session.outcome) == ("en", "goal")
