from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from runtime.messages.elements.text import Text
from runtime.messages.suggestions.map import RequestLocation
from runtime.messages.suggestions.suggestion import Suggestion
from tests.widgets.handset.samples import (
    CAROUSEL,
    FILES,
    PROFILE,
    TEXT_AND_CHIPS,
    VERTICAL_CARD,
    action,
    entry,
    reply,
)
from widgets.handset.entries import ChatbotEntry, ContactText, Entry, Mark
from widgets.handset.handset_view import HandsetView
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.phone import same_area
from widgets.handset.pictures import PictureShelf
from widgets.handset.profile import MenuEntry
from widgets.language import Language, set_language

pytestmark = pytest.mark.usefixtures("pinned_font")

Click = Callable[[HitArea], None]


@pytest.fixture
def click(qtbot: QtBot, handset: HandsetView) -> Click:
    def at(area: HitArea) -> None:
        qtbot.mouseClick(handset, Qt.MouseButton.LeftButton, pos=handset.widget_rect(area).center())

    return at


def area_named(view: HandsetView, name: str, kind: AreaKind | None = None) -> HitArea:
    return next(area for area in view.areas() if area.name == name and kind in (None, area.kind))


def names(view: HandsetView) -> list[str]:
    return [area.name for area in view.areas()]


def heard(signal: object) -> list[object]:
    said: list[object] = []
    signal.connect(lambda *values: said.append(values[0] if len(values) == 1 else values))  # type: ignore[attr-defined]
    return said


def focused_name(view: HandsetView) -> str:
    return view.accessibleDescription().splitlines()[0]


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


def test_typed_text_is_sent_once_and_the_line_is_empty_again(qtbot: QtBot, handset: HandsetView) -> None:
    line = handset.findChild(QLineEdit)
    assert line is not None
    typed = heard(handset.typed)
    qtbot.keyClicks(line, "  spring ")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert typed == ["spring"]
    assert line.text() == ""


def test_an_input_method_writes_into_the_line(qtbot: QtBot, handset: HandsetView) -> None:
    line = handset.findChild(QLineEdit)
    assert line is not None
    typed = heard(handset.typed)
    composed = QInputMethodEvent("chun", [])
    QApplication.sendEvent(line, composed)
    committed = QInputMethodEvent()
    committed.setCommitString("春季")
    QApplication.sendEvent(line, committed)
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert typed == ["春季"]


def test_the_line_lies_over_the_painted_pill(handset: HandsetView) -> None:
    line = handset.findChild(QLineEdit)
    assert line is not None

    assert line.isVisible()
    assert (48 < line.x() < 70, line.width() > 240) == (True, True)


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


