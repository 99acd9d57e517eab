"""A simulated handset: what it is, what it received and what its owner did."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from runtime.simulator.behaviour import Behaviour
from runtime.simulator.offers import Offer, numbered_replies, offers_of, text_of


class HandsetKind(StrEnum):
    """What a handset can show."""

    FIVE_G = "5g"
    SMS_ONLY = "sms_only"


@dataclass(slots=True)
class Received:
    """One message as it stands on the handset."""

    message_id: str
    chatbot: str
    conversation_id: str
    contribution_id: str
    at: datetime
    parts: list[dict[str, Any]]
    """The message's parts exactly as they came; empty for an SMS."""
    sms_text: str = ""
    """The SMS exactly as it came; empty for a 5G message."""
    displayed_at: datetime | None = None

    @property
    def is_sms(self) -> bool:
        """Whether it came as SMS."""
        return not self.parts

    @property
    def text(self) -> str:
        """The words its owner reads."""
        return self.sms_text if self.is_sms else text_of(self.parts)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be tapped, or answered by number."""
        return numbered_replies(self.sms_text) if self.is_sms else offers_of(self.parts)

    def to_json(self) -> dict[str, Any]:
        """The message for the control interface and the reports."""
        return {
            "message_id": self.message_id,
            "chatbot": self.chatbot,
            "conversation_id": self.conversation_id,
            "contribution_id": self.contribution_id,
            "at": self.at.isoformat(),
            "via": "sms" if self.is_sms else "5g",
            "parts": self.parts,
            "sms_text": self.sms_text,
            "displayed_at": self.displayed_at.isoformat() if self.displayed_at else None,
        }


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing the owner did."""

    at: datetime
    kind: str
    """typed, tapped, action, location, file or shared_data."""
    text: str
    postback: str
    uplink_id: str
    """Message id under which it went to the chatbot."""
    answers: str
    """Message id of the message it belongs to, or empty."""

    def to_json(self) -> dict[str, Any]:
        """The deed for the control interface and the reports."""
        return {
            "at": self.at.isoformat(),
            "kind": self.kind,
            "text": self.text,
            "postback": self.postback,
            "uplink_id": self.uplink_id,
            "answers": self.answers,
        }


@dataclass(slots=True)
class Handset:
    """One handset; together these lists are the truth that every report is held against."""

    number: str
    kind: HandsetKind
    carrier: str
    behaviour: Behaviour
    is_online: bool = True
    is_blocking: bool = False
    """Whether its owner blocks every chatbot."""
    received: list[Received] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)

    def find(self, message_id: str) -> Received | None:
        """The received message of that id, or None."""
        return next((one for one in reversed(self.received) if one.message_id == message_id), None)

    def summary(self) -> dict[str, Any]:
        """What it is, in short."""
        return {
            "number": self.number,
            "kind": self.kind,
            "carrier": self.carrier,
            "behaviour": self.behaviour.kind,
            "is_online": self.is_online,
            "is_blocking": self.is_blocking,
            "received": len(self.received),
            "deeds": len(self.deeds),
        }

    def to_json(self) -> dict[str, Any]:
        """Everything about it."""
        return self.summary() | {
            "received": [one.to_json() for one in self.received],
            "deeds": [deed.to_json() for deed in self.deeds],
        }
