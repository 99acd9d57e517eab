"""How far a message came: one machine for all carriers that ends the same whatever order news arrive in.

What was heard is a set of facts; hearing one twice changes nothing, and the state follows from the set alone:
it is its strongest fact. Proof that a handset has the message is stronger than any report of a failure.
"""

from __future__ import annotations

from enum import IntFlag
from typing import Literal, TypeAlias

from runtime.carriers.port import DeliveryStatus

DeliveryWord: TypeAlias = Literal["sent", "delivered", "displayed", "failed", "fell_back"]


class Fact(IntFlag):
    """One thing heard of a message, from the weakest to the strongest."""

    UNKNOWN = 1
    """The request went out and no usable answer came."""
    ACCEPTED = 2
    SENT = 4
    EXPIRED = 8
    """Its time was over before it was sent."""
    REVOKED = 16
    FAILED = 32
    FELL_BACK = 64
    DELIVERED = 128
    DISPLAYED = 256


_STATES = {
    Fact.UNKNOWN: "unknown",
    Fact.ACCEPTED: "accepted",
    Fact.SENT: "sent",
    Fact.EXPIRED: "expired",
    Fact.REVOKED: "revoked",
    Fact.FAILED: "failed",
    Fact.FELL_BACK: "fell_back",
    Fact.DELIVERED: "delivered",
    Fact.DISPLAYED: "displayed",
}

_REPORTED: dict[DeliveryStatus, Fact | None] = {
    DeliveryStatus.SENT: Fact.SENT,
    DeliveryStatus.DELIVERED: Fact.DELIVERED,
    DeliveryStatus.DISPLAYED: Fact.DISPLAYED,
    DeliveryStatus.FAILED: Fact.FAILED,
    DeliveryStatus.FELL_BACK: Fact.FELL_BACK,
    DeliveryStatus.REVOKED: Fact.REVOKED,
    DeliveryStatus.REVOKE_FAILED: None,
}

_FOR_FLOWS: dict[str, DeliveryWord] = {
    "sent": "sent",
    "delivered": "delivered",
    "displayed": "displayed",
    "fell_back": "fell_back",
    "failed": "failed",
    "expired": "failed",
    "revoked": "failed",
}


def fact_of(status: DeliveryStatus) -> Fact | None:
    """The fact a report tells; None for one that says nothing about how far the message came."""
    return _REPORTED[status]


def state_of(seen: int, otherwise: str) -> str:
    """The state after all facts in *seen*; *otherwise* while nothing was heard."""
    if not seen:
        return otherwise
    return _STATES[Fact(1 << (seen.bit_length() - 1))]


def word_of(state: str) -> DeliveryWord | None:
    """What a flow is told about a message in *state*; None for states flows do not know."""
    return _FOR_FLOWS.get(state)


def came_twice(seen: int) -> bool:
    """Whether the contact got the message as a 5G message and as an SMS."""
    return bool(seen & Fact.FELL_BACK and seen & (Fact.DELIVERED | Fact.DISPLAYED))
