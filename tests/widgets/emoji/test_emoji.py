"""The emoji that are offered, found and put in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.support.keys import type_text
from widgets.emoji import EmojiPicker, pick_emoji
from widgets.emoji.emoji_set import emoji_set, found_by


def test_every_emoji_has_words_in_both_languages_and_stands_once() -> None:
    assert [each.text for each in emoji_set() if not each.words.zh or not each.words.en] == []
    assert len({each.text for each in emoji_set()}) == len(emoji_set())


def test_they_are_found_in_chinese_and_in_english() -> None:
    assert found_by("红包")[0].text == "🧧"
    assert found_by("Coupon")[0].text == "🎟️"
    assert found_by("没有这样的") == ()


def test_recent_ones_come_first() -> None:
    assert [each.text for each in found_by("", ("🧧", "🎁"))[:2]] == ["🧧", "🎁"]
    assert len(found_by("", ("🧧", "🎁"))) == len(emoji_set())


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[QLineEdit]:
    line = QLineEdit("价格")
    line.show()
    line.home(False)
    yield line
    line.close()
    line.deleteLater()


def test_arrows_choose_and_shift_enter_keeps_the_list_open(line: QLineEdit) -> None:
    picker = pick_emoji(line)
    assert picker is not None
    type_text(picker.search, "gift")
    QTest.keyClick(picker.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(picker.search, Qt.Key.Key_Return)

    assert line.text() == "🎁🎁价格"


def test_a_click_puts_in_what_is_under_the_pointer(line: QLineEdit) -> None:
    picker = EmojiPicker(line)
    picker.open_at_cursor()
    wanted = picker.grid.shown[2].text
    QTest.mouseClick(picker.grid, Qt.MouseButton.LeftButton, pos=picker.grid.cell(2).center())

    assert line.text() == f"{wanted}价格"


def test_nothing_opens_where_nothing_is_written(line: QLineEdit) -> None:
    line.setReadOnly(True)

    assert pick_emoji(line) is None
    assert pick_emoji(None) is None
