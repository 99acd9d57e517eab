"""A scenario open in the window, its carousel on the phone, and hands for the phone itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.composing.direct_editing import DirectEditing
from app.main_window.window import Window
from editor.inspector.edits import put_node_value
from runtime.flow.ids import NodeId
from runtime.messages.message import Message
from runtime.records import FieldPath, value_at
from tests.app.conftest import person, settings, window
from tests.support.person import Person
from widgets.handset import HandsetView

__all__ = ["person", "settings", "window"]

CAROUSEL = NodeId("carousel")
CARD: FieldPath = ("message", "content", "cards", 0)


class Composer:
    """Does with the phone what people do with it while they write."""

    def __init__(self, window: Window, person: Person) -> None:
        self.window, self.person = window, person

    @property
    def editing(self) -> DirectEditing:
        """What edits on the phone."""
        assert self.window.composing.editing is not None
        return self.window.composing.editing

    @property
    def handset(self) -> HandsetView:
        """The phone."""
        return self.person.area.handset_pane.phones.handset

    @property
    def message(self) -> Message:
        """The message of the carousel."""
        message = value_at(self.person.area.document.store.node(CAROUSEL), ("message",))
        assert isinstance(message, Message)
        return message

    def value(self, path: FieldPath) -> object:
        """What stands at a path of the node."""
        return value_at(self.person.area.document.store.node(CAROUSEL), path)

    def place(self, path: FieldPath) -> QPoint:
        """Where something of the message is drawn."""
        found = next(area for area in self.handset.phone.conversation_areas() if area.path == path)
        self.handset.phone.reveal(found)
        found = next(area for area in self.handset.phone.conversation_areas() if area.path == path)
        return self.handset.widget_rect(found).center()

    def say(self, message: Message) -> None:
        """Put another message in the place of the carousel."""
        put_node_value(self.person.area.document.store, CAROUSEL, ("message",), message)

    def click(self, path: FieldPath) -> None:
        """Click on something of the message."""
        QTest.mouseClick(self.handset, Qt.MouseButton.LeftButton, pos=self.place(path))

    def hover(self, path: FieldPath) -> None:
        """Point at something of the message."""
        place = self.place(path)
        QTest.mouseMove(self.handset, place + QPoint(2, 1))  # where it is already there would be no move
        QTest.mouseMove(self.handset, place)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the editor on the phone, or on the phone."""
        QTest.keyClick(self.editing.editor.area if self.editing.part else self.handset, key, held)


@pytest.fixture
def composer(window: Window, person: Person) -> Composer:
    window.files.open_sample("spring-sale")
    person.area.document.selection.set([CAROUSEL])
    return Composer(window, person)
