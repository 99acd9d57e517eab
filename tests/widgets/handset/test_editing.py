"""Clicks on fields while a message is edited."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.widgets.handset.conftest import Click
from tests.widgets.handset.looking import area_named, heard
from tests.widgets.handset.samples import (
    CAROUSEL,
    TEXT_AND_CHIPS,
    VERTICAL_CARD,
)
from widgets.handset.entries import ChatbotEntry
from widgets.handset.handset_view import HandsetView
from widgets.handset.hit_area import AreaKind
from widgets.handset.phone import same_area

pytestmark = pytest.mark.usefixtures("pinned_font")


def test_while_editing_nobody_types_and_a_click_names_the_field(handset: HandsetView, click: Click) -> None:
    handset.set_mode("edit")
    handset.set_entries(VERTICAL_CARD)
    fields, tapped = heard(handset.field_clicked), heard(handset.tapped)
    click(area_named(handset, "把春天穿在身上", AreaKind.FIELD))
    handset.set_entries(VERTICAL_CARD)
    title = next(area for area in handset.areas() if area.path[-1:] == ("title",))
    click(title)
    click(area_named(handset, "领取优惠券"))

    line = handset.findChild(QLineEdit)
    assert line is not None
    assert not line.isVisible()
    assert fields[1:] == [("content", "card", "title"), ("content", "card", "suggestions", 0)]
    assert tapped == []


def test_the_owner_may_put_a_path_before_those_of_a_message(handset: HandsetView) -> None:
    handset.set_mode("edit")
    message = TEXT_AND_CHIPS[-1]
    assert isinstance(message, ChatbotEntry)
    handset.set_entries([replace(message, base=("messages", 3))])

    assert [area.path for area in handset.areas()[:2]] == [
        ("messages", 3, "content", "text"),
        ("messages", 3, "chips", 0),
    ]


def test_the_selected_field_is_brought_into_sight(handset: HandsetView) -> None:
    handset.set_mode("edit")
    handset.set_entries([*VERTICAL_CARD, *CAROUSEL])
    path = ("content", "cards", 2, "title")
    handset.set_selected_path(path)
    shown = handset.widget_rect(next(area for area in handset.areas() if area.path == path))

    assert 8 < shown.left() < shown.right() < 378
    assert 88 < shown.top() < shown.bottom() < 590


def test_hovering_while_editing_points_at_the_innermost_field(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_mode("edit")
    handset.set_entries(VERTICAL_CARD)
    title = next(area for area in handset.areas() if area.path[-1:] == ("title",))
    qtbot.mouseMove(handset, handset.widget_rect(title).center())
    hovered = handset._phone.state.hovered

    assert hovered is not None
    assert same_area(title, hovered)
    assert handset.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_another_message_starts_at_its_first_card(qtbot: QtBot, handset: HandsetView) -> None:
    card_row = CAROUSEL[1]
    assert isinstance(card_row, ChatbotEntry)
    one, other = replace(card_row, key="n1"), replace(card_row, key="n2")
    handset.set_mode("edit")
    handset.set_entries([one])
    first = handset.areas()[1].rect
    qtbot.keyClick(handset, Qt.Key.Key_Right)
    moved = handset.areas()[1].rect
    handset.set_entries([other])

    assert moved.x() == first.x() - 240
    assert handset.areas()[1].rect == first
