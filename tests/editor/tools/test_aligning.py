"""Aligning and distributing are one edit each and move only what has to move."""

import pytest

from editor.tools.aligning import Edge, align, spread
from runtime.flow.layout import Frame, FrameId
from runtime.flow.nodes.wait import Wait
from runtime.wording import Wording
from tests.support.flows import document, node_id
from tests.support.stage import PlainStage

A, B, C = (node_id(name) for name in "abc")
HEIGHT = 62.0


def three() -> PlainStage:
    places = {"a": (0.0, 0.0), "b": (500.0, 90.0), "c": (310.0, 400.0)}
    stage = PlainStage(document((Wait(id=A), Wait(id=B), Wait(id=C)), places))
    stage.selection.set([A, B, C])
    return stage


def places_of(stage: PlainStage) -> list[tuple[float, float]]:
    return [(stage.store.position(node).x, stage.store.position(node).y) for node in (A, B, C)]


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        ("left", [(0, 0), (0, 90), (0, 400)]),
        ("centre", [(250, 0), (250, 90), (250, 400)]),
        ("right", [(500, 0), (500, 90), (500, 400)]),
        ("top", [(0, 0), (500, 0), (310, 0)]),
        ("middle", [(0, 200), (500, 200), (310, 200)]),
        ("bottom", [(0, 400), (500, 400), (310, 400)]),
    ],
)
def test_edges_and_middles_come_to_one_line(edge: Edge, expected: list[tuple[float, float]]) -> None:
    stage = three()
    names: list[str] = []
    stage.store.subscribe(lambda change: names.append(change.name.zh))

    assert align(stage, edge)
    assert (places_of(stage), len(names)) == (expected, 1)


def test_gaps_become_equal_and_the_outermost_stay() -> None:
    across, down = three(), three()
    spread(across, "across")
    spread(down, "down")

    assert [x for x, _ in places_of(across)] == [0, 500, 250]
    assert [y for _, y in places_of(down)] == [0, 200, 400]


def test_too_few_are_left_alone() -> None:
    stage = three()
    stage.selection.set([A])
    alone = align(stage, "left")
    stage.selection.set([A, B])

    assert (alone, spread(stage, "across")) == (False, False)


def test_a_frame_takes_along_what_stands_on_it() -> None:
    stage = three()
    with stage.store.edit(Wording("添加", "Add")) as draft:
        draft.put_frame(Frame(id=FrameId("f"), x=480, y=60, width=300, height=200))
    stage.selection.set([A, B], frames=[FrameId("f")])
    align(stage, "left")

    assert stage.store.frames[FrameId("f")].x == 0
    assert places_of(stage)[:2] == [(0, 0), (20, 90)]
