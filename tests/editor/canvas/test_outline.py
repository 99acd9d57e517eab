"""The outline that is kept up to date piece by piece is the one a new scene would make."""

import random

from PySide6.QtCore import QLineF, QRectF
from pytestqt.qtbot import QtBot

from editor.canvas.card_plan import Fits
from editor.canvas.scene import CanvasScene
from editor.document.change import Change
from editor.document.store import Store
from editor.tools.feedback import Shift
from runtime.wording import Wording
from tests.support.flows import generated
from widgets.theme import current_theme

EDIT = Wording("修改", "Edit")
Shapes = tuple[dict[str, list[tuple[float, ...]]], list[tuple[float, ...]]]


def shapes(scene: CanvasScene) -> Shapes:
    blocks = {
        category: sorted(_rect(rect) for rect in rects)
        for category, rects in scene.outline.blocks().items()
        if rects
    }
    return blocks, sorted(_line(line) for line in scene.outline.lines())


def _rect(rect: QRectF) -> tuple[float, ...]:
    return rect.x(), rect.y(), rect.width(), rect.height()


def _line(line: QLineF) -> tuple[float, ...]:
    return line.x1(), line.y1(), line.x2(), line.y2()


def test_after_any_edits_it_is_what_a_new_scene_would_make(qtbot: QtBot) -> None:
    fits, choose = Fits(current_theme()), random.Random(7)
    store = Store(generated(60))
    scene = CanvasScene(store, fits, lambda _: None)
    changes: list[Change] = []
    store.subscribe(scene.take)
    store.subscribe(changes.append)
    for _ in range(40):
        names = list(store.nodes)
        with store.edit(EDIT) as draft:
            what = choose.choice(["move", "remove", "cut"])
            name = choose.choice(names)
            if what == "move":
                draft.move(name, choose.randint(0, 900), choose.randint(0, 900))
            elif what == "remove":
                draft.remove_node(name)
            elif draft.node(name).targets:
                draft.connect(name, next(iter(draft.node(name).targets)), None)
        scene.outline.blocks()
    for change in reversed(list(changes)):
        store.apply(change.reversed())

    assert shapes(scene) == shapes(CanvasScene(store, fits, lambda _: None))
    assert shapes(scene) == shapes(CanvasScene(Store(generated(60)), fits, lambda _: None))


def test_a_drag_that_is_given_up_leaves_it_as_it_was(qtbot: QtBot) -> None:
    store = Store(generated(20))
    scene = CanvasScene(store, Fits(current_theme()), lambda _: None)
    before = shapes(scene)

    scene.shift(Shift(50, 60, frozenset(list(store.nodes)[3:8])))
    moved = shapes(scene)
    scene.shift(None)

    assert moved != before
    assert shapes(scene) == before
