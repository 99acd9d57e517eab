from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from runtime.messages.limits import Limit
from runtime.messages.targets import HeldLimit
from runtime.wording import same
from tests.support.keys import type_text
from widgets.form import FormContext, VariableOffer
from widgets.form.text_area import TextArea

Edited = tuple[TextArea, list[str]]


@pytest.fixture
def make(qtbot: QtBot, context: FormContext) -> Callable[..., Edited]:
    windows: list[QWidget] = []

    def made(text: str = "", *, many_lines: bool = False) -> Edited:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        area = TextArea(context, has_insertions=True, many_lines=many_lines)
        QVBoxLayout(window).addWidget(area)
        window.resize(300, 300)
        area.set_value(text)
        told: list[str] = []
        area.edited.connect(told.append)
        window.show()
        window.activateWindow()
        area.setFocus()
        area.moveCursor(QTextCursor.MoveOperation.End)
        return area, told

    return made


def test_setting_a_value_shows_it_and_tells_nothing(make: Callable[..., Edited]) -> None:
    area, told = make("嗨 {{姓名}}！")

    assert area.value() == "嗨 {{姓名}}！"
    assert area.toPlainText().count("\ufffc") == 1
    assert told == []


def test_typing_tells_the_whole_text_after_each_key(make: Callable[..., Edited]) -> None:
    area, told = make("{{姓名}}")

    type_text(area, "ab")

    assert told == ["{{姓名}}a", "{{姓名}}ab"]


def test_an_insertion_typed_to_its_end_becomes_one_pill(make: Callable[..., Edited]) -> None:
    area, told = make()

    type_text(area, "{{x}}")

    assert told[-1] == "{{x}}"
    assert area.document().characterCount() == 2  # the pill and the end of the block


def test_the_cursor_passes_a_pill_in_one_step(make: Callable[..., Edited]) -> None:
    area, _ = make("a{{姓名}}b")

    QTest.keyClick(area, Qt.Key.Key_Left)
    QTest.keyClick(area, Qt.Key.Key_Left)

    assert area.textCursor().position() == 1


def test_backspace_selects_a_pill_and_then_deletes_it(make: Callable[..., Edited]) -> None:
    area, told = make("a{{姓名}}")

    QTest.keyClick(area, Qt.Key.Key_Backspace)
    assert area.value() == "a{{姓名}}"
    assert area.textCursor().hasSelection()
    QTest.keyClick(area, Qt.Key.Key_Backspace)

    assert told == ["a"]


def test_two_braces_offer_the_variables_and_enter_takes_one(make: Callable[..., Edited]) -> None:
    area, told = make()

    type_text(area, "嗨{{")
    completion = area._completion
    assert completion is not None
    assert completion.offers() == ["姓名", "金额", "会员"]
    QTest.keyClick(area, Qt.Key.Key_Down)
    QTest.keyClick(area, Qt.Key.Key_Return)

    assert told[-1] == "嗨{{金额}}"
    assert not completion.is_open()


def test_what_is_typed_behind_the_braces_narrows_the_offers(make: Callable[..., Edited]) -> None:
    area, told = make()

    type_text(area, "{{金")
    completion = area._completion
    assert completion is not None
    assert completion.offers() == ["金额"]
    QTest.keyClick(area, Qt.Key.Key_Tab)

    assert told[-1] == "{{金额}}"


def test_escape_closes_the_offers_and_leaves_the_text(make: Callable[..., Edited]) -> None:
    area, told = make()

    type_text(area, "{{")
    QTest.keyClick(area, Qt.Key.Key_Escape)

    assert area._completion is not None
    assert not area._completion.is_open()
    assert told[-1] == "{{"


def test_a_composition_is_told_only_when_it_is_over(make: Callable[..., Edited]) -> None:
    area, told = make("你")

    QApplication.sendEvent(area, QInputMethodEvent("hao", []))
    assert told == []
    commit = QInputMethodEvent("", [])
    commit.setCommitString("好")
    QApplication.sendEvent(area, commit)

    assert told == ["你好"]


