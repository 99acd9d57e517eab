"""The conversations area as a person uses it, with a runtime in memory."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.areas.area import AreaContext
from app.conversations.page import ConversationsPage
from app.main_window.notices import Notices
from app.publishing.service_link import ServiceLink
from app.settings import Settings
from runtime.wording import Wording
from tests.support.reception import FakeLink, FakeReception, busy_morning, heard, row_of
from widgets.handset import ContactText

CTRL = Qt.KeyboardModifier.ControlModifier


class Area:
    """The page with what is behind it."""

    def __init__(self, qtbot: QtBot, settings: Settings, reception: FakeReception) -> None:
        settings.own_name = "林"
        self.qtbot = qtbot
        self.reception = reception
        self.link = FakeLink(reception)
        link = cast("ServiceLink", self.link)
        context = AreaContext(link, cast("Notices", None), settings, lambda _: None, lambda _: None)
        self.page = ConversationsPage(context)
        qtbot.addWidget(self.page)
        self.page.resize(1280, 760)
        self.page.show()
        self.page.shown()

    def until_listed(self, count: int) -> None:
        """Returns when the list has so many rows."""
        self.qtbot.waitUntil(lambda: self.page.model.rowCount() == count, timeout=5_000)

    def open(self, name: str) -> None:
        """Choose a conversation and wait until it is read."""
        names = [row.title for row in self.page.model.rows]
        self.page.list.setCurrentIndex(self.page.model.index(names.index(name)))
        self.qtbot.waitUntil(lambda: bool(self.page.desk.about), timeout=5_000)

    def until(self, text: str) -> None:
        """Returns when the contact's words stand in the transcript."""
        said = self.page.pane.transcript
        self.qtbot.waitUntil(
            lambda: any(isinstance(one, ContactText) and one.text == text for one in said.entries),
            timeout=5_000,
        )


@pytest.fixture
def area(qtbot: QtBot, settings: Settings) -> Iterator[Area]:
    made = Area(qtbot, settings, busy_morning())
    made.until_listed(3)
    yield made
    made.page.close_area()
    made.link.close()


def test_who_waits_longest_stands_first_and_is_read_when_opened(area: Area) -> None:
    names = [row.name for row in area.page.model.rows]
    area.open("王女士")
    area.until("门店能用别的城市领的券吗？")
    area.qtbot.waitUntil(lambda: area.page.model.rows[-1].unread == 0, timeout=5_000)

    assert names == ["赵先生", "李先生", "王女士"]
    assert ("mark_read", area.page.desk.contact) in area.reception.asked


def test_ctrl_enter_sends_and_what_fails_stays_written(area: Area) -> None:
    area.open("王女士")
    field = area.page.pane.composer.field
    field.setPlainText("可以的")
    area.reception.wrong = ConnectionError("weg")
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
    area.qtbot.waitUntil(area.page.pane.composer.problem.isVisible, timeout=5_000)
    kept = field.toPlainText()
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
    area.qtbot.waitUntil(lambda: field.toPlainText() == "", timeout=5_000)
    sent = [deed[1] for deed in area.reception.asked if deed[0] == "answer"]

    assert kept == "可以的"
    assert len({message_id for _, message_id, *_ in sent}) == 1
    assert sent[0][2] == "林"


def test_the_list_is_narrowed_to_a_campaign_and_to_where_people_wait(area: Area) -> None:
    async def listed() -> list[dict[str, object]]:
        return [{"id": "c1", "name": "老会员"}]

    async def waiting(_flow_id: str) -> list[dict[str, object]]:
        return [{"node": "ask", "name": {"zh": "问城市", "en": "Ask"}}, {"node": "gone", "name": None}]

    def choose(words: str) -> None:
        area.page.filter_button.click()
        area.qtbot.waitUntil(lambda: bool(area.page.findChildren(QMenu)), timeout=5_000)
        (menu,) = [one for one in area.page.findChildren(QMenu) if one.parent() is area.page]
        (action,) = [one for one in menu.findChildren(QAction) if one.text() == words]
        action.trigger()
        menu.close()
        area.qtbot.waitUntil(lambda: not area.page.findChildren(QMenu), timeout=5_000)

    assert area.link.client is not None
    area.link.client.campaigns, area.link.client.waiting = SimpleNamespace(listed=listed), waiting
    scenario = next(row for row in area.page.model.rows if row.flow_id)
    choose("老会员")
    choose(scenario.scenario)
    choose("问城市")

    wanted = {"campaign_id": "c1", "flow_id": scenario.flow_id, "node": "ask"}
    assert area.page.filters.chosen() == wanted
    area.qtbot.waitUntil(lambda: wanted.items() <= area.reception.asked[-1][1].items(), timeout=5_000)


