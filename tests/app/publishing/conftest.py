"""The window with the spring sale open and a runtime that only remembers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window.window import Window
from app.publishing.sheet_desk import SheetDesk
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.wording import same
from tests.app.conftest import settings, window
from tests.support.person import WAIT_MS, Person
from tests.support.published import FakeRuntime

__all__ = ["settings", "window"]


class Publisher:
    """What the tests do: open the sheet over what a fake runtime has, look and press."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window = window
        self.person = Person(window, qtbot)
        self._qtbot = qtbot
        window.files.open_sample("spring-sale")
        self.until(lambda: window.area is not None)
        self.area = self.person.area
        self.flow = self.area.document.flow

    def until(self, holds: Callable[[], bool]) -> None:
        """Look until something holds."""
        self._qtbot.waitUntil(holds, timeout=WAIT_MS)

    def use(self, fake: FakeRuntime) -> FakeRuntime:
        """Let the window talk to it and read what is online."""
        self.window.publishing.link.use(fake)
        self.until(lambda: self.window.publishing.online is not None)
        return fake

    def open(self) -> SheetDesk:
        """Open the sheet and wait until it knows what to say."""
        self.window.menus["publish"].trigger()
        desk = self.window.publishing.desk
        assert desk is not None
        self.until(lambda: desk.prepared is not None)
        return desk

    def node(self, title: str) -> NodeId:
        """The node with a title."""
        return next(node.id for node in self.flow.nodes.values() if node.title == title)

    def earlier(self) -> Flow:
        """The scenario with another text in one node."""
        node = self.flow.nodes[self.node("提醒一次")]
        data = node.model_dump(mode="json")
        data["no_reply_after_s"] = 3600
        nodes = {**self.flow.nodes, node.id: type(node).model_validate(data)}
        return self.flow.with_changes(nodes=nodes)

    def press_publish(self, desk: SheetDesk) -> None:
        """Tick what has to be ticked and press the button."""
        desk.sheet.checks._tick_all()
        self.until(desk.sheet.publish.isEnabled)
        self.person.click(desk.sheet.publish)


def rename(publisher: Publisher, title: str, other: str) -> None:
    """Give a node another title."""
    store = publisher.area.document.store
    node = store.nodes[publisher.node(title)]
    with store.edit(same("rename")) as draft:
        draft.put_node(node.with_changes(title=other))


@pytest.fixture
def publisher(window: Window, qtbot: QtBot) -> Publisher:
    QApplication.processEvents()
    return Publisher(window, qtbot)
