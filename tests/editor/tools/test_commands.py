"""Keys and menus on the selection."""

import pytest

from editor.tools import commands
from tests.support.flows import greeting, node_id
from tests.support.stage import PlainStage

START, HELLO, YES, NO = (node_id(name) for name in ("start", "hello", "yes", "no"))


@pytest.fixture
def stage() -> PlainStage:
    return PlainStage(greeting())


def test_deleting_names_what_goes(stage: PlainStage) -> None:
    names: list[str] = []
    stage.store.subscribe(lambda change: names.append(change.name.zh))
    stage.selection.set([YES])
    commands.delete_selection(stage.store, stage.selection)
    stage.selection.set([HELLO, NO])
    commands.delete_selection(stage.store, stage.selection)

    assert names == ["删除「参加」", "删除 2 个节点"]
    assert list(stage.store.nodes) == [START]
    assert stage.selection.now.is_empty()


def test_nudging_goes_one_unit_or_eight(stage: PlainStage) -> None:
    stage.selection.set([YES])

    commands.nudge(stage, "right", far=False)
    commands.nudge(stage, "down", far=True)

    assert (stage.store.position(YES).x, stage.store.position(YES).y) == (641, 8)


def test_tab_walks_the_nodes_in_reading_order_and_round(stage: PlainStage) -> None:
    walk = [commands.select_next(stage, backwards=False) for _ in range(5)]

    assert walk == [START, HELLO, YES, NO, START]
    assert commands.select_next(stage, backwards=True) == NO


def test_the_selection_follows_connections(stage: PlainStage) -> None:
    stage.selection.set([START])

    walk = [commands.select_along(stage, way) for way in ("right", "right", "down", "up", "left")]

    assert walk == [HELLO, YES, NO, YES, HELLO]


def test_selecting_all_takes_everything(stage: PlainStage) -> None:
    commands.select_all(stage.store, stage.selection)

    assert set(stage.selection.nodes) == set(stage.store.nodes)


def test_a_frame_is_put_round_the_selection(stage: PlainStage) -> None:
    stage.selection.set([YES, NO])

    made = commands.frame_selection(stage)

    assert made is not None
    frame = stage.store.frames[made]
    assert (frame.x, frame.y, frame.width) == (620, -44, 240)
    assert stage.selection.frames == (made,)
