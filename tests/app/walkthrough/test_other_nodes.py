"""A play-through and a walk-through know people, handsets and other scenarios."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.playing.beside import beside
from app.playing.play import Handed, Play, Said
from app.walkthrough.explore import explore
from runtime.flow.document import Document
from runtime.flow.file_format import write_document
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.issue import Step
from tests.support.conversations import flow_of, node, text

ASKING = flow_of(
    node("ask", "city", {"answered": "end"}, question=text("{{称呼}}，您在哪个城市？"), variable="城市"),
    node("end", "end"),
    variables=[{"name": "称呼", "from_contact": True, "sample": "王女士"}, {"name": "城市"}],
    id="asking",
    name="问城市",
)
MAIN = flow_of(
    node(
        "call_flow",
        "call",
        {"returned": "person"},
        flow={"id": "asking", "name": "问城市"},
        results=[{"name": "城市", "variable": "去处"}],
    ),
    node("hand_over", "person", {"resolved": "bye", "no_answer": "sorry"}, note="送到{{去处}}"),
    node("send_message", "bye", {"next": "end"}, message=text("再见")),
    node("send_message", "sorry", {"next": "end"}, message=text("没人接")),
    node("end", "end"),
    variables=[{"name": "去处"}],
    id="main",
)


def said(play: Play) -> list[str]:
    return [line.sent.message.content.plain_text() for line in play.lines if isinstance(line, Said)]


def played() -> Play:
    return Play(MAIN, find={ASKING.id: ASKING}.get)


def test_a_play_goes_into_the_called_scenario_and_comes_back() -> None:
    play = played()

    assert said(play) == ["王女士，您在哪个城市？"]
    assert play.active_node == "call"
    place = play.place
    assert place is not None
    assert (place[0].name, place[1].id) == ("问城市", "city")
    play.say("杭州")
    assert [line.note for line in play.lines if isinstance(line, Handed)] == ["送到杭州"]
    assert play.walk() == (
        Step(NodeId("start"), "next"),  # type: ignore[arg-type]  # a plain str
        Step(NodeId("call"), "returned"),  # type: ignore[arg-type]  # a plain str
        Step(NodeId("person"), None),
    )


def test_a_person_takes_and_gives_back_the_conversation() -> None:
    play = played()
    play.say("杭州")
    play.say("在吗")

    assert play.is_with_person
    play.hand_back("resolved")
    assert said(play)[-1] == "再见"
    play.restart()
    play.say("杭州")
    play.skip()
    assert said(play)[-1] == "没人接"


def test_a_jump_ends_here_and_goes_on_there() -> None:
    jumping = flow_of(node("jump_to_flow", "j", flow={"id": "asking"}), id="jumping")
    play = Play(jumping, find={ASKING.id: ASKING}.get)

    assert (play.active_node, play.last_node) == (None, "j")
    play.say("杭州")
    assert play.session.outcome == "goal"


def test_a_scenario_that_is_not_here_is_named() -> None:
    play = Play(MAIN)
    failure = play.failure()

    assert failure is not None
    assert "问城市" in failure.detail["zh"]


def test_scenarios_beside_a_file_are_found_by_their_id(tmp_path: Path) -> None:
    for flow in (MAIN, ASKING):
        write_document(Document(flow=flow), tmp_path / f"{flow.id}.xinliu.json")
    (tmp_path / "broken.xinliu.json").write_text("{")
    find = beside(tmp_path / "main.xinliu.json")

    assert find(FlowId("asking")) == ASKING
    assert find(FlowId("nobody")) is None


def steps_of(flow: Flow) -> set[tuple[str, str]]:
    found = explore(flow, datetime(2026, 3, 9, 4, 0, tzinfo=UTC))
    choices = [*found.begin, *(choice for moment in found.moments for choice in moment.choices)]
    return {(str(node), str(way)) for choice in choices for node, way in choice.steps}


def test_every_way_out_of_people_handsets_and_calls_is_explored() -> None:
    can = node("capability", "can", {"rcs": "call", "sms_only": "end", "unknown": "end"})
    nodes = [can, *(each.model_dump(mode="json") for each in MAIN.nodes.values() if each.type != "start")]
    ways = steps_of(flow_of(*nodes, variables=[{"name": "去处"}]))

    assert {way for place, way in ways if place == "can"} == {"rcs", "sms_only", "unknown"}
    assert {way for place, way in ways if place == "person"} == {"resolved", "no_answer"}
    assert ("call", "returned") in ways
