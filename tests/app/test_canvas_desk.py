"""The menus of the canvas, and what their actions do to the open scenario."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu

from app.actions import ACTIONS
from app.canvas_desk import CONTEXT_MENUS
from app.main_window.window import Window
from runtime.flow.ids import NodeId
from runtime.flow.nodes.start import Start


def opened(window: Window) -> Window:
    window.files.open_sample("spring-sale")
    return window


def nodes_of(window: Window, count: int) -> list[NodeId]:
    assert window.area is not None
    nodes = window.area.document.store.nodes
    return [name for name, node in nodes.items() if not isinstance(node, Start)][:count]


@pytest.mark.parametrize("subject", CONTEXT_MENUS)
def test_every_entry_of_a_menu_is_an_action(subject: str) -> None:
    known = {spec.id for spec in ACTIONS}

    assert [name for name in CONTEXT_MENUS[subject] if name and name not in known] == []


def test_the_menu_opens_with_the_actions_of_the_subject(window: Window) -> None:
    opened(window).canvas_desk.open_menu("connection", QPoint(200, 200))
    menu = QApplication.activePopupWidget()

    assert isinstance(menu, QMenu)
    assert [entry.objectName() for entry in menu.actions()] == list(CONTEXT_MENUS["connection"])
    menu.close()


def test_several_nodes_can_be_aligned_from_the_menu_and_back(window: Window) -> None:
    area = opened(window).area
    assert area is not None
    store, nodes = area.document.store, nodes_of(window, 3)
    area.document.selection.set(nodes)
    before = store.layout
    window.menus["align_left"].trigger()
    lefts = {store.position(node).x for node in nodes}
    area.document.history.undo()

    assert len(lefts) == 1
    assert store.layout == before


def test_what_needs_several_is_impossible_with_one(window: Window) -> None:
    area = opened(window).area
    assert area is not None
    area.document.selection.set(nodes_of(window, 1))
    one = [window.menus[name].isEnabled() for name in ("align_left", "distribute_down", "detach")]
    area.document.selection.set(nodes_of(window, 2))
    two = [window.menus[name].isEnabled() for name in ("align_left", "distribute_down", "detach")]

    assert (one, two) == ([False, False, True], [True, False, True])


def test_a_new_scenario_has_its_start_and_no_problem_yet(window: Window) -> None:
    window.files.new()
    area = window.area
    assert area is not None
    area.checking.run()

    assert [node.type for node in area.document.store.nodes.values()] == ["start"]
    assert not any(card.errors for card in area.canvas._scene.cards.values())
    assert area.document.history.is_clean()
