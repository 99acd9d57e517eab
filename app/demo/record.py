"""What a rehearsal leaves behind: the runtime's record and, apart from it, what the handsets hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Self, TypeAlias

from runtime.flow.flow import Flow
from runtime.insight import Happening

Fate: TypeAlias = Literal["5g", "sms", "none"]
"""How a message reached a handset, if it did."""

_FATES: dict[str, Fate] = {"delivered": "5g", "displayed": "5g", "fell_back": "sms"}


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One message as the runtime's record has it."""

    message_id: str
    contact: str
    node: str
    state: str
    at: datetime
    error: str = ""

    @property
    def fate(self) -> Fate:
        """How it reached the handset, by what the carrier reported."""
        return _FATES.get(self.state, "none")

    @property
    def went_out(self) -> bool:
        """Whether it left the runtime; only one that still waits or was dropped before did not."""
        return self.state not in ("queued", "sending", "expired") and self.error != "refused"


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """One message as it stands on a handset."""

    message_id: str
    at: datetime
    via: Fate
    parts: tuple[Mapping[str, Any], ...] = ()
    sms_text: str = ""
    displayed_at: datetime | None = None

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The message in the form of the simulator's control interface."""
        displayed = data["displayed_at"]
        return cls(
            data["message_id"],
            datetime.fromisoformat(data["at"]),
            data["via"],
            tuple(data["parts"]),
            data["sms_text"],
            datetime.fromisoformat(displayed) if displayed else None,
        )


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing the owner of a handset did; *uplink_id* is the id it went to the chatbot under."""

    at: datetime
    kind: str
    text: str
    uplink_id: str

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The deed in the form of the simulator's control interface."""
        return cls(datetime.fromisoformat(data["at"]), data["kind"], data["text"], data["uplink_id"])


@dataclass(frozen=True, slots=True)
class HandsetStory:
    """A handset and everything that happened on it."""

    number: str
    kind: str
    carrier: str
    behaviour: str
    received: tuple[ReceivedMessage, ...] = ()
    deeds: tuple[Deed, ...] = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The story in the form of the simulator's control interface."""
        return cls(
            data["number"],
            data["kind"],
            data["carrier"],
            data["behaviour"],
            tuple(ReceivedMessage.from_json(one) for one in data["received"]),
            tuple(Deed.from_json(one) for one in data["deeds"]),
        )

    @property
    def is_5g(self) -> bool:
        """Whether it shows 5G messages."""
        return self.kind == "5g"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """One scenario's run, complete."""

    flow: Flow
    begun_at: datetime
    ended_at: datetime
    happenings: tuple[Happening, ...]
    messages: tuple[SentMessage, ...]
    heard: frozenset[str]
    """Ids of everything the runtime heard from contacts."""
    handsets: tuple[HandsetStory, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Number → what the person is called."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Media URL on the handsets → the file behind it."""
