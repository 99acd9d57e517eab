"""Arranging a scenario: what holds for every flow, and how good it is on the samples."""

from __future__ import annotations

import builtins
from statistics import median

import pytest

from editor.document.arranging import ArrangeStopped, Direction, arranged
from resources.files import resource_path
from runtime.flow.file_format import read_document
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import Position
from runtime.flow.nodes.end import End
from runtime.flow.nodes.start import Start
from runtime.flow.nodes.wait import Wait
from tests.support.arranging import backwards, box_of, crossings, overlaps, tangled, task_for
from tests.support.flows import document, greeting, node_id, spring_sale, wired
from tests.support.large_flows import large_flow

SAMPLES = {"spring-sale": 26, "appointment": 26, "bill-reminder": 48}
"""Sample → crossings of straight lines that an arrangement may have."""


def sample(name: str) -> Flow:
    return read_document(resource_path(f"scenarios/{name}.xinliu.json")).flow


def rings(flow: Flow) -> int:
    """How many connections lead back to a node on the way to them; those cannot lead along the flow."""
    back, state = 0, dict.fromkeys(flow.nodes, 0)
    roots = [node.id for node in flow.start_nodes()] or list(flow.nodes)
    for root in [*roots, *flow.nodes]:
        if state[root]:
            continue
        stack = [(root, iter(dict.fromkeys(flow.nodes[root].targets.values())))]
        state[root] = 1
        while stack:
            here, left = stack[-1]
            to = next(left, None)
            if to is None:
                state[here] = 2
                stack.pop()
            elif state[to] == 1:
                back += to != here
            elif not state[to]:
                state[to] = 1
                stack.append((to, iter(dict.fromkeys(flow.nodes[to].targets.values()))))
    return back


@pytest.mark.parametrize("direction", ["right", "down"])
@pytest.mark.parametrize("uses_engine", [True, False])
@pytest.mark.parametrize("name", [*SAMPLES, "tangled", "large"])
def test_nothing_overlaps_and_the_flow_runs_one_way(
    name: str, uses_engine: bool, direction: Direction
) -> None:
    made = {"tangled": lambda: tangled(120, 3), "large": lambda: large_flow(120)}
    flow = made[name]() if name in made else sample(name)
    task = task_for(flow, direction=direction, uses_engine=uses_engine)

    places = arranged(task)

    assert places.keys() == flow.nodes.keys()
    assert overlaps(task, places) == []
    assert backwards(task, places) <= rings(flow)


@pytest.mark.parametrize("uses_engine", [True, False])
@pytest.mark.parametrize(("name", "most"), SAMPLES.items())
def test_samples_have_few_crossings(name: str, most: int, uses_engine: bool) -> None:
    task = task_for(sample(name), uses_engine=uses_engine)

    assert crossings(task, arranged(task)) <= most


def test_ways_out_keep_the_order_of_their_rows() -> None:
    flow = greeting().flow

    places = arranged(task_for(flow))

    assert places[node_id("yes")].y < places[node_id("no")].y


def test_rows_of_a_downward_flow_run_from_left_to_right() -> None:
    flow = greeting().flow

    places = arranged(task_for(flow, direction="down"))

    assert places[node_id("start")].y < places[node_id("hello")].y < places[node_id("yes")].y
    assert places[node_id("yes")].x < places[node_id("no")].x


def test_a_chain_is_level_along_its_connections() -> None:
    chain = [wired(Start(id=node_id("start")), next="w0")]
    chain += [wired(Wait(id=node_id(f"w{n}")), next=f"w{n + 1}" if n < 4 else "end") for n in range(5)]
    flow = document([*chain, End(id=node_id("end"))]).flow
    task = task_for(flow)

    places = arranged(task)

    first, box = places[node_id("w0")], box_of(flow, node_id("w0"))
    assert places[node_id("w1")].y + 18 == first.y + box.exits[ExitName("next")]


