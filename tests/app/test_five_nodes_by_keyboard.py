"""The main job with the keyboard alone: not one event of a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.main_window.window import Window
from editor.outline import Outline
from runtime.flow.file_format import read_document
from runtime.flow.node import Node
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.send_message import SendMessage
from runtime.messages.message import Message
from tests.support.keys import type_text
from tests.support.person import Person
from widgets.common import StripTabs
from widgets.form.text_area import TextArea

CTRL = Qt.KeyboardModifier.ControlModifier
STEPS_MAX = 60
WORDS = ("您好，想听听您的意见。", "您最喜欢哪个颜色？", "记下了，谢谢！")


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def name_of_focused() -> str:
    interface = QAccessible.queryAccessibleInterface(focused())
    return interface.text(QAccessible.Text.Name)


def press_until(person: Person, key: Qt.Key, held: Qt.KeyboardModifier, is_there: Callable[[], bool]) -> None:
    """Press a key until the focus is where it should be; the person hears where it is at each step."""
    for _ in range(STEPS_MAX):
        if is_there():
            return
        person.press(key, held)
    raise AssertionError(
        f"never came there; the focus is on {type(focused()).__name__} {name_of_focused()!r}"
    )


def tab_to(person: Person, is_there: Callable[[], bool]) -> None:
    press_until(person, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, is_there)


def go_to_outline(person: Person) -> None:
    panel = person.area.problems
    press_until(person, Qt.Key.Key_F6, CTRL, lambda: panel.isAncestorOf(focused()))
    tabs = panel.findChild(StripTabs)
    assert tabs is not None
    if tabs.value() != "outline":
        press_until(
            person,
            Qt.Key.Key_Right,
            Qt.KeyboardModifier.NoModifier,
            lambda: name_of_focused().startswith("大纲"),
        )
        person.press(Qt.Key.Key_Space)
    tab_to(person, lambda: isinstance(focused(), Outline))


def add_behind(person: Person, words: str) -> None:
    person.press(Qt.Key.Key_Insert)
    type_text(focused(), words)
    person.press(Qt.Key.Key_Return)
    assert isinstance(focused(), Outline)


def write(person: Person, label: str, words: str) -> None:
    """From a row of the outline into the form, to the field of that name, and back."""
    person.press(Qt.Key.Key_Return)
    tab_to(person, lambda: isinstance(focused(), TextArea) and name_of_focused() == label)
    person.press(Qt.Key.Key_A, CTRL)
    type_text(focused(), words)
    go_to_outline(person)


@pytest.mark.slow
def test_five_nodes_are_built_written_played_and_saved_without_a_mouse(
    window: Window, person: Person
) -> None:
    person.press(Qt.Key.Key_N, CTRL)
    store = person.area.document.store
    if not store.nodes:
        person.press(Qt.Key.Key_Slash)
        type_text(focused(), "开始")
        person.press(Qt.Key.Key_Return)
    go_to_outline(person)
    for words in ("文本", "提问", "文本", "结束"):
        add_behind(person, words)
    assert [node.type for node in store.nodes.values()] == [
        "start",
        "send_message",
        "ask",
        "send_message",
        "end",
    ]

    person.press(Qt.Key.Key_Home)
    outline = focused()
    assert isinstance(outline, Outline)
    for words in WORDS:
        press_until(person, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, lambda: is_unwritten(outline))
        write(person, "文本", words)

    person.press(Qt.Key.Key_F5)
    handset = person.area.handset_pane.phones.handset
    person.wait_until(lambda: "您好" in said(handset))
    press_until(person, Qt.Key.Key_F6, CTRL, lambda: person.area.handset_pane.isAncestorOf(focused()))
    tab_to(person, lambda: focused() is handset)
    tab_to(person, lambda: "知道了" in said(handset).splitlines()[0])
    person.press(Qt.Key.Key_Return)
    person.wait_until(lambda: "您最喜欢哪个颜色？" in said(handset))
    tab_to(person, lambda: isinstance(focused(), QLineEdit))
    type_text(focused(), "蓝色")
    person.press(Qt.Key.Key_Return)
    person.wait_until(lambda: "记下了，谢谢！" in said(handset))

    person.press(Qt.Key.Key_S, CTRL)
    person.wait_until(lambda: not person.area.document.is_dirty)

    path = person.area.document.path
    assert path is not None
    saved = read_document(path).flow
    texts = [message_of(node).content.plain_text() for node in saved.nodes.values() if has_message(node)]
    assert sorted(texts) == sorted(WORDS)
    assert len(list(saved.connections())) == 4


def said(handset: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(handset).text(QAccessible.Text.Description)


def has_message(node: Node) -> bool:
    return isinstance(node, SendMessage | Ask)


def message_of(node: Node) -> Message:
    assert isinstance(node, SendMessage | Ask)
    return node.message if isinstance(node, SendMessage) else node.question


def is_unwritten(outline: Outline) -> bool:
    """Whether the current row is a message that the person has not written yet."""
    index = outline.currentIndex()
    node = outline.outline.node(outline.outline.node_at(index))
    if outline.outline.exit_at(index) is not None or node is None or not has_message(node):
        return False
    return message_of(node).content.plain_text() not in WORDS
