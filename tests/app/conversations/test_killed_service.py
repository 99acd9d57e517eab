"""The area over a real runtime process that is killed."""

from __future__ import annotations

import os
import signal

import orjson
import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from app.conversations.page import ConversationsPage
from app.main_window.window import Window
from app.network.state import NetworkState
from app.places import runtime_folder
from runtime.store import Store, contacts, heard
from runtime.store.heard import Heard
from tests.support.person import WAIT_MS
from tests.support.reception import NOON

pytestmark = pytest.mark.slow
PEOPLE = 30


def _fill() -> None:
    """So many people wrote something before the program starts."""
    with Store(runtime_folder()) as store:
        numbers = [f"+86138{number:08d}" for number in range(PEOPLE)]

        def batch(connection: Connection) -> None:
            ids = contacts.meet(connection, store.numbers, numbers, NOON)
            for number, (_, contact) in enumerate(ids.items()):
                content = orjson.dumps({"type": "text", "text": f"第 {number} 个"})
                heard.keep(connection, Heard("e", f"m{number}", contact, "", "", content, NOON))

        store.write_now(batch)


def test_a_killed_runtime_comes_back_and_nothing_on_screen_is_lost(window: Window, qtbot: QtBot) -> None:
    _fill()
    window.settings.own_name = "林"
    window.show_area("conversations")
    page = window.business.page("conversations")
    assert isinstance(page, ConversationsPage)
    page.stages.set_value("over")
    page.stages.changed.emit("over")
    qtbot.waitUntil(lambda: page.model.rowCount() == PEOPLE, timeout=WAIT_MS)
    page.list.setCurrentIndex(page.model.index(20))
    qtbot.waitUntil(lambda: bool(page.pane.transcript.entries), timeout=WAIT_MS)
    page.pane.composer.field.setPlainText("写了一半")
    contact, scroll = page.desk.contact, page.list.verticalScrollBar().value()
    network = window.run.network
    assert network is not None
    pid = int(network.service.news["pid"])

    os.kill(pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not page.feed.is_online, timeout=WAIT_MS)
    QTest.qWait(50)
    shown_while_away = (page.model.rowCount(), bool(page.pane.transcript.entries), page.away.isVisible())
    qtbot.waitUntil(lambda: page.feed.is_online, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: network.service.state is NetworkState.RUNNING, timeout=WAIT_MS)
    page.desk.take()
    qtbot.waitUntil(lambda: page.desk.row is not None and page.desk.row.taken_by == "林", timeout=WAIT_MS)

    assert int(network.service.news["pid"]) != pid
    assert shown_while_away == (PEOPLE, True, True)
    assert (page.desk.contact, page.list.verticalScrollBar().value()) == (contact, scroll)
    assert page.pane.composer.field.toPlainText() == "写了一半"
