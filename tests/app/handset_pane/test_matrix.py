"""The same message on several handsets: the sheet, its findings, its picture, and the problems it makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.handset_pane.matrix_column import ClientColumn, sms_words
from app.handset_pane.matrix_sheet import MatrixSheet
from app.main_window.window import Window
from editor.library.people import Person as Previewed
from runtime.flow.ids import NodeId
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.blocks import TextBlock
from runtime.messages.card import Card
from runtime.messages.client_profile import client_profiles
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.fallback import Fallback
from runtime.messages.message import Message
from runtime.wording import Wording
from tests.support.messages import reply
from tests.support.person import Person
from widgets.common import Button
from widgets.handset import ChatbotEntry, SmsEntry
from widgets.handset.metrics import PHONE_WIDTH

CAROUSEL = NodeId("carousel")
LONG = (
    "五款春装今日上架。到店试穿再送定制帆布袋一个，送完为止。"
    "会员另享九折，生日当月再送一张六十元优惠券，可与满减同享。"
)

FOLDED = Card(title="风衣", description=LONG, suggestions=(reply("领取"),))
"""Longer than 50 characters: one client hides its suggestion."""


@pytest.fixture
def sheet(window: Window) -> MatrixSheet:
    window.files.open_sample("spring-sale")
    assert window.files.document is not None
    window.files.document.selection.set([CAROUSEL])
    window.menus["handset_matrix"].trigger()
    assert window.handset.sheet is not None
    return window.handset.sheet


def say(window: Window, message: Message) -> None:
    document = window.files.document
    assert document is not None
    node = document.store.nodes[CAROUSEL]
    assert isinstance(node, SendMessage)
    with document.store.edit(Wording("修改消息", "Edit message")) as draft:
        draft.put_node(node.with_changes(message=message))


def client(sheet: MatrixSheet, name: str) -> ClientColumn:
    return next(one for one in sheet.columns if isinstance(one, ClientColumn) and one.client.name == name)


def test_every_client_and_an_sms_phone_stand_side_by_side(sheet: MatrixSheet) -> None:
    assert sheet.is_open
    assert [column.title for column in sheet.columns] == [
        *(profile.title for profile in client_profiles()[:-1]),
        sheet.sms.title,
        client_profiles()[-1].title,
    ]
    assert sheet.header.remark.words == "新品轮播"


def test_an_edit_shows_on_every_phone_at_once(sheet: MatrixSheet, window: Window) -> None:
    say(window, Message(content=RichCard(card=FOLDED), chips=(reply("好"),)))

    assert client(sheet, "client_a").words == (Wording("全部看得到", "Everything shows"),)
    assert [loss.kind for loss in client(sheet, "client_c").losses] == ["suggestions_hidden"]
    assert [loss.kind for loss in client(sheet, "old").losses] == [
        "as_text",
        "as_text",
        "suggestions_dropped",
    ]


def test_a_finding_leads_to_its_field(sheet: MatrixSheet, window: Window, person: Person) -> None:
    say(window, Message(content=RichCard(card=FOLDED)))
    (finding,) = client(sheet, "client_c").findChildren(Button)

    QTest.mouseClick(finding, Qt.MouseButton.LeftButton)

    assert person.area.inspector.node_id == CAROUSEL
    focused = window.focusWidget()
    assert focused is not None
    assert person.area.inspector.isAncestorOf(focused)


def test_text_size_and_theme_hold_for_all_phones(sheet: MatrixSheet) -> None:
    sheet.set_look("dark", 130)

    columns = [column for column in sheet.columns if isinstance(column, ClientColumn)]
    assert {column.phone.phone.state.text_size for column in columns} == {130}
    assert {column.phone.phone.state.picture_theme for column in columns} == {"dark"}
    assert sheet.sms.phone.phone.phone.state.text_size == 130


def test_the_sms_says_alphabet_parts_and_what_each_number_stands_for() -> None:
    message = Message(content=Text(text="您好"), chips=(reply("领取"), reply("不要")))
    text = message.fallback_text("示例")

    words = [line.zh for line in sms_words(text, message)]

    assert words == ["UCS-2，17 单位，分 1 条，每条 70", "1 → 领取", "2 → 不要"]
    assert sms_words("a" * 161, message)[0].zh == "GSM-7，161 单位，分 2 条，每条 153"
    assert sms_words("春" * 71, message)[0].zh == "UCS-2，71 单位，分 2 条，每条 67"
    assert sms_words(None, message)[0].zh == "这条消息没有短信回落"


def test_escape_closes_the_sheet_and_the_same_key_opens_it_again(
    sheet: MatrixSheet, window: Window, person: Person
) -> None:
    person.press(Qt.Key.Key_Escape)
    assert [sheet.is_open] == [False]

    window.menus["handset_matrix"].trigger()
    assert sheet.is_open


def test_tab_reaches_the_phones_and_their_findings(
    sheet: MatrixSheet, window: Window, person: Person
) -> None:
    say(window, Message(content=RichCard(card=FOLDED)))
    sheet.sizes.setFocus()
    reached = set()
    for _ in range(80):
        person.press(Qt.Key.Key_Tab)
        reached.add(type(window.focusWidget()).__name__)

    assert {"ClientPhone", "Button"} <= reached


def test_the_comparison_is_saved_as_a_picture(sheet: MatrixSheet, window: Window, tmp_path: Path) -> None:
    path = tmp_path / "对照.png"

    window.handset.write_picture(str(path))

    image = QImage(str(path))
    assert image.width() > len(sheet.columns) * PHONE_WIDTH * 2
    assert image.height() > 1500


def test_a_folder_that_cannot_be_written_is_told(sheet: MatrixSheet, window: Window, tmp_path: Path) -> None:
    assert sheet.is_open
    window.handset.write_picture(str(tmp_path / "fehlt" / "a.png"))

    bar = window.notices.bar("matrix")
    assert bar is not None
    assert "没有存成图片「a.png」" in bar.notice.sentence.zh


def test_nothing_to_compare_is_said(sheet: MatrixSheet, window: Window) -> None:
    assert window.files.document is not None
    window.files.document.selection.set([NodeId("start")])

    assert [sheet.empty.isVisible(), sheet.export_button.isEnabled()] == [True, False]


def test_what_clients_hide_becomes_a_problem_with_their_names(window: Window, qtbot: QtBot) -> None:
    window.files.open_sample("spring-sale")
    area, checks = window.area, window.handset.checks
    assert area is not None
    assert checks is not None
    title = "把春天穿在身上，五款春装今日到店上架，欢迎预约试穿"
    say(window, Message(content=RichCard(card=Card(title=title, suggestions=(reply("好"),)))))

    area.checking.run()
    checks.run()

    found = [issue for issue in area.checking.further if issue.node == CAROUSEL]
    assert [(issue.severity, issue.path) for issue in found] == [
        ("warning", ("message", "content", "card", "title"))
    ]
    assert found[0].sentence.zh.startswith("客户端 C（近似）：标题被截断")
    assert not any(issue.code == "client_view" for issue in area.checking.issues)


def test_only_messages_that_changed_are_measured_again(window: Window) -> None:
    window.files.open_sample("spring-sale")
    area, checks = window.area, window.handset.checks
    assert area is not None
    assert checks is not None
    area.checking.run()
    checks.run()
    before = checks.measured_count

    say(window, Message(content=Text(text="您好")))
    area.checking.run()
    checks.run()

    assert checks.measured_count == before + 1


def test_measuring_waits_for_a_pause_and_then_goes_on_by_itself(window: Window, person: Person) -> None:
    window.files.open_sample("spring-sale")
    area, checks = window.area, window.handset.checks
    assert area is not None
    assert checks is not None

    area.checking.run()
    assert checks.is_busy

    person.wait_until(lambda: not checks.is_busy)
    assert checks.measured_count > 0


def test_text_size_and_look_of_the_handset_are_kept_for_the_next_start(window: Window) -> None:
    window.files.open_sample("spring-sale")
    assert window.area is not None

    window.menus["handset_text_115"].trigger()
    window.menus["handset_theme_dark"].trigger()

    phone = window.area.handset_pane.phones.handset.phone
    assert (phone.state.text_size, phone.state.picture_theme) == (115, "dark")
    assert (window.settings.handset_text_size, window.settings.handset_theme) == (115, "dark")
    assert window.menus["handset_text_115"].isChecked()
    assert not window.menus["handset_text_100"].isChecked()
    window.menus["handset_theme_app"].trigger()
    assert phone.palette.ground.lightnessF() > 0.5


def test_a_spam_report_is_told_in_the_play_and_the_conversation_goes_on(
    window: Window, person: Person
) -> None:
    window.files.open_sample("spring-sale")
    window.menus["play"].trigger()
    assert window.play is not None
    assert window.play.play is not None
    before = window.play.play.session

    person.area.handset_pane.phones.handset.spam_reported.emit()

    assert window.play.play.session is before
    assert "已举报" in getattr(person.area.handset_pane.phones.handset.entries[-1], "text", "")


def test_a_click_on_a_phone_of_the_comparison_leads_to_the_field(sheet: MatrixSheet, person: Person) -> None:
    phone = client(sheet, "client_d").phone
    title = next(area for area in phone.areas() if area.path[-1:] == ("title",))
    chosen: list[object] = []
    sheet.field_chosen.connect(chosen.append)

    QTest.mouseClick(phone, Qt.MouseButton.LeftButton, pos=QPoint(phone.widget_rect(title).center()))

    assert chosen == [title.path]
    assert person.area.inspector.node_id == CAROUSEL


def test_the_comparison_shows_the_values_of_the_person_that_is_previewed(
    window: Window, sheet: MatrixSheet
) -> None:
    area = window.area
    assert area is not None
    say(window, Message(content=Text(text="{{name}}您好"), fallback=Fallback(mode="automatic")))
    area.preview_values.set_people((Previewed({"name": "欧阳娜娜女士"}),))

    sheet.values_choice.menu().actions()[-3].trigger()

    shown = [
        block.text
        for column in sheet.columns
        if isinstance(column, ClientColumn)
        for entry in column.phone.entries
        if isinstance(entry, ChatbotEntry)
        for block in entry.blocks
        if isinstance(block, TextBlock)
    ]
    assert shown == ["欧阳娜娜女士您好"] * 5
    assert any(
        "欧阳娜娜女士您好" in entry.text
        for entry in sheet.sms.phone.phone.entries
        if isinstance(entry, SmsEntry)
    )


def test_a_client_without_cards_gets_the_text_written_for_it(window: Window, sheet: MatrixSheet) -> None:
    say(window, Message(content=RichCard(card=FOLDED), fallback=Fallback(rcs_text="春装上新，回复 1 领取")))

    old = client(sheet, "old")

    assert [area.path for area in old.phone.areas() if area.path] == [("message", "fallback", "rcs_text")]
    assert old.losses == ()
