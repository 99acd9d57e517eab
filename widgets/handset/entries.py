"""What stands in a conversation on the phone, top to bottom: frozen values, made and kept by the owner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from runtime.messages.blocks import Block
from runtime.records import FieldPath
from runtime.wording import Wording


class Mark(Enum):
    """How far a message came, in the words of a handset."""

    SENDING = Wording("发送中", "Sending")
    SENT = Wording("已发送", "Sent")
    DELIVERED = Wording("已送达", "Delivered")
    DISPLAYED = Wording("已读", "Read")
    REVOKED = Wording("已撤回，手机上没有", "Revoked, not on the handset")
    FAILED = Wording("失败（点此看原因）", "Failed (tap to see why)")

    @property
    def ticks(self) -> int:
        """Number of ticks drawn beside the word."""
        return {Mark.SENT: 1, Mark.DELIVERED: 2, Mark.DISPLAYED: 2}.get(self, 0)


@dataclass(frozen=True, slots=True)
class ChatbotEntry:
    """A message of the chatbot as its blocks; `answered` takes its chips away."""

    blocks: tuple[Block, ...]
    time: str = ""
    mark: Mark | None = None
    via: str = ""
    """Who sent it where that matters: the scenario, or a person by name."""
    answered: bool = False
    key: str = ""
    """The owner's own name for it; comes back with `reason_asked`."""
    base: FieldPath = ()
    """Where the message stands in the owner's record; goes before the paths of its blocks."""


@dataclass(frozen=True, slots=True)
class ContactText:
    """Something the person typed, or a reply they tapped: both look alike on a phone."""

    text: str
    time: str = ""
    mark: Mark | None = None
    is_tap: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class ContactLocation:
    """The place the person sent, gcj02 degrees."""

    latitude: float
    longitude: float
    label: str = ""
    time: str = ""
    mark: Mark | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class ContactFile:
    """A file the person sent."""

    name: str
    content_type: str
    size_bytes: int
    time: str = ""
    mark: Mark | None = None
    key: str = ""
    source: str = ""
    """Where a picture is shown from; without one its name shows."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line between messages: the day, or where the picture comes from."""

    text: str
    is_source: bool = False
    """Drawn as a strip: 来自模拟网络 · 电信."""


@dataclass(frozen=True, slots=True)
class Typing:
    """The chatbot is about to say something."""


@dataclass(frozen=True, slots=True)
class SmsEntry:
    """An SMS from the business, exactly as it goes out."""

    text: str
    time: str = ""


ContactEntry: TypeAlias = ContactText | ContactLocation | ContactFile
Entry: TypeAlias = ChatbotEntry | ContactEntry | Note | Typing | SmsEntry
