from __future__ import annotations

import json
import logging
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.crash import CrashReporter
from app.main_window.window import Window
from app.settings import Settings
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.wording import Wording
from tests.support.flows import replies
from tests.support.logs import ExpectLog
from tests.support.person import Person
from widgets.handset import ChatbotEntry
from widgets.theme import ThemeName, current_theme

CAROUSEL = NodeId("carousel")


@pytest.fixture
def sample(window: Window) -> Window:
    window.files.open_sample("spring-sale")
    return window


def test_language_and_colours_change_while_document_selection_and_history_stay(
    sample: Window, person: Person
) -> None:
    document = sample.files.document
    assert document is not None
    document.selection.set([CAROUSEL])
    with document.store.edit(Wording("移动节点", "Move node")) as draft:
        draft.move(CAROUSEL, 10, 10)

    sample.menus["language_en"].trigger()
    sample.menus["theme_dark"].trigger()

    assert sample.menus["undo"].text() == "Undo Move node"
    assert sample.menus["save"].text() == "Save"
    assert current_theme().name is ThemeName.DARK
    assert document.selection.nodes == (CAROUSEL,)
    assert sample.files.document is document
    assert person.area.inspector.node_id == CAROUSEL


def test_choices_are_kept_for_the_next_start(sample: Window) -> None:
    sample.menus["language_en"].trigger()
    sample.menus["theme_high_contrast"].trigger()

    assert str(Settings().language) == "en"
    assert Settings().theme == "high_contrast"


def test_a_small_window_puts_the_twin_into_a_tab_and_shows_palette_icons(
    sample: Window, person: Person
) -> None:
    sample.resize(1280, 800)

    assert person.area.handset_pane.phones.tabs.isVisible()
    assert person.area.palette_panel.is_compact
    assert person.area.problems.is_collapsed
    assert person.area.canvas.width() >= 480


def test_a_very_small_window_shares_one_column(sample: Window, person: Person) -> None:
    sample.resize(1000, 700)
    assert person.area.inspector.isVisible()
    assert not person.area.handset_pane.isVisible()

    sample.menus["play"].trigger()

    assert person.area.handset_pane.isVisible()


def test_focus_hides_all_but_canvas_and_handset_and_brings_all_back(sample: Window, person: Person) -> None:
    person.press(Qt.Key.Key_Backslash, Qt.KeyboardModifier.ControlModifier)
    hidden = (person.area.palette_panel, person.area.inspector, person.area.problems)
    assert [pane.isVisible() for pane in hidden] == [False, False, False]
    assert person.area.handset_pane.isVisible()

    person.press(Qt.Key.Key_Backslash, Qt.KeyboardModifier.ControlModifier)

    assert [pane.isVisible() for pane in hidden] == [True, True, True]


def test_a_hidden_pane_is_hidden_at_the_next_start_until_the_layout_is_restored(sample: Window) -> None:
    sample.menus["show_inspector"].trigger()
    assert "inspector" in sample.views.wishes().hidden

    sample.menus["restore_layout"].trigger()

    assert sample.views.wishes().hidden == frozenset()


def test_the_phone_shows_what_is_typed_in_the_same_moment(sample: Window, person: Person) -> None:
    person.write(NodeId("explain"), ("message", "content", "text"), "只说一句")

    entry = person.area.handset_pane.phones.handset.entries[0]
    assert isinstance(entry, ChatbotEntry)
    assert "只说一句" in str(entry.blocks)


def test_a_click_on_the_phone_goes_to_the_field(sample: Window, person: Person) -> None:
    person.area.document.selection.set([CAROUSEL])
    handset = person.area.handset_pane.phones.handset

    handset.field_clicked.emit(("message", "content", "cards", 1))

    field = QApplication.focusWidget()
    assert field is not None
    assert person.area.inspector.isAncestorOf(field)


def test_variables_show_their_sample_values_on_the_phone(sample: Window, person: Person) -> None:
    person.area.document.selection.set([NodeId("hero")])

    assert "王女士" in str(person.area.handset_pane.phones.handset.entries)


