"""Typing into the line of input, and reaching everything without a pointer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.widgets.handset.looking import focused_name, heard, names
from tests.widgets.handset.samples import (
    TEXT_AND_CHIPS,
    reply,
)
from widgets.handset.handset_view import HandsetView
from widgets.handset.profile import MenuEntry

pytestmark = pytest.mark.usefixtures("pinned_font")


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