@pytest.mark.parametrize("uses_engine", [True, False])
@pytest.mark.parametrize("name", SAMPLES)
def test_arranging_again_moves_next_to_nothing(name: str, uses_engine: bool) -> None:
    flow = sample(name)
    once = arranged(task_for(flow, uses_engine=uses_engine))

    again = arranged(task_for(flow, once, uses_engine=uses_engine))

    assert median(_moved(once, again)) <= 4
    assert max(_moved(once, again)) <= 100


@pytest.mark.parametrize("seed", range(4))
def test_a_node_more_moves_few_others(seed: int) -> None:
    """An end hung on a loose exit needs no more room than it takes."""
    flow = tangled(60, seed)
    once = arranged(task_for(flow))
    loose = [
        (node, offer.name)
        for node in flow.nodes.values()
        for offer in node.offers()
        if offer.name not in node.targets and node.targets
    ]
    node, exit_name = loose[len(loose) // 2]
    new = End(id=node_id("new"))
    more = node.model_copy(update={"targets": {**node.targets, exit_name: new.id}})
    grown = flow.model_copy(update={"nodes": {**flow.nodes, node.id: more, new.id: new}})
    here = once[node.id]

    again = arranged(task_for(grown, {**once, new.id: Position(x=here.x + 300, y=here.y + 100)}))

    assert median(_moved(once, {name: again[name] for name in once})) <= 40


def test_the_start_stays_where_it_is() -> None:
    flow = greeting().flow

    heap = {name: Position(x=17.0 * index, y=31.0 * index) for index, name in enumerate(flow.nodes)}

    places = arranged(task_for(flow, heap | {node_id("start"): Position(x=-840, y=1260)}))

    assert places[node_id("start")] == Position(x=-840, y=1260)


def test_parts_that_are_not_connected_stand_below_each_other() -> None:
    lone = [End(id=node_id(f"e{n}")) for n in range(30)]
    second = [wired(Wait(id=node_id("w1")), next="w2"), Wait(id=node_id("w2"))]
    flow = document([*greeting().flow.nodes.values(), *second, *lone]).flow
    task = task_for(flow)

    places = arranged(task)

    assert overlaps(task, places) == []
    first_bottom = max(places[name].y for name in greeting().flow.nodes)
    assert first_bottom < places[node_id("w1")].y < places[node_id("e0")].y
    assert len({places[end.id].y for end in lone}) > 1


def test_a_circle_without_a_start_is_arranged() -> None:
    ring = [wired(Wait(id=node_id(f"w{n}")), next=f"w{(n + 1) % 3}") for n in range(3)]
    task = task_for(document(ring).flow)

    assert backwards(task, arranged(task)) == 1


def test_a_node_wired_to_itself_is_arranged() -> None:
    alone = wired(Wait(id=node_id("w")), next="w")

    assert arranged(task_for(document([alone]).flow)) == {node_id("w"): Position()}


def test_nothing_to_arrange_is_no_mistake() -> None:
    assert arranged(task_for(document([]).flow)) == {}


def test_without_the_engine_the_work_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def refuse(name: str, *others: object, **more: object) -> object:
        if name == "fast_sugiyama":
            raise ImportError(name)
        return imported(name, *others, **more)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(builtins, "__import__", refuse)
    flow = spring_sale().flow

    assert arranged(task_for(flow)) == arranged(task_for(flow, uses_engine=False))


def test_work_can_be_stopped() -> None:
    task = task_for(greeting().flow)
    stopped = type(task)(task.boxes, task.targets, task.places, task.starts, is_stopped=lambda: True)

    with pytest.raises(ArrangeStopped):
        arranged(stopped)


def _moved(before: dict[NodeId, Position], after: dict[NodeId, Position]) -> list[float]:
    return [abs(before[name].x - after[name].x) + abs(before[name].y - after[name].y) for name in before]
