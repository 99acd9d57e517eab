"""Segments and tab strips: one stop for Tab, arrows choose."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from runtime.wording import Wording
from widgets.common import BadgeState, Choice, ChoiceField, Segment, StripTabs
from widgets.theme import set_text_scale

CHOICES = [
    Choice("content", Wording("内容", "Content")),
    Choice("exits", Wording("出口", "Exits")),
    Choice("sms", Wording("短信", "SMS")),
]


def _shown(qtbot: QtBot, widget: QWidget) -> tuple[QWidget, QLineEdit]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(widget)
    after = QLineEdit()
    column.addWidget(after)
    window.resize(400, 200)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window, after


@pytest.mark.parametrize("kind", [Segment, StripTabs])
def test_arrows_choose_and_tab_leaves(qtbot: QtBot, kind: type[Segment] | type[StripTabs]) -> None:
    widget = kind(CHOICES)
    window, after = _shown(qtbot, widget)
    parts = widget.part if isinstance(widget, Segment) else widget.tab
    parts("content").setFocus(Qt.FocusReason.TabFocusReason)

    with qtbot.waitSignal(widget.changed) as told:
        qtbot.keyClick(parts("content"), Qt.Key.Key_Right)

    assert told.args == ["exits"]
    assert widget.value() == "exits"
    assert parts("exits").hasFocus()
    qtbot.keyClick(parts("exits"), Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert window.isActiveWindow()


@pytest.mark.parametrize("kind", [Segment, StripTabs])
def test_set_value_is_silent(qtbot: QtBot, kind: type[Segment] | type[StripTabs]) -> None:
    widget = kind(CHOICES)
    qtbot.addWidget(widget)

    with qtbot.assertNotEmitted(widget.changed):
        widget.set_value("sms")

    assert widget.value() == "sms"
    with pytest.raises(KeyError):
        widget.set_value("nothing")


def test_click_chooses(qtbot: QtBot) -> None:
    segment = Segment(CHOICES)
    qtbot.addWidget(segment)

    with qtbot.waitSignal(segment.changed) as told:
        qtbot.mouseClick(segment.part("sms"), Qt.MouseButton.LeftButton)

    assert told.args == ["sms"]


def test_segment_takes_two_to_four() -> None:
    with pytest.raises(ValueError, match="2 to 4"):
        Segment([Choice(str(n), str(n)) for n in range(5)])


def test_segment_marks_a_page_with_problems(qtbot: QtBot) -> None:
    segment = Segment(CHOICES)
    qtbot.addWidget(segment)
    clean = segment.grab().toImage()

    segment.set_problem("sms", present=True)

    assert segment.part("sms").accessibleDescription() == "这里有问题"
    assert segment.grab().toImage() != clean


def test_count_of_a_tab_is_seen_and_heard(qtbot: QtBot) -> None:
    tabs = StripTabs(CHOICES)
    qtbot.addWidget(tabs)
    width = tabs.tab("content").sizeHint().width()

    tabs.set_count("content", 2, BadgeState.ERROR)

    assert tabs.tab("content").accessibleName() == "内容 2"
    assert tabs.tab("content").sizeHint().width() > width
    tabs.set_count("content", None)
    assert tabs.tab("content").sizeHint().width() == width


def test_the_current_tab_tells_a_click_too(qtbot: QtBot) -> None:
    tabs = StripTabs(CHOICES)
    qtbot.addWidget(tabs)

    with qtbot.assertNotEmitted(tabs.changed), qtbot.waitSignal(tabs.clicked):
        qtbot.mouseClick(tabs.tab("content"), Qt.MouseButton.LeftButton)


def test_heights_follow_the_text_scale(qtbot: QtBot) -> None:
    segment, tabs, field = Segment(CHOICES), StripTabs(CHOICES), ChoiceField()
    for widget in (segment, tabs, field):
        qtbot.addWidget(widget)
    assert (segment.height(), tabs.height(), field.height()) == (32, 34, 32)

    set_text_scale(115)

    assert (segment.height(), tabs.height(), field.height()) == (37, 39, 37)


def test_a_narrow_segment_gives_each_word_its_room_and_tells_what_is_cut(qtbot: QtBot) -> None:
    segment = Segment(
        [
            Choice("content", Wording("内容", "Content")),
            Choice("exits", Wording("出口与等待", "Exits")),
            Choice("sms", Wording("短信回落", "SMS fallback")),
        ]
    )
    window, _ = _shown(qtbot, segment)
    whole = segment.part("exits").fontMetrics().horizontalAdvance("出口与等待")

    segment.setFixedWidth(3 * whole)
    qtbot.waitUntil(lambda: segment.part("exits").width() > segment.part("content").width())
    roomy = segment.part("exits").toolTip()
    segment.setFixedWidth(whole)
    qtbot.waitUntil(lambda: segment.part("exits").width() < whole)

    assert roomy == ""
    assert segment.part("exits").toolTip() == "出口与等待"
    assert window.isVisible()


def test_a_cleared_segment_tells_the_first_choice_too(qtbot: QtBot) -> None:
    segment = Segment(CHOICES)
    qtbot.addWidget(segment)

    segment.clear()
    with qtbot.waitSignal(segment.changed) as told:
        segment.part("content").click()

    assert told.args == ["content"]
    assert segment.value() == "content"


def test_a_choice_that_comes_back_leaves_the_others_their_words(qtbot: QtBot) -> None:
    segment = Segment((Choice("a", "内容"), Choice("b", "出口与等待"), Choice("c", "短信回落")), "页")
    qtbot.addWidget(segment)
    segment.resize(180, 32)
    segment.show()
    segment.part("c").hide()
    segment.resize(286, 32)

    segment.part("c").show()

    qtbot.waitUntil(lambda: all(not segment.part(key).toolTip() for key in "abc"))