def test_tab_goes_through_what_can_be_tapped_then_leaves(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_entries(TEXT_AND_CHIPS)
    handset.setFocus(Qt.FocusReason.TabFocusReason)
    visited = [focused_name(handset)]
    for _ in range(3):
        qtbot.keyClick(handset, Qt.Key.Key_Tab)
        visited.append(focused_name(handset))
    qtbot.keyClick(handset, Qt.Key.Key_Backtab)

    assert visited == ["领取优惠券", "查看附近门店", "拨打客服", "不再接收"]
    assert focused_name(handset) == "拨打客服"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_enter_and_space_tap_what_has_the_focus(qtbot: QtBot, handset: HandsetView, key: Qt.Key) -> None:
    handset.set_entries(TEXT_AND_CHIPS)
    tapped = heard(handset.tapped)
    handset.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(handset, key)

    assert tapped == [reply("领取优惠券")]


def test_escape_closes_an_open_list(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_menu_open(1)
    qtbot.keyClick(handset, Qt.Key.Key_Escape)

    assert "优惠券" not in names(handset)


def test_the_keyboard_walks_an_open_list_and_comes_back(qtbot: QtBot, handset: HandsetView) -> None:
    told = heard(handset.menu_tapped)
    handset.setFocus(Qt.FocusReason.TabFocusReason)
    while focused_name(handset) != "春季活动":
        qtbot.keyClick(handset, Qt.Key.Key_Tab)
    qtbot.keyClick(handset, Qt.Key.Key_Return)
    assert focused_name(handset) == "新品上架"

    qtbot.keyClick(handset, Qt.Key.Key_Down)
    qtbot.keyClick(handset, Qt.Key.Key_Return)

    assert [item.text for item in told if isinstance(item, MenuEntry)] == ["限时满减"]
    assert focused_name(handset) == "春季活动"


def long_walk() -> list[Entry]:
    return [ContactText(f"第 {number} 句", mark=Mark.DISPLAYED) for number in range(40)]


def wheel(
    view: HandsetView, steps: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    at = QPointF(150, 250)
    event = QWheelEvent(
        at, QPointF(view.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, steps * 120),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QGuiApplication.sendEvent(view, event)


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


def test_the_selected_field_is_brought_into_sight(handset: HandsetView) -> None:
    handset.set_mode("edit")
    handset.set_entries([*VERTICAL_CARD, *CAROUSEL])
    path = ("content", "cards", 2, "title")
    handset.set_selected_path(path)
    shown = handset.widget_rect(next(area for area in handset.areas() if area.path == path))

    assert 8 < shown.left() < shown.right() < 378
    assert 88 < shown.top() < shown.bottom() < 590


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


def test_the_conversation_can_be_heard(handset: HandsetView) -> None:
    handset.set_entries(TEXT_AND_CHIPS)
    lines = handset.accessibleDescription().splitlines()

    assert lines[:2] == ["今天 10:20", "我：春季"]
    assert "可点 领取优惠券" in lines[-1]


def test_the_phone_speaks_the_language_of_the_program(handset: HandsetView) -> None:
    handset.set_entries([ContactText("hi", mark=Mark.FAILED)])
    set_language(Language.EN)
    try:
        assert "Failed (tap to see why)" in names(handset)
    finally:
        set_language(Language.ZH)


def test_only_the_changed_entry_is_measured_again(handset: HandsetView) -> None:
    walk = [*CAROUSEL, *VERTICAL_CARD, *TEXT_AND_CHIPS]
    handset.set_entries(walk)
    same = [*walk[:-1], entry(Text(text="换了一句"))]
    handset.set_entries(same)

    assert handset._phone.conversation.measured_count == 1


def test_blocks_that_stay_keep_their_boxes(handset: HandsetView) -> None:
    handset.set_entries([entry(Text(text="你好"), reply("好"))])
    before = handset._phone.conversation.placed[0].layout.pieces
    handset.set_entries([entry(Text(text="你好呀"), reply("好"))])
    after = handset._phone.conversation.placed[0].layout.pieces

    assert before[0].box is not after[0].box
    assert before[1].box is after[1].box


@pytest.mark.parametrize(("width", "height"), [(286, 730), (372, 870), (680, 500), (210, 300), (1200, 900)])
def test_the_phone_fits_every_pane(handset: HandsetView, width: int, height: int) -> None:
    handset.set_entries(CAROUSEL)
    handset.resize(width, height)
    shell = handset._to_widget(handset._phone.frame.shell)

    assert handset.rect().adjusted(-1, -1, 1, 1).contains(shell)
    assert handset.grab().width() == width


def test_hovering_while_editing_points_at_the_innermost_field(qtbot: QtBot, handset: HandsetView) -> None:
    handset.set_mode("edit")
    handset.set_entries(VERTICAL_CARD)
    title = next(area for area in handset.areas() if area.path[-1:] == ("title",))
    qtbot.mouseMove(handset, handset.widget_rect(title).center())
    hovered = handset._phone.state.hovered

    assert hovered is not None
    assert same_area(title, hovered)
    assert handset.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_a_picture_that_comes_later_is_painted(qtbot: QtBot, handset: HandsetView) -> None:
    shelf = PictureShelf()
    wanted = heard(shelf.wanted)
    handset.set_pictures(shelf)
    handset.set_entries(VERTICAL_CARD)
    missing = handset.grab().toImage()
    picture = missing.copy(0, 0, 64, 36)
    picture.fill(Qt.GlobalColor.red)
    shelf.put_image("media:春天", picture)

    assert wanted == ["media:春天"]
    assert handset.grab().toImage().pixelColor(150, 200).red() == 255
    assert missing.pixelColor(150, 200).green() > 100


def test_a_chatbot_without_menu_or_badge_has_none(handset: HandsetView) -> None:
    handset.set_profile(replace(PROFILE, menu=(), verified=False))

    assert [area.kind for area in handset.areas()] == [AreaKind.PROFILE, AreaKind.ATTACH]


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


def test_a_closed_phone_is_forgotten(qtbot: QtBot, qapp: QApplication) -> None:
    view = HandsetView()
    view.set_entries(CAROUSEL)
    ghost = weakref.ref(view)
    view.deleteLater()
    del view
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()

    assert ghost() is None
