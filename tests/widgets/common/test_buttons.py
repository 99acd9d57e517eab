"""Buttons of all kinds: keyboard, names, tooltips, sizes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from runtime.wording import Wording
from widgets.common import Button, ButtonKind, ListRow, RailButton, Switch, ToolButton
from widgets.common.base_button import BaseButton
from widgets.language import Language, set_language
from widgets.theme import set_text_scale

SAVE = Wording("保存", "Save")


def _makes() -> list[BaseButton]:
    return [
        Button(SAVE),
        ToolButton("save", SAVE, "Ctrl+S"),
        RailButton("save", SAVE),
        Switch(SAVE),
        ListRow(SAVE, icon_name="file", category="talk"),
    ]


@pytest.mark.parametrize("index", range(len(("Button", "ToolButton", "RailButton", "Switch", "ListRow"))))
@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_click(qtbot: QtBot, index: int, key: Qt.Key) -> None:
    button = _makes()[index]
    qtbot.addWidget(button)

    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_words_follow_the_language_and_are_the_accessible_name(qtbot: QtBot) -> None:
    for button in _makes():
        qtbot.addWidget(button)
        set_language("en")
        interface = QAccessible.queryAccessibleInterface(button)

        assert interface.text(QAccessible.Text.Name) == "Save"
        set_language("zh")
        assert interface.text(QAccessible.Text.Name) == "保存"


def test_larger_text_makes_buttons_grow(qtbot: QtBot) -> None:
    for button in _makes():
        qtbot.addWidget(button)
        before = button.sizeHint()
        set_text_scale(130)

        assert button.sizeHint().height() > before.height()
        set_text_scale(100)


def test_tab_walks_through_buttons(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = Button("A"), Button("B")
    column.addWidget(first)
    column.addWidget(second)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    first.setFocus(Qt.FocusReason.TabFocusReason)

    qtbot.keyClick(first, Qt.Key.Key_Tab)

    assert second.hasFocus()


def test_button_heights_follow_the_look(qtbot: QtBot) -> None:
    normal, small = Button(SAVE), Button(SAVE, small=True)
    qtbot.addWidget(normal)
    qtbot.addWidget(small)

    assert (normal.sizeHint().height(), small.sizeHint().height()) == (32, 28)


@pytest.mark.parametrize("kind", list(ButtonKind))
def test_every_kind_paints_in_every_state(qtbot: QtBot, kind: ButtonKind) -> None:
    button = Button(SAVE, kind, icon_name="save")
    qtbot.addWidget(button)
    on = button.grab().toImage()
    button.setEnabled(False)

    assert button.grab().toImage() != on


def test_tool_button_tooltip_shows_the_shortcut(qtbot: QtBot) -> None:
    button = ToolButton("undo", Wording("撤销", "Undo"), "Ctrl+Z")
    qtbot.addWidget(button)

    assert button.toolTip() == "撤销  Ctrl+Z"
    assert button.sizeHint().width() == 28


def test_tool_button_mirrors_its_action(qtbot: QtBot) -> None:
    button = ToolButton("eye", Wording("人数", "People"))
    qtbot.addWidget(button)
    action = QAction("people", button)
    action.setCheckable(True)
    button.bind_action(action)

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert action.isChecked()
    assert button.isChecked()
    action.setEnabled(False)
    assert not button.isEnabled()


def test_tool_button_without_words_is_square_again(qtbot: QtBot) -> None:
    button = ToolButton("compare", Wording("与线上比较", "Compare"), shows_words=True)
    qtbot.addWidget(button)
    wide = button.sizeHint().width()

    button.set_shows_words(False)

    assert wide > 80
    assert button.sizeHint().width() == 28


def test_rail_count_is_part_of_the_name(qtbot: QtBot) -> None:
    button = RailButton("conversations", Wording("会话", "Inbox"))
    qtbot.addWidget(button)
    plain = button.grab().toImage()

    button.set_count(3)

    assert button.accessibleName() == "会话 3"
    assert button.grab().toImage() != plain


def test_rail_button_writes_the_short_form_and_is_called_by_the_long_one(qtbot: QtBot) -> None:
    set_language(Language.EN)
    button = RailButton("conversations", Wording("会话", "Conversations"), short=Wording("会话", "Chats"))
    qtbot.addWidget(button)

    assert (button.written, button.accessibleName(), button.toolTip()) == ("Chats", *["Conversations"] * 2)
    assert button.written_px() <= button.sizeHint().width()
    set_language(Language.ZH)


def test_rail_button_that_cannot_be_chosen_looks_different(qtbot: QtBot) -> None:
    button = RailButton("edit", Wording("编辑", "Edit"))
    qtbot.addWidget(button)
    possible = button.grab().toImage()

    button.setEnabled(False)

    assert button.grab().toImage() != possible


def test_switch_toggles_and_tells(qtbot: QtBot) -> None:
    switch = Switch(Wording("开", "On"))
    qtbot.addWidget(switch)

    with qtbot.waitSignal(switch.toggled) as told:
        qtbot.keyClick(switch, Qt.Key.Key_Space)

    assert told.args == [True]


def test_narrow_row_offers_its_words_as_tooltip(qtbot: QtBot) -> None:
    row = ListRow(Wording("文件与音视频", "File, audio, video"), icon_name="file", category="talk")
    qtbot.addWidget(row)
    row.resize(40, 32)
    row.show()

    assert row.toolTip() == "文件与音视频"
    row.resize(200, 32)
    assert row.toolTip() == ""
