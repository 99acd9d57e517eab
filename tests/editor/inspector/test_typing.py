"""Typing is undone word by word, and composing is never disturbed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from runtime.flow.ids import NodeId
from runtime.records import replaced_at, value_at
from tests.editor.inspector.conftest import Desk
from tests.support.keys import type_text
from widgets.form.cards_field import CardsField
from widgets.form.text_area import TextArea

HELLO, CARDS = NodeId("hello"), NodeId("cards")
TEXT = ("message", "content", "text")


def words(desk: Desk) -> TextArea:
    desk.selection.set([HELLO])
    assert desk.inspector.focus_path(TEXT)
    area = QApplication.focusWidget()
    assert isinstance(area, TextArea)
    area.moveCursor(area.textCursor().MoveOperation.End)
    return area


def said(desk: Desk) -> object:
    return value_at(desk.store.node(HELLO), TEXT)


def test_words_of_letters_are_steps_of_their_own(desk: Desk) -> None:
    area = words(desk)

    type_text(area, " spring sale")

    desk.history.undo()
    assert said(desk) == "您好 spring "
    assert area.textCursor().position() == len("您好 spring ")
    desk.history.undo()
    assert said(desk) == "您好 "


def test_the_caret_stands_behind_what_was_done_again(desk: Desk) -> None:
    area = words(desk)
    type_text(area, "啊")

    desk.history.undo()
    desk.history.redo()

    assert said(desk) == "您好啊"
    assert area.textCursor().position() == 3


def test_a_composition_is_one_change_and_survives_what_happens_around_it(desk: Desk) -> None:
    area = words(desk)
    QApplication.sendEvent(area, QInputMethodEvent("chun", []))
    desk.inspector.show_issues(())
    with desk.store.edit(desk.store.node(CARDS).label) as draft:
        draft.put_node(desk.store.node(CARDS).with_changes(title="别处"))

    assert said(desk) == "您好"
    commit = QInputMethodEvent()
    commit.setCommitString("春天")
    QApplication.sendEvent(area, commit)

    assert said(desk) == "您好春天"
    assert area.value() == "您好春天"
    desk.history.undo()
    assert said(desk) == "您好"


def test_an_empty_carousel_says_what_it_is_and_begins_with_two_cards(desk: Desk) -> None:
    with desk.store.edit(desk.store.node(CARDS).label) as draft:
        node = desk.store.node(CARDS)
        draft.put_node(replaced_at(node, ("message", "content"), {"type": "carousel"}))
    desk.selection.set([CARDS])
    field = desk.inspector.pages.form.findChildren(CardsField)[0]
    assert field.strip.isHidden()
    assert field.card_fields.isHidden()

    QTest.mouseClick(field.begin, Qt.MouseButton.LeftButton)

    assert len(field.cards) == 2
    assert field.empty.isHidden()
    assert not field.strip.isHidden()