def test_paste_takes_plain_text_with_its_insertions(make: Callable[..., Edited]) -> None:
    area, told = make()
    data = QMimeData()
    data.setHtml("<b>粗</b>")
    data.setText("粗\n{{姓名}}")

    area.insertFromMimeData(data)

    assert told[-1] == "粗 {{姓名}}"


def test_paste_keeps_line_ends_where_there_are_many_lines(make: Callable[..., Edited]) -> None:
    area, told = make(many_lines=True)
    data = QMimeData()
    data.setText("一\r\n二")

    area.insertFromMimeData(data)

    assert told[-1] == "一\n二"


@pytest.mark.parametrize(
    ("many_lines", "pasted"), [(False, "款式 价格 跑鞋 198"), (True, "款式 价格\n跑鞋 198")]
)
def test_cells_of_a_table_are_pasted_with_spaces_between(
    make: Callable[..., Edited], *, many_lines: bool, pasted: str
) -> None:
    area, told = make(many_lines=many_lines)
    data = QMimeData()
    data.setHtml("<table></table>")
    data.setText("款式\t价格\r\n跑鞋\xa0198\r\n")

    area.insertFromMimeData(data)

    assert told[-1] == pasted


def test_copy_gives_insertions_as_text(make: Callable[..., Edited]) -> None:
    area, _ = make("嗨{{姓名}}！")

    area.selectAll()

    assert area.createMimeDataFromSelection().text() == "嗨{{姓名}}！"


def test_a_value_from_elsewhere_leaves_the_cursor_where_it_was(make: Callable[..., Edited]) -> None:
    area, told = make("一二三{{姓名}}")
    cursor = area.textCursor()
    cursor.setPosition(1)
    area.setTextCursor(cursor)

    area.set_value("一二三四{{金额}}")

    assert area.textCursor().position() == 1
    assert area.value() == "一二三四{{金额}}"
    assert told == []


def test_a_no_break_space_and_an_emoji_survive(make: Callable[..., Edited]) -> None:
    area, told = make("a\u00a0😀{{姓名}}😀")

    type_text(area, "b")

    assert told == ["a\u00a0😀{{姓名}}😀b"]


def test_what_is_over_the_limit_is_tinted_and_typing_goes_on(make: Callable[..., Edited]) -> None:
    area, told = make("一二三")
    area.set_limits([HeldLimit(Limit(maximum=9, unit="bytes", source="test", checked="2026-01-01"), ())])
    assert area.extraSelections() == []

    type_text(area, "x")

    assert told == ["一二三x"]
    (mark,) = area.extraSelections()
    assert mark.cursor.selectedText() == "x"


def test_one_line_does_not_take_enter_but_tells_it(make: Callable[..., Edited], qtbot: QtBot) -> None:
    area, told = make("a")

    with qtbot.waitSignal(area.submitted):
        QTest.keyClick(area, Qt.Key.Key_Return)

    assert told == []


def test_undo_is_left_to_the_document_around(make: Callable[..., Edited]) -> None:
    area, told = make("a")
    type_text(area, "b")

    QTest.keyClick(area, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert area.value() == "ab"
    assert told == ["ab"]


def test_a_long_text_grows_and_then_scrolls(make: Callable[..., Edited]) -> None:
    area, _ = make(many_lines=True)
    small = area.height()

    area.set_value("\n".join("行" * 10))
    grown = area.height()
    area.set_value("\n".join("行" * 100))

    assert small < grown
    assert area.height() < 100 * 20
    assert area.verticalScrollBar().maximum() > 0


def test_a_variable_that_goes_away_is_drawn_as_unknown(
    make: Callable[..., Edited], context: FormContext
) -> None:
    area, _ = make("{{姓名}}")
    before = area.grab().toImage()

    context.set_variables([VariableOffer("别的", same("文本"))])

    assert area.grab().toImage() != before


def test_a_very_long_text_can_still_be_typed_into(make: Callable[..., Edited]) -> None:
    area, told = make("字" * 50_000, many_lines=True)
    area.set_limits([HeldLimit(Limit(maximum=1000, unit="bytes", source="test", checked="2026-01-01"), ())])

    type_text(area, "尾")

    assert told == ["字" * 50_000 + "尾"]
