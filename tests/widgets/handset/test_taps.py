"""A finger on chips, cards, links, the fixed menu and what is behind the plus."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from runtime.messages.elements.text import Text
from runtime.messages.suggestions.map import RequestLocation
from runtime.messages.suggestions.suggestion import Suggestion
from tests.widgets.handset.conftest import Click
from tests.widgets.handset.looking import area_named, heard, names
from tests.widgets.handset.samples import (
    FILES,
    TEXT_AND_CHIPS,
    VERTICAL_CARD,
    action,
    entry,
    reply,
)
from widgets.handset.entries import ChatbotEntry, ContactText, Mark
from widgets.handset.handset_view import HandsetView
from widgets.handset.profile import MenuEntry

pytestmark = pytest.mark.usefixtures("pinned_font")


def test_a_tap_on_a_chip_gives_its_suggestion(handset: HandsetView, click: Click) -> None:
    handset.set_entries(TEXT_AND_CHIPS)
    tapped = heard(handset.tapped)
    click(area_named(handset, "查看附近门店"))

    assert tapped == [reply("查看附近门店")]


def test_chips_stay_until_the_owner_says_answered(handset: HandsetView, click: Click) -> None:
    handset.set_entries(TEXT_AND_CHIPS)
    click(area_named(handset, "领取优惠券"))
    assert "领取优惠券" in names(handset)

    message = TEXT_AND_CHIPS[-1]
    assert isinstance(message, ChatbotEntry)
    handset.set_entries([*TEXT_AND_CHIPS[:-1], replace(message, answered=True)])

    assert "领取优惠券" not in names(handset)


def test_a_tap_on_a_card_gives_its_suggestion(handset: HandsetView, click: Click) -> None:
    handset.set_entries(VERTICAL_CARD)
    tapped = heard(handset.tapped)
    click(area_named(handset, "查看新品"))

    assert [suggestion.text for suggestion in tapped if isinstance(suggestion, Suggestion)] == ["查看新品"]


def test_a_press_that_leaves_the_chip_is_no_tap(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_entries(TEXT_AND_CHIPS)
    tapped = heard(handset.tapped)
    middle = handset.widget_rect(area_named(handset, "领取优惠券")).center()
    qtbot.mousePress(handset, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(handset, middle + QPoint(0, 120))
    qtbot.mouseRelease(handset, Qt.MouseButton.LeftButton, pos=middle + QPoint(0, 120))

    assert tapped == []


def test_asking_for_the_place_sends_it(handset: HandsetView, click: Click) -> None:
    handset.set_own_place(31.23, 121.47)
    handset.set_entries([entry(Text(text="您在哪里？"), action("发送位置", RequestLocation()))])
    sent, tapped = heard(handset.location_sent), heard(handset.tapped)
    click(area_named(handset, "发送位置"))

    assert sent == [(31.23, 121.47)]
    assert len(tapped) == 1


def test_the_place_can_be_sent_unasked(handset: HandsetView, click: Click) -> None:
    sent = heard(handset.location_sent)
    click(area_named(handset, "更多"))
    click(area_named(handset, "发送我的位置"))

    assert sent == [(30.2084, 120.2120)]
    assert "发送我的位置" not in names(handset)


def test_an_entry_of_the_menu_opens_its_list_and_a_row_is_told(handset: HandsetView, click: Click) -> None:
    told = heard(handset.menu_tapped)
    click(area_named(handset, "春季活动"))
    assert names(handset)[:4] == ["新品上架", "限时满减", "附近门店", "活动规则"]

    click(area_named(handset, "附近门店"))

    assert [item.text for item in told if isinstance(item, MenuEntry)] == ["附近门店"]
    assert "附近门店" not in names(handset)


def test_a_click_beside_an_open_list_closes_it(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_menu_open(0)
    qtbot.mouseClick(handset, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))

    assert "附近门店" not in names(handset)


def test_the_menu_folds_away_and_comes_back(handset: HandsetView, click: Click) -> None:
    click(area_named(handset, "收起菜单"))
    assert "春季活动" not in names(handset)

    click(area_named(handset, "显示菜单"))

    assert "春季活动" in names(handset)


def test_a_failed_message_can_be_asked_about(handset: HandsetView, click: Click) -> None:
    handset.set_entries([ContactText("你好", mark=Mark.FAILED, key="m17")])
    asked = heard(handset.reason_asked)
    click(area_named(handset, "失败（点此看原因）"))

    assert asked == ["m17"]


def test_links_and_files_open(handset: HandsetView, click: Click) -> None:
    handset.set_entries([entry(Text(text="详情 https://shop.example/a 谢谢")), FILES[3]])
    opened = heard(handset.link_opened)
    click(area_named(handset, "https://shop.example/a"))
    click(area_named(handset, "示例生活馆（滨江店）"))

    assert opened == ["https://shop.example/a", "geo:30.208400,120.212000"]
