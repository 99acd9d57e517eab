"""A place on the phone that answers to the pointer and the keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QPointF, QRectF

from runtime.records import FieldPath


class AreaKind(Enum):
    """What a tap on an area means."""

    SUGGESTION = "suggestion"
    LINK = "link"
    PLAY = "play"
    """Let a recording or a video run, or stop it."""
    REASON = "reason"
    MENU = "menu"
    MENU_ITEM = "menu_item"
    MENU_OPEN = "menu_open"
    """An entry of an open list that has a list of its own."""
    MENU_BACK = "menu_back"
    MENU_TOGGLE = "menu_toggle"
    HEADER_MENU = "header_menu"
    REPORT = "report"
    """Call the chatbot's messages spam."""
    PAGE_BACK = "page_back"
    """Leave the chatbot's page."""
    ATTACH = "attach"
    OWN_PLACE = "own_place"
    """Send where the person is."""
    SEND = "send"
    """Send what is typed."""
    PROFILE = "profile"
    OVERLAY = "overlay"
    """Close the sheet that says what an action would do."""
    FIELD = "field"
    """Nothing on a phone; while editing, the field behind what is drawn."""


@dataclass(frozen=True, slots=True)
class HitArea:
    """A rectangle, what it stands for, and what it says to screen readers."""

    rect: QRectF
    kind: AreaKind
    name: str
    path: FieldPath = ()
    value: object = None
    """The Suggestion, the MenuEntry, the address of a link, the key of an entry: by kind."""
    radius: float = 6.0
    entry: int = -1
    """Index of the conversation entry it belongs to, -1 in the chrome."""
    block: int = -1
    """Index of the block inside the entry."""
    card: int = -1
    """Index of the card in its carousel."""

    def moved(self, by: QPointF) -> HitArea:
        """The same area elsewhere."""
        return replace(self, rect=self.rect.translated(by))

    @property
    def is_tappable(self) -> bool:
        """Whether a finger on a real phone could tap it."""
        return self.kind is not AreaKind.FIELD