def test_a_problem_appears_after_an_edit_and_a_click_goes_there(
    sample: Window, person: Person, qtbot: QtBot
) -> None:
    document = person.area.document
    with document.store.edit(Wording("断开", "Disconnect")) as draft:
        draft.connect(NodeId("start"), ExitName("next"), None)

    qtbot.waitUntil(lambda: len(person.area.problems.issues) > 0, timeout=20_000)
    first = person.area.problems.issues[0]
    person.press(Qt.Key.Key_F8)

    assert document.selection.current_node() == first.node


def test_playing_follows_the_conversation_on_the_canvas(sample: Window, person: Person) -> None:
    person.press(Qt.Key.Key_F5)

    assert sample.play is not None
    assert sample.play.play is not None
    assert person.area.banner.isVisible()
    assert "走过" in person.area.banner.accessibleName()
    sample.play.say("不懂")
    assert sample.play.play.active_node == NodeId("explain")
    person.press(Qt.Key.Key_F5)
    assert not person.area.banner.isVisible()
    assert person.area.handset_pane.mode == "edit"


def test_a_draft_that_cannot_run_says_why_in_the_pane(window: Window, person: Person) -> None:
    window.files.new()
    person.area.canvas.setFocus()
    person.area.document.selection.set(person.area.document.store.nodes)
    window.menus["delete"].trigger()

    assert window.play is not None
    window.play.start()

    assert "开始" in person.area.handset_pane.remark.text()
    assert not window.play.is_playing


def test_a_change_during_play_offers_to_start_over(sample: Window, person: Person) -> None:
    person.press(Qt.Key.Key_F5)
    with person.area.document.store.edit(Wording("改名", "Rename")) as draft:
        draft.put_node(draft.node(CAROUSEL).with_changes(title="新轮播"))

    assert "改过了" in person.area.handset_pane.remark.text()
    person.click(person.area.handset_pane.remark_action)

    assert sample.play is not None
    assert sample.play.play is not None
    assert sample.play.play.plan.flow.nodes[CAROUSEL].title == "新轮播"


def test_a_carriers_message_pastes_as_a_node(sample: Window, person: Person) -> None:
    message = Message(content=Text(text="您好"), chips=replies("好"))
    parts = [{"contentType": part.content_type, "contentText": part.content} for part in message.to_wire()]
    QGuiApplication.clipboard().setText(json.dumps({"messageList": parts}, ensure_ascii=False))

    person.area.canvas.setFocus()
    person.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    made = person.area.document.selection.current_node()
    assert made is not None
    assert isinstance(person.area.document.store.node(made), SendMessage)
    assert sample.menus["undo"].text() == "撤销 粘贴消息"


def test_a_clipboard_without_words_is_answered_with_what_can_be_pasted(
    sample: Window, person: Person
) -> None:
    QGuiApplication.clipboard().setText("  ")

    sample.menus["paste"].trigger()

    assert "可以粘贴" in person.area.toast.words


def test_copies_go_through_the_clipboard(sample: Window, person: Person) -> None:
    document = person.area.document
    document.selection.set([CAROUSEL])
    count = len(document.store.nodes)

    sample.menus["copy"].trigger()
    sample.menus["paste"].trigger()

    assert len(document.store.nodes) == count + 1
    assert sample.menus["undo"].text() == "撤销 粘贴"


def test_the_search_goes_to_a_node(sample: Window, person: Person) -> None:
    person.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = sample.finding.palette.list
    QTest.keyClicks(palette.field, "A/B")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)

    assert person.area.document.selection.current_node() == NodeId("ab")
    assert not palette.isVisible()


def test_a_bug_is_reported_once_a_place_and_kept_from_taking_the_work_along(
    sample: Window, expect_log: ExpectLog
) -> None:
    expect_log("app.crash", "uncaught_exception", level=logging.ERROR)
    reporter = CrashReporter(sample)

    for _ in range(3):
        try:
            raise ZeroDivisionError("a bug")
        except ZeroDivisionError:
            reporter(*sys.exc_info())

    bar = sample.notices.bar("crash")
    assert bar is not None
    assert "ZeroDivisionError" in bar.notice.detail


def test_the_file_menu_opens_the_samples(window: Window, qtbot: QtBot) -> None:
    window.menus["sample_spring_sale"].trigger()
    qtbot.waitUntil(lambda: window.area is not None)

    assert window.windowTitle().startswith("春季促销")