def test_a_handset_that_shows_sms_only_is_counted_in_parts(area: Area) -> None:
    first = next(row.contact for row in area.page.model.rows if row.title == "王女士")
    area.reception.abouts.setdefault(first, {})["capability"] = "sms_only"
    area.open("王女士")
    area.page.pane.composer.field.setPlainText("可" * 71)

    assert area.page.pane.composer.count.text() == "71 字符 · 走短信 · 2 条"


def test_who_takes_a_conversation_sees_it_among_those_for_people_and_writes_at_once(area: Area) -> None:
    area.page.stages.part("running").click()
    area.until_listed(4)
    area.open("陈女士")
    area.qtbot.mouseClick(area.page.pane.take, Qt.MouseButton.LeftButton)
    area.until_listed(4)
    field = area.page.pane.composer.field
    area.qtbot.waitUntil(lambda: area.page.window().focusWidget() is field, timeout=5_000)

    assert area.page.stages.value() == "people"
    area.qtbot.waitUntil(lambda: "陈女士" in [row.title for row in area.page.model.rows], timeout=5_000)


def test_a_conversation_stays_open_when_it_leaves_the_list(area: Area) -> None:
    area.open("李先生")
    area.page.take()
    area.qtbot.waitUntil(area.page.pane.done.isVisible, timeout=5_000)
    area.page.hand_back()
    area.until_listed(2)

    assert area.page.pane.name.words == "李先生"
    assert area.page.pane.take.isVisible()
    assert not area.page.list.currentIndex().isValid()


def test_the_view_survives_the_death_of_the_runtime(area: Area) -> None:
    """Selection, scroll position and draft stay; what was missed comes with the reconnection."""
    for number in range(40):
        area.reception.tell(row_of(100 + number, stage="people"))
    area.until_listed(43)
    area.open("王女士")
    area.page.pane.composer.field.setPlainText("写了一半")
    bar = area.page.list.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = (bar.value(), area.page.desk.contact)
    area.reception.end_streams()
    area.link.use(None, Wording("被结束了", "it was killed"))
    area.qtbot.waitUntil(area.page.away.isVisible, timeout=5_000)
    area.qtbot.waitUntil(lambda: area.link.wanted > 0, timeout=5_000)
    first = area.page.desk.contact
    area.reception.lines[first].append(heard(9, "还在吗"))
    area.reception.tell({**area.reception.rows[first], "preview": "还在吗"})
    area.link.use(area.reception)
    area.until("还在吗")
    rows = area.page.model
    area.qtbot.waitUntil(lambda: rows.rows[rows.row_of(first)].preview == "还在吗", timeout=5_000)

    assert (bar.value(), area.page.desk.contact) == before
    assert area.page.pane.composer.field.toPlainText() == "写了一半"
    assert not area.page.away.isVisible()
    assert rows.rowCount() == 43


def test_a_broken_stream_is_taken_up_where_it_broke(area: Area) -> None:
    area.reception.end_streams()
    area.reception.tell(row_of(500, stage="people", name="钱先生"))
    area.until_listed(4)

    assert "钱先生" in [row.name for row in area.page.model.rows]


def test_drafts_belong_to_their_conversations(area: Area) -> None:
    field = area.page.pane.composer.field
    area.open("王女士")
    field.setPlainText("给王女士")
    area.open("李先生")
    between = field.toPlainText()
    area.open("王女士")

    assert (between, field.toPlainText()) == ("", "给王女士")


def test_searching_asks_the_runtime_and_says_when_nothing_is_found(area: Area) -> None:
    area.page.search.setText("没有这个")
    area.qtbot.waitUntil(area.page.empty.isVisible, timeout=5_000)
    area.page.search.setText("券码")
    area.until_listed(1)

    assert [row.name for row in area.page.model.rows] == ["李先生"]
