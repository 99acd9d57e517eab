"""Moving through a long conversation and along a row of cards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from tests.widgets.handset.looking import area_named, focused_name, wheel
from tests.widgets.handset.samples import (
    CAROUSEL,
)
from widgets.handset.entries import ContactText, Entry, Mark
from widgets.handset.handset_view import HandsetView

pytestmark = pytest.mark.usefixtures("pinned_font")


def long_walk() -> list[Entry]:
    return [ContactText(f"第 {number} 句", mark=Mark.DISPLAYED) for number in range(40)]


def top_of(view: HandsetView, index: int) -> float:
    view.set_mode("play")
    areas = view._phone.conversation_areas()
    return next(area.rect.top() for area in areas if area.entry == index)


def test_a_long_conversation_shows_its_end_and_the_wheel_goes_back(handset: HandsetView) -> None:
    handset.set_entries(long_walk())
    before = top_of(handset, 39)
    wheel(handset, 2)

    assert 400 < before < 600
    assert top_of(handset, 39) == before + 96


@pytest.mark.parametrize(
    ("key", "moves"),
    [(Qt.Key.Key_Up, 60.0), (Qt.Key.Key_PageUp, 460.0)],
)
def test_keys_scroll_the_conversation(qtbot: QtBot, handset: HandsetView, key: Qt.Key, moves: float) -> None:
    handset.set_entries(long_walk())
    before = top_of(handset, 39)
    qtbot.keyClick(handset, key)

    assert abs(top_of(handset, 39) - before - moves) < 0.5


def test_home_and_end_go_to_the_ends(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_entries(long_walk())
    end = top_of(handset, 39)
    qtbot.keyClick(handset, Qt.Key.Key_Home)
    assert top_of(handset, 0) == 98.0

    qtbot.keyClick(handset, Qt.Key.Key_End)

    assert top_of(handset, 39) == end


def test_a_new_entry_is_scrolled_to(handset: HandsetView) -> None:
    handset.set_entries(long_walk())
    wheel(handset, 10)
    handset.append(ContactText("新的一句"))

    assert 400 < top_of(handset, 40) < 600


def test_dragging_sideways_swipes_the_carousel_and_it_settles(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_entries(CAROUSEL)
    second = handset.widget_rect(area_named(handset, "查看详情 ")).center()
    start = QPoint(200, 200)
    qtbot.mousePress(handset, Qt.MouseButton.LeftButton, pos=start)
    for step in (20, 80, 150, 200):
        qtbot.mouseMove(handset, start - QPoint(step, 0))
    qtbot.mouseRelease(handset, Qt.MouseButton.LeftButton, pos=start - QPoint(200, 0))
    after = handset.widget_rect(area_named(handset, "查看详情 ")).center()

    assert QPoint(-240, 0) == after - second


def test_the_wheel_with_shift_swipes_the_carousel_under_it(handset: HandsetView) -> None:
    handset.set_entries(CAROUSEL)
    before = handset.widget_rect(area_named(handset, "查看详情 "))
    wheel(handset, -1, Qt.KeyboardModifier.ShiftModifier)

    assert handset.widget_rect(area_named(handset, "查看详情 ")).x() == before.x() - 96


def test_arrow_keys_swipe_by_cards(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_entries(CAROUSEL)
    before = handset.widget_rect(area_named(handset, "查看详情 "))
    qtbot.keyClick(handset, Qt.Key.Key_Right)
    moved = handset.widget_rect(area_named(handset, "查看详情 "))
    qtbot.keyClick(handset, Qt.Key.Key_Left)

    assert (before.x() - 240, before) == (moved.x(), handset.widget_rect(area_named(handset, "查看详情 ")))


def test_the_focus_brings_a_hidden_card_into_sight(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_entries(CAROUSEL)
    handset.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        qtbot.keyClick(handset, Qt.Key.Key_Tab)
    shown = handset.widget_rect(area_named(handset, "领取优惠券 "))

    assert focused_name(handset) == "领取优惠券 "
    assert 0 < shown.left() < shown.right() < 370
