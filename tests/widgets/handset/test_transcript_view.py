"""A conversation without a phone: stays where it is read, whatever comes before or after."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from runtime.messages.elements.text import Text
from widgets.handset import ChatbotEntry, ContactText, Entry, Mark, TranscriptView


def _entries(first: int, last: int) -> list[Entry]:
    return [ContactText(f"第 {number} 句", "10:20", key=str(number)) for number in range(first, last)]


@pytest.fixture
def view(qtbot: QtBot) -> TranscriptView:
    made = TranscriptView()
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.show_entries(_entries(50, 100), is_other=True)
    return made


def test_new_words_follow_at_the_end_and_only_there(view: TranscriptView) -> None:
    bar = view.verticalScrollBar()
    view.show_entries(_entries(50, 101))
    at_end = bar.value() == bar.maximum()
    bar.setValue(bar.maximum() // 2)
    was = bar.value()
    view.show_entries(_entries(50, 102))

    assert at_end
    assert bar.value() == was


def test_older_words_come_in_above_what_is_read(view: TranscriptView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(300)
    below = bar.maximum() - bar.value()
    view.show_entries(_entries(0, 100))

    assert bar.maximum() - bar.value() == below


def test_near_the_top_older_words_are_asked_for(view: TranscriptView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.older_asked):
        view.verticalScrollBar().setValue(0)


def test_a_failure_is_asked_about_by_a_click(view: TranscriptView, qtbot: QtBot) -> None:
    failed = ChatbotEntry(Text(text="您好").blocks(("content",)), "10:20", Mark.FAILED, key="m1")
    view.show_entries([failed], is_other=True)
    spots = (
        QPointF(x, y)
        for y in range(view.viewport().height() - 1, 0, -4)
        for x in range(0, view.viewport().width(), 8)
    )
    spot = next(point for point in spots if view._area_at(point) is not None)
    with qtbot.waitSignal(view.reason_asked) as asked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot.toPoint())

    assert asked.args == ["m1"]
