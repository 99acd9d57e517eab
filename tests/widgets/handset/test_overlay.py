"""The sheet that says what the handset would do when an action is tapped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from runtime.messages.elements.text import Text
from runtime.messages.suggestions.action import Action
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.messages.suggestions.dialer import DialPhoneNumber
from runtime.messages.suggestions.map import RequestLocation, ShowLocation
from runtime.messages.suggestions.suggestion import action_types
from runtime.messages.suggestions.url import OpenUrl
from tests.widgets.handset.conftest import Click
from tests.widgets.handset.looking import area_named, focused_name, heard, names
from tests.widgets.handset.samples import TEXT_AND_CHIPS, action, entry, reply
from widgets.handset.handset_view import OVERLAY_TIME_MS, HandsetView
from widgets.handset.overlay import host_of, overlay_of, span_text
from widgets.icons import has_icon
from widgets.language import Language, set_language

pytestmark = pytest.mark.usefixtures("pinned_font")

DIAL = action("拨打客服", DialPhoneNumber(phone_number="02088880000"))


def said(what: Action) -> tuple[str, ...]:
    overlay = overlay_of(action("x", what))
    assert overlay is not None
    return overlay.heading, overlay.subject, *overlay.details


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (
            OpenUrl(url="https://shop.example/a", application="webview", view_mode="half"),
            ("打开网页", "shop.example", "半屏网页浮层", "https://shop.example/a"),
        ),
        (
            OpenUrl(url="https://shop.example/a"),
            ("打开网页", "shop.example", "在浏览器里打开", "https://shop.example/a"),
        ),
        (DialPhoneNumber(phone_number="02088880000"), ("拨打电话", "02088880000")),
        (
            CreateCalendarEvent(
                title="试穿会", start_time="2027-03-15T10:00:00+08:00", end_time="2027-03-15T12:00:00+08:00"
            ),
            ("加入日历", "试穿会", "2027 年 3 月 15 日 10:00 – 12:00"),
        ),
        (ShowLocation(query="滨江店"), ("打开地图", "滨江店", "按名称查找")),
        (RequestLocation(), ("发送位置", "把我的位置发给对方")),
    ],
)
def test_the_sheet_says_what_the_handset_would_do(what: Action, words: tuple[str, ...]) -> None:
    assert said(what) == words


@pytest.mark.parametrize("name", list(action_types()))
def test_every_action_has_a_sheet_in_both_languages(name: str) -> None:
    what = action_types()[name].model_validate({})
    chinese = said(what)
    set_language(Language.EN)
    try:
        english = overlay_of(action("x", what))
    finally:
        set_language(Language.ZH)

    assert english is not None
    assert has_icon(english.icon)
    assert chinese[0] != english.heading != ""


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("{{ start }}", "", "{{ start }}"),
        ("2027-03-15T10:00:00Z", "later", "2027-03-15T10:00:00Z – later"),
        ("2027-03-15T22:00", "2027-03-16T01:30", "2027 年 3 月 15 日 22:00 – 2027 年 3 月 16 日 01:30"),
        ("", "", ""),
    ],
)
def test_a_time_that_cannot_be_read_stays_as_written(start: str, end: str, words: str) -> None:
    assert span_text(start, end) == words


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://[", "https://["), ("page", "page"), ("http://a.example:1/", "a.example")],
)
def test_an_address_without_a_host_stays_as_written(url: str, host: str) -> None:
    assert host_of(url) == host


def test_a_tapped_action_is_told_and_shown(handset: HandsetView, click: Click) -> None:
    handset.set_entries([entry(Text(text="要打给我们吗？"), DIAL)])
    tapped = heard(handset.tapped)
    click(area_named(handset, "拨打客服"))

    assert tapped == [DIAL]
    assert names(handset) == ["拨打电话，02088880000，按 Esc 关闭"]


def test_a_reply_shows_nothing(handset: HandsetView, click: Click) -> None:
    handset.set_entries(TEXT_AND_CHIPS)
    click(area_named(handset, "领取优惠券"))
    handset.show_action(reply("领取优惠券"))

    assert not handset.shows_overlay


@pytest.mark.parametrize("mode", ["real", "edit"])
def test_only_a_play_through_shows_by_itself(handset: HandsetView, click: Click, mode: str) -> None:
    handset.set_mode("real" if mode == "real" else "edit")
    handset.set_entries([entry(Text(text="要打给我们吗？"), DIAL)])
    click(area_named(handset, "拨打客服"))

    assert not handset.shows_overlay


def test_a_tap_anywhere_closes_the_sheet_and_does_nothing_else(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_entries(TEXT_AND_CHIPS)
    handset.show_action(DIAL)
    tapped = heard(handset.tapped)
    qtbot.mouseClick(handset, Qt.MouseButton.LeftButton, pos=QPoint(150, 250))

    assert (handset.shows_overlay, tapped) == (False, [])


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keyboard_opens_and_closes_the_sheet_and_comes_back(
    qtbot: QtBot, handset: HandsetView, key: Qt.Key
) -> None:
    handset.set_entries([entry(Text(text="要打给我们吗？"), DIAL)])
    handset.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(handset, Qt.Key.Key_Return)
    assert focused_name(handset) == "拨打电话，02088880000，按 Esc 关闭"

    qtbot.keyClick(handset, key)

    assert (handset.shows_overlay, focused_name(handset)) == (False, "拨打客服")


def test_two_seconds_close_the_sheet(qtbot: QtBot, handset: HandsetView) -> None:
    handset.show_action(DIAL)
    timer = handset._overlay_timer
    was_running = timer.isActive()
    timer.timeout.emit()

    assert (timer.interval(), was_running, timer.isActive()) == (OVERLAY_TIME_MS, True, False)
    assert not handset.shows_overlay


def test_the_line_of_input_makes_room_and_returns(handset: HandsetView) -> None:
    line = handset.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    handset.show_action(DIAL)
    was_hidden = line.isHidden()
    handset.dismiss_overlay()

    assert (was_hidden, line.isHidden()) == (True, False)


def test_a_second_action_takes_the_place_of_the_first(handset: HandsetView) -> None:
    handset.show_action(DIAL)
    handset.show_action(action("去哪里", ShowLocation(query="滨江店")))

    assert names(handset) == ["打开地图，滨江店，按名称查找，按 Esc 关闭"]
    handset.dismiss_overlay()
    handset.dismiss_overlay()
    assert not handset.shows_overlay


def test_a_hostile_action_is_cut_to_the_screen(handset: HandsetView) -> None:
    handset.show_action(action("x", OpenUrl(url="https://" + "a" * 50_000, application="webview")))
    sheet = handset.areas()[0].rect

    assert handset._phone.frame.screen.contains(sheet)
    assert handset.grab().width() == 378
