"""Two versions in one picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from editor.canvas.difference_view import DifferenceView
from editor.document.difference import difference
from editor.document.differing.union import united
from runtime.flow.document import Document
from runtime.flow.layout import Position
from runtime.flow.nodes.end import End
from tests.editor.document.test_difference import changed, with_node, without_node
from tests.support.flows import greeting, node_id
from widgets.theme import current_theme, set_theme


@pytest.fixture
def versions() -> tuple[Document, Document]:
    before = greeting()
    after = with_node(
        without_node(changed(before, "hello", ("message", "content", "text"), "您好呀"), "no"),
        End(id=node_id("new"), title="新结束"),
    )
    positions = {**after.layout.positions, node_id("new"): Position(x=640, y=320)}
    positions[node_id("yes")] = Position(x=700, y=-40)
    positions.pop(node_id("no"))
    return before, after.model_copy(
        update={"layout": after.layout.model_copy(update={"positions": positions})}
    )


@pytest.fixture
def view(versions: tuple[Document, Document], qtbot: QtBot) -> DifferenceView:
    before, after = versions
    view = DifferenceView(before, after, difference(before, after))
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    return view


def colours(image: QImage) -> set[str]:
    """The colours of a picture."""
    return {
        image.pixelColor(x, y).name() for x in range(0, image.width(), 1) for y in range(0, image.height(), 2)
    }


def test_every_kind_of_difference_has_its_sign(view: DifferenceView) -> None:
    view.show_moves(True)

    assert {name: view.marks.sign(node_id(name)) for name in ("start", "hello", "new", "no", "yes")} == {
        "start": None,
        "hello": "changed",
        "new": "added",
        "no": "removed",
        "yes": "moved",
    }


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast"])
def test_signs_are_painted_in_the_colours_of_the_theme(view: DifferenceView, theme: str) -> None:
    set_theme(theme)
    found = colours(view.render_image(1.0))

    tokens = current_theme()
    assert {tokens.ok.name(), tokens.accent.name(), tokens.error.name()} <= found
    set_theme("light")


def test_a_changed_card_has_the_old_text_above_the_new(view: DifferenceView) -> None:
    old, new = view.marks.lines[node_id("hello")]

    assert ("".join(piece.text for piece in old.pieces), old.is_old) == ("您好", True)
    assert [(piece.text, piece.differs) for piece in new.pieces] == [("您好", False), ("呀", True)]
    assert old.at.y() < new.at.y()


def test_a_text_that_was_empty_has_no_old_line(qtbot: QtBot) -> None:
    before = changed(greeting(), "hello", ("message", "content", "text"), "")
    view = DifferenceView(before, greeting(), difference(before, greeting()))
    qtbot.addWidget(view)

    assert [line.is_old for line in view.marks.lines[node_id("hello")]] == [False]


def test_moves_show_only_when_asked(view: DifferenceView) -> None:
    without = view.marks.ghosts

    view.show_moves(True)

    assert without == ()
    assert [name for name, _ in view.marks.ghosts] == [node_id("yes")]


def test_a_connection_that_is_gone_is_still_drawn(view: DifferenceView) -> None:
    assert [lost.key for lost in view.marks.lost] == [(node_id("hello"), "reply:s2")]


def test_a_click_tells_the_node_and_a_drag_moves_the_picture(view: DifferenceView, qtbot: QtBot) -> None:
    told: list[str] = []
    view.node_chosen.connect(told.append)
    before = view.node_rect(node_id("new"))

    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=before.center())
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(view, QPoint(60, 60))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))

    assert told == ["new"]
    assert view.node_rect(node_id("new")).topLeft() != before.topLeft()


def test_keys_scroll_and_zoom(view: DifferenceView) -> None:
    before = view.node_rect(node_id("new"))

    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Minus)

    after = view.node_rect(node_id("new"))
    assert after.width() < before.width()


def test_the_overview_keeps_the_signs(view: DifferenceView) -> None:
    found = colours(view.render_image(0.3))

    assert {current_theme().ok.name(), current_theme().error.name()} <= found


def test_a_removed_node_gives_way_to_one_that_stands_there_now() -> None:
    before = greeting()
    after = without_node(before, "no")
    positions = {**after.layout.positions, node_id("yes"): before.layout.positions[node_id("no")]}
    after = after.model_copy(update={"layout": after.layout.model_copy(update={"positions": positions})})

    both = united(before, after)

    assert both.layout.positions[node_id("no")].y > both.layout.positions[node_id("yes")].y
