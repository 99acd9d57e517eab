"""What every node type must have; a new file in the folder is tested by being there."""

from __future__ import annotations

from typing import get_args

import pytest

from resources.files import resource_names
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.node import Category, Node, node_types, parse_node
from runtime.records import hints_of, walk
from runtime.wording import Wording

ICONS = {name.removesuffix(".svg") for name in resource_names("icons", ".svg")}
TYPES = list(node_types().values())


@pytest.fixture(params=TYPES, ids=lambda kind: kind.model_fields["type"].default)
def kind(request: pytest.FixtureRequest) -> type[Node]:
    found: type[Node] = request.param
    return found


@pytest.fixture
def fresh(kind: type[Node]) -> Node:
    return kind(type=kind.model_fields["type"].default, id=NodeId("n"))


def complete(words: Wording) -> bool:
    return bool(words.zh.strip()) and bool(words.en.strip())


def test_every_type_of_the_design_is_found() -> None:
    names = {
        "start",
        "send_message",
        "ask",
        "branch",
        "split",
        "set_variables",
        "wait",
        "http_request",
        "capability",
        "call_flow",
        "jump_to_flow",
        "hand_over",
        "consent",
        "tag",
        "end",
    }

    assert names == set(node_types())


def test_it_names_itself(kind: type[Node]) -> None:
    assert complete(kind.label)
    assert kind.icon in ICONS
    assert kind.category in get_args(Category)


def test_every_hint_speaks_both_languages(fresh: Node) -> None:
    for path, hint, _ in walk(fresh):
        phrases = [hint.label, hint.help, hint.unit, hint.placeholder, *hint.choices.values()]

        assert all(complete(words) for words in phrases if words is not None), path


def test_every_choice_of_a_field_is_in_its_hint(kind: type[Node]) -> None:
    for name, hint in hints_of(kind).items():
        allowed = get_args(kind.model_fields[name].annotation)
        if allowed and all(isinstance(value, str) for value in allowed):
            assert set(hint.choices) == set(allowed), name


def test_a_fresh_one_goes_through_a_file_unchanged(fresh: Node) -> None:
    assert parse_node(fresh.model_dump(mode="json")) == fresh


def test_its_exits_have_names_of_their_own_and_labels(fresh: Node) -> None:
    names = [way.name for way in fresh.exits()]

    assert len(names) == len(set(names))
    assert all(complete(way.label) for way in fresh.exits())
    assert bool(names) is (fresh.type not in ("end", "jump_to_flow"))


def test_a_fresh_one_stands_in_a_flow_and_shows_itself(fresh: Node) -> None:
    flow = Flow.model_validate({"id": "f", "nodes": {"n": fresh}})

    assert flow.nodes[NodeId("n")].preview() == fresh.preview()
    assert len(fresh.preview().lines) <= 2
    assert complete(fresh.named())
