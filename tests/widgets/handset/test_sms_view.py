from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.widgets.handset.samples import SENDER, SMS
from widgets.handset.entries import SmsEntry
from widgets.handset.sms_view import Agreement, SmsView


@pytest.fixture
def twin(qtbot: QtBot) -> SmsView:
    view = SmsView()
    qtbot.addWidget(view)
    view.set_sender(SENDER)
    view.set_entries(SMS)
    view.resize(378, 500)
    view.show()
    return view


def test_the_caption_counts_the_newest_sms(twin: SmsView) -> None:
    assert twin.caption.words == "短信回落 · 1 条 · 67/70 字"

    twin.append(SmsEntry("春" * 71))

    assert twin.caption.words == "短信回落 · 2 条 · 71/134 字"


def test_the_caption_says_that_the_numbers_match(twin: SmsView) -> None:
    twin.set_agreement(Agreement(holds=True))
    assert twin.caption.words.endswith("数字与按钮一致")

    twin.set_agreement(Agreement(holds=False, number=2))
    assert twin.caption.words.endswith("数字 2 与按钮去处不同")

    twin.set_agreement(None)
    assert twin.caption.words.endswith("字")


def test_a_digit_is_sent_by_enter_and_by_the_icon(qtbot: QtBot, twin: SmsView) -> None:
    sent: list[str] = []
    twin.typed.connect(sent.append)
    line = twin.findChild(QLineEdit)
    assert line is not None
    qtbot.keyClicks(line, "1")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClicks(line, "2")
    icon = twin.phone.widget_rect(twin.phone.areas()[-1]).center()
    qtbot.mouseClick(twin.phone, Qt.MouseButton.LeftButton, pos=icon)

    assert sent == ["1", "2"]


def test_the_exact_text_can_be_heard(twin: SmsView) -> None:
    assert twin.phone.accessibleDescription().endswith("回复1查附近门店，2找人工客服。拒收请回复R")


def test_while_editing_there_is_nothing_to_send(twin: SmsView) -> None:
    twin.set_mode("edit")

    assert twin.phone.areas() == []
