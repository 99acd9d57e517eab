"""The header's menu, the page about the chatbot, lists inside lists, and recordings that run."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from tests.widgets.handset.conftest import Click
from tests.widgets.handset.looking import area_named, focused_name, heard, names, wheel
from tests.widgets.handset.samples import FILES, PROFILE, TEXT_AND_CHIPS
from tests.widgets.handset.scenes import BEHIND, DEEP_PROFILE, ELEMENTS, FULL_PROFILE
from widgets.handset.handset_view import HandsetView
from widgets.handset.hit_area import AreaKind, HitArea


def header_menu(handset: HandsetView) -> HitArea:
    return area_named(handset, "会话菜单", AreaKind.HEADER_MENU)


def test_the_headers_menu_reports_spam(handset: HandsetView, click: Click) -> None:
    reported = heard(handset.spam_reported)

    click(header_menu(handset))
    click(area_named(handset, "举报垃圾消息"))

    assert len(reported) == 1
    assert "举报垃圾消息" not in names(handset)


def test_nothing_is_reported_while_a_message_is_edited(handset: HandsetView, click: Click) -> None:
    handset.set_mode("edit")

    click(header_menu(handset))

    assert "查看资料" in names(handset)
    assert "举报垃圾消息" not in names(handset)


def test_the_header_opens_the_page_about_the_chatbot_and_the_arrow_leads_back(
    handset: HandsetView, click: Click
) -> None:
    handset.set_profile(FULL_PROFILE)
    handset.set_entries(TEXT_AND_CHIPS)

    click(area_named(handset, PROFILE.name, AreaKind.PROFILE))

    assert handset.shows_page is True
    assert "网站 https://shop.example" in names(handset)
    assert "领取优惠券" not in names(handset)

    click(area_named(handset, "返回会话"))

    assert "领取优惠券" in names(handset)


def test_the_page_is_walked_and_left_by_keys(handset: HandsetView, qtbot: QtBot) -> None:
    handset.set_profile(FULL_PROFILE)
    opened = heard(handset.link_opened)
    handset.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(handset, Qt.Key.Key_Return)
    assert focused_name(handset) == "返回会话"
    qtbot.keyClick(handset, Qt.Key.Key_Tab)
    qtbot.keyClick(handset, Qt.Key.Key_Return)
    assert opened == ["tel:+8657100000000"]
    qtbot.keyClick(handset, Qt.Key.Key_Escape)

    assert not handset.shows_page


def test_the_page_of_an_unverified_chatbot_names_nobody_who_answers_for_it(handset: HandsetView) -> None:
    handset.set_profile(replace(PROFILE, verified=False, provider=""))
    handset.tap(area_named(handset, PROFILE.name, AreaKind.PROFILE))

    page = handset.phone.page
    assert page is not None
    assert page.rows == ()
    assert page.state.layout.text().startswith("未认证")


def test_the_line_of_input_hides_under_the_page(handset: HandsetView, qtbot: QtBot) -> None:
    line = handset.findChild(type(handset._input))
    assert line is not None

    handset.tap(area_named(handset, PROFILE.name, AreaKind.PROFILE))
    assert not line.isVisible()

    qtbot.keyClick(handset, Qt.Key.Key_Escape)
    assert line.isVisible()


def test_a_list_inside_a_list_opens_and_leads_back(handset: HandsetView, click: Click) -> None:
    handset.set_profile(DEEP_PROFILE)
    tapped = heard(handset.menu_tapped)

    click(area_named(handset, "门店", AreaKind.MENU))
    click(area_named(handset, "浙江", AreaKind.MENU_OPEN))
    assert names(handset)[:3] == ["浙江", "杭州", "宁波"]
    click(area_named(handset, "浙江", AreaKind.MENU_BACK))
    assert names(handset)[:2] == ["营业时间", "浙江"]
    click(area_named(handset, "浙江", AreaKind.MENU_OPEN))
    click(area_named(handset, "宁波", AreaKind.MENU_ITEM))

    assert [getattr(entry, "text", "") for entry in tapped] == ["宁波"]
    assert "宁波" not in names(handset)


def test_keys_walk_into_the_third_level(handset: HandsetView, qtbot: QtBot) -> None:
    handset.set_profile(DEEP_PROFILE)
    handset.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(10):
        if focused_name(handset) == "门店":
            break
        qtbot.keyClick(handset, Qt.Key.Key_Tab)

    qtbot.keyClick(handset, Qt.Key.Key_Return)
    qtbot.keyClick(handset, Qt.Key.Key_Down)
    qtbot.keyClick(handset, Qt.Key.Key_Return)
    assert focused_name(handset) == "浙江"
    qtbot.keyClick(handset, Qt.Key.Key_Down)

    assert focused_name(handset) == "杭州"


def test_a_recording_runs_and_stops_at_a_tap(handset: HandsetView, click: Click) -> None:
    handset.set_entries(FILES)
    area = area_named(handset, "欢迎词.mp3", AreaKind.PLAY)
    opened = heard(handset.link_opened)

    seen = []
    for _ in range(2):
        click(area)
        seen.append(handset.phone.state.running)

    assert seen == [(2, 0, -1), None]
    assert len(opened) == 2


def test_only_one_thing_runs_at_a_time(handset: HandsetView, click: Click) -> None:
    handset.set_entries((*ELEMENTS["card_video"], FILES[2]))

    click(area_named(handset, "图片", AreaKind.PLAY))
    click(area_named(handset, "欢迎词.mp3", AreaKind.PLAY))

    assert handset.phone.state.running == (1, 0, -1)


def test_text_size_keeps_the_newest_in_sight_and_every_area_tappable(
    handset: HandsetView, qtbot: QtBot
) -> None:
    handset.set_entries([*TEXT_AND_CHIPS, BEHIND] * 3)
    handset.scroll_to_end()

    handset.set_text_size(130)

    assert handset.phone.is_at_end
    tapped = heard(handset.tapped)
    last = [area for area in handset.areas() if area.name == "不再接收"][-1]
    qtbot.mouseClick(handset, Qt.MouseButton.LeftButton, pos=handset.widget_rect(last).center())
    assert [getattr(one, "text", "") for one in tapped] == ["不再接收"]


def test_beside_the_menu_a_click_closes_it(handset: HandsetView, click: Click, qtbot: QtBot) -> None:
    click(header_menu(handset))

    qtbot.mouseClick(handset, Qt.MouseButton.LeftButton, pos=QPoint(60, 400))

    assert "查看资料" not in names(handset)


def test_a_page_longer_than_the_phone_scrolls_by_wheel_and_keys(handset: HandsetView, qtbot: QtBot) -> None:
    handset.set_profile(replace(FULL_PROFILE, description="春夏秋冬的衣服和包，到店试穿有礼。" * 24))
    handset.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(handset, Qt.Key.Key_Return)
    page = handset.phone.page
    assert page is not None
    assert page.scroll_max > 0
    terms = "服务条款 https://shop.example/terms"
    hidden = area_named(handset, terms)
    assert handset.area_at(QPointF(handset.widget_rect(hidden).center())) is None

    for _ in range(12):
        if focused_name(handset) == terms:
            break
        qtbot.keyClick(handset, Qt.Key.Key_Tab)
    shown = area_named(handset, terms)
    seen = handset.area_at(QPointF(handset.widget_rect(shown).center()))
    qtbot.keyClick(handset, Qt.Key.Key_Home)

    assert seen is not None
    assert seen.name == terms
    assert handset.phone.page_scroll == 0
    wheel(handset, -2)
    assert handset.phone.page_scroll == 96
    qtbot.keyClick(handset, Qt.Key.Key_Escape)
    assert handset.phone.page_scroll == 0
