"""What others ask of the canvas."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from editor.canvas.view import CanvasView
from editor.document.making import UnknownKind
from editor.document.selection import Selection
from editor.document.store import Store
from editor.undo import History
from runtime.flow.document import Document
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, FlowId
from runtime.flow.issue import Issue, Step
from runtime.flow.node import node_types
from runtime.flow.nodes.branch import Branch, Case
from runtime.messages.elements.element import element_types
from runtime.wording import Wording, same
from tests.support.canvas import Bench
from tests.support.flows import document, generated, greeting, node_id, spring_sale
from widgets.language import set_language
from widgets.theme import ThemeName, current_theme, set_theme, theme_named

HELLO, YES = node_id("hello"), node_id("yes")


def colours_in(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    }


@pytest.mark.parametrize("kind", [*node_types(), *element_types()])
def test_every_type_can_be_added_and_is_drawn(bench: Bench, kind: str) -> None:
    if kind == "start":
        bench.selection.set([node_id("start")])
        with bench.store.edit(Wording("删除", "Delete")) as draft:
            draft.remove_node(node_id("start"))

    made = bench.view.add_node(kind, QPointF(0, 400))

    assert made is not None
    category = theme_named(ThemeName.LIGHT).category(bench.store.node(made).category)
    assert category.fill.name() in colours_in(bench.view.grab(bench.view.node_rect(made)).toImage())


def test_a_second_start_node_is_refused(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.view.refused):
        made = bench.view.add_node("start")

    assert made is None


def test_an_unknown_kind_says_what_is_near(bench: Bench) -> None:
    with pytest.raises(UnknownKind, match="did you mean 'wait'"):
        bench.view.add_node("wiat")


def test_nodes_added_without_a_place_do_not_cover_others(bench: Bench) -> None:
    for _ in range(4):
        bench.view.add_node("text")

    rects = [bench.view.node_rect(node) for node in bench.store.nodes]
    assert not any(a.intersects(b.adjusted(8, 8, -8, -8)) for a in rects for b in rects if a is not b)


def test_reveal_brings_a_far_node_into_view(qtbot: QtBot) -> None:
    bench = Bench(generated(200))
    bench.show_at(0.3, 0, 0)

    bench.view.reveal(node_id("n199"))
    qtbot.waitUntil(lambda: bench.view.rect().contains(bench.view.node_rect(node_id("n199")).center()))

    assert bench.selection.nodes == (node_id("n199"),)
    bench.close()


def test_reveal_of_a_folded_exit_unfolds_it(qtbot: QtBot) -> None:
    many = Branch(id=node_id("b"), cases=tuple(Case(id=f"c{i}", name=f"情况 {i}") for i in range(12)))
    bench = Bench(document([many]))
    bench.show_at(1.0, 0, 0)
    before = bench.view.node_rect(many.id).height()

    bench.view.reveal(many.id, ExitName("case:c10"))

    assert bench.view.node_rect(many.id).height() - before == 5 * 26
    bench.close()


def test_problems_and_the_walk_show_their_colours(bench: Bench) -> None:
    theme = current_theme()
    bench.view.set_issues((Issue("error", "x", same(""), HELLO), Issue("warning", "x", same(""), YES)))
    bench.view.set_walk((Step(node_id("start"), ExitName("next")),), HELLO)
    colours = colours_in(bench.view.grab().toImage())

    assert {theme.error_tint.name(), theme.warn_tint.name(), theme.walk.name()} <= colours

    bench.view.set_issues(())
    bench.view.set_walk((), None)
    colours = colours_in(bench.view.grab().toImage())
    assert not {theme.error_tint.name(), theme.walk.name()} & colours


def test_problems_never_vanish_in_the_overview(bench: Bench) -> None:
    bench.view.set_issues((Issue("error", "x", same(""), HELLO),))
    bench.view.set_zoom(0.1)

    assert current_theme().error.name() in colours_in(bench.view.grab().toImage())


def test_themes_and_languages_change_at_once(bench: Bench) -> None:
    set_theme("dark")
    set_language("en")
    dark = colours_in(bench.view.grab().toImage())
    set_theme("light")
    set_language("zh")

    assert theme_named(ThemeName.DARK).raised.name() in dark
    assert theme_named(ThemeName.LIGHT).raised.name() in colours_in(bench.view.grab().toImage())


def test_what_is_painted_in_parts_is_what_is_painted_at_once(bench: Bench) -> None:
    QApplication.processEvents()
    with bench.store.edit(Wording("移动", "Move")) as draft:
        draft.move(YES, 700, 210)
    parts = bench.view.grab().toImage()
    bench.view.update()

    assert parts == bench.view.grab().toImage()


def test_pictures_show_everything_at_any_size(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(spring_sale())
    image = bench.view.render_image(1.5)
    bench.view.render_svg(tmp_path / "canvas.svg")

    svg = (tmp_path / "canvas.svg").read_text(encoding="utf-8")
    assert image.width() > 1500
    assert "新品轮播" in svg
    assert "<text" in svg
    bench.close()


def test_a_huge_canvas_is_exported_smaller(qtbot: QtBot) -> None:
    bench = Bench(generated(3000))
    image = bench.view.render_image(2.0)

    assert 10_000_000 < image.width() * image.height() <= 60_100_000
    bench.close()


def test_an_empty_canvas_says_how_to_begin(qtbot: QtBot) -> None:
    bench = Bench(Document(flow=Flow(id=FlowId("empty"))))
    bench.view.show()
    image = bench.view.grab().toImage()
    bench.view.fit()

    assert QColor(image.pixel(4, 4)).name() == current_theme().canvas.name()
    assert len(colours_in(image)) > 3
    bench.close()


def test_arranging_is_one_step_and_covers_nothing(qtbot: QtBot) -> None:
    bench = Bench(spring_sale())
    bench.show_at()
    bench.view.arrange()

    rects = [bench.view.node_rect(node).adjusted(4, 4, -4, -4) for node in bench.store.nodes]
    frames = [(f.x, f.y, f.x + f.width, f.y + f.height) for f in bench.store.frames.values()]
    place = bench.store.position(node_id("carousel"))
    assert not any(a.intersects(b) for a in rects for b in rects if a is not b)
    assert any(x < place.x < right and y < place.y < bottom for x, y, right, bottom in frames)
    assert len(bench.history.names()) == 1
    bench.close()


def test_a_closed_canvas_is_freed_and_hears_nothing(qtbot: QtBot) -> None:
    store = Store(greeting())
    history = History(store)
    view = CanvasView(store, Selection(store), history)
    gone = weakref.ref(view)
    view.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    del view
    gc.collect()

    with store.edit(Wording("移动", "Move")) as draft:
        draft.move(YES, 1, 1)

    assert gone() is None
    history.close()
