"""Arranging on the canvas: one edit, the selection alone, notes and frames along, and never over an edit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from editor.tools.geometry import Rect
from runtime.flow.layout import Frame, FrameId, Note, NoteId
from runtime.wording import Wording
from tests.support.canvas import Bench
from tests.support.flows import document, generated, greeting, node_id, spring_sale
from widgets.theme import set_reduced_motion


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    set_reduced_motion(True)
    yield
    set_reduced_motion(False)


def rect(bench: Bench, name: str) -> Rect:
    return bench.view._scene.cards[node_id(name)].rect


def test_arranging_is_one_step_of_undo(qtbot: QtBot) -> None:
    bench = Bench(spring_sale())
    before = bench.store.layout
    bench.view.arrange()
    assert bench.store.layout != before

    bench.history.undo()

    assert bench.store.layout == before
    assert not bench.history.can_undo()
    bench.close()


def test_what_is_arranged_already_gives_no_edit(qtbot: QtBot) -> None:
    bench = Bench(greeting())
    bench.view.arrange()
    bench.history.undo()
    bench.history.redo()
    bench.view.arrange()

    bench.history.undo()

    assert not bench.history.can_undo()
    bench.close()


def test_only_the_selection_moves_when_it_is_arranged(qtbot: QtBot) -> None:
    bench = Bench(spring_sale())
    chosen = [node_id(name) for name in ("coupon", "arrived", "store")]
    others = {name: bench.store.position(name) for name in bench.store.nodes if name not in chosen}
    bench.selection.set(chosen)

    bench.view.arranging.arrange_selection()

    assert {name: bench.store.position(name) for name in others} == others
    assert rect(bench, "coupon").right < rect(bench, "arrived").x < rect(bench, "store").x
    bench.close()


def test_one_selected_node_is_refused_with_a_reason(qtbot: QtBot) -> None:
    bench = Bench(greeting())
    bench.selection.set([node_id("hello")])

    with qtbot.waitSignal(bench.view.refused):
        bench.view.arranging.arrange_selection()

    assert not bench.history.can_undo()
    bench.close()


def test_frames_are_fitted_to_what_stood_on_them_and_notes_go_along(qtbot: QtBot) -> None:
    made = greeting()
    layout = made.layout.with_changes(
        frames={"f": Frame(id=FrameId("f"), x=600, y=-60, width=400, height=400)},
        notes={"n": Note(id=NoteId("n"), x=300, y=-120, width=140, height=60)},
    )
    bench = Bench(made.model_copy(update={"layout": layout}))
    bench.view.arranging.direction = "down"

    bench.view.arrange()

    frame, note = bench.store.frames[FrameId("f")], bench.store.notes[NoteId("n")]
    area = Rect(frame.x, frame.y, frame.width, frame.height)
    assert area.encloses(rect(bench, "yes"))
    assert area.encloses(rect(bench, "no"))
    assert not area.meets(rect(bench, "hello"))
    place = Rect(note.x, note.y, note.width, note.height)
    assert not any(place.meets(card.rect) for card in bench.view._scene.cards.values())
    bench.close()


def test_a_large_scenario_is_arranged_beside_the_screen(qtbot: QtBot) -> None:
    bench = Bench(generated(200))
    arranging = bench.view.arranging
    arranging.arrange()
    assert arranging.is_busy

    qtbot.waitUntil(lambda: not arranging.is_busy, timeout=10_000)

    assert bench.history.can_undo()
    bench.close()


def test_an_edit_made_meanwhile_wins(qtbot: QtBot) -> None:
    bench = Bench(generated(200))
    arranging = bench.view.arranging
    arranging.arrange()
    with bench.store.edit(Wording("移动", "Move")) as draft:
        draft.move(node_id("n5"), 5000, 5000)
    said: list[str] = []
    bench.view.refused.connect(said.append)

    qtbot.waitUntil(lambda: not arranging.is_busy, timeout=10_000)
    bench.history.undo()

    assert said
    assert not bench.history.can_undo()
    bench.close()


def test_arranging_can_be_stopped(qtbot: QtBot) -> None:
    bench = Bench(generated(200))
    bench.view.arranging.toggle()
    bench.view.arranging.toggle()

    qtbot.wait(50)

    assert not bench.view.arranging.is_busy
    assert not bench.history.can_undo()
    bench.close()


def test_cards_glide_to_their_places(qtbot: QtBot) -> None:
    set_reduced_motion(False)
    bench = Bench(greeting())
    bench.show_at(1.0)
    with bench.store.edit(Wording("移动", "Move")) as draft:
        draft.move(node_id("no"), 900, 900)
    bench.view.arrange()
    goal = bench.store.position(node_id("no"))
    assert rect(bench, "no").y > goal.y

    qtbot.waitUntil(lambda: rect(bench, "no").y == goal.y)

    assert rect(bench, "no").x == goal.x
    bench.close()


def test_an_empty_canvas_is_left_alone(qtbot: QtBot) -> None:
    bench = Bench(document([]))

    bench.view.arrange()

    assert not bench.history.can_undo()
    bench.close()
