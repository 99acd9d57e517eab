"""The exploration finds every way through the samples, with the engine's own answers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.playing.play import Heard, Said
from app.walkthrough.exploration import Exploration
from app.walkthrough.explore import explore
from app.walkthrough.stories import stories
from resources.files import resource_names, resource_path
from runtime.flow.file_format import read_document
from runtime.flow.flow import Flow
from runtime.flow.nodes.ask import Ask
from tests.support.flows import greeting

MORNING = datetime(2027, 3, 8, 2, 0, tzinfo=UTC)
FILES = [
    f"{folder}/{name}"
    for folder in ("scenarios", "templates")
    for name in resource_names(folder, ".xinliu.json")
]


def flow_of(name: str) -> Flow:
    return read_document(resource_path(name)).flow


def explored(name: str) -> Exploration:
    return explore(flow_of(name), MORNING)


@pytest.mark.parametrize("name", FILES)
def test_every_exit_is_found_but_those_for_what_nothing_is_misunderstood_as(name: str) -> None:
    flow = flow_of(name)
    any_words = {
        node.id for node in flow.nodes.values() if isinstance(node, Ask) and node.answer_type == "text"
    }
    ways = {(node.id, way.name) for node in flow.nodes.values() for way in node.exits()}

    missed = ways - explore(flow, MORNING).steps()

    assert {
        (node, exit_) for node, exit_ in missed if not (node in any_words and exit_ == "invalid")
    } == set()


@pytest.mark.parametrize("name", FILES)
def test_no_conversation_fails_and_stories_take_every_exit(name: str) -> None:
    exploration = explored(name)

    told = stories(exploration)

    assert "failed" not in {moment.outcome for moment in exploration.moments}
    assert frozenset().union(*(story.steps() for story in told)) == exploration.steps()


def test_a_tap_leads_where_its_exit_leads() -> None:
    exploration = explore(greeting().flow, MORNING)

    (begin,) = exploration.begin
    taps = {
        choice.label.zh: choice for choice in exploration.moments[begin.to].choices if choice.kind == "tap"
    }
    assert isinstance(begin.lines[0], Said)
    assert taps["好的"].steps == (("hello", "reply:s1"),)
    assert isinstance(taps["好的"].lines[0], Heard)
    assert exploration.moments[taps["不了"].to].outcome == "refused"


def test_arms_of_a_split_are_drawn_for_different_people() -> None:
    begun = explored("scenarios/spring-sale.xinliu.json").begin

    assert {choice.label.zh for choice in begun} == {"开始（分到「A 轮播」）", "开始（分到「B 大图」）"}


def test_the_same_exploration_is_found_twice() -> None:
    assert explored("scenarios/appointment.xinliu.json") == explored("scenarios/appointment.xinliu.json")


def test_more_moments_than_asked_for_are_left_out_and_it_says_so() -> None:
    exploration = explore(flow_of("scenarios/appointment.xinliu.json"), MORNING, moments_max=5)

    assert len(exploration.moments) == 5
    assert not exploration.is_whole
