"""What a sprint asks of the outside world; carried out after it is committed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from runtime.flow.ids import FlowId, NodeId
from runtime.messages.message import Message
from runtime.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class SendMessage:
    """Send a message that is filled in and has its postbacks; not after *expires_at*."""

    message_id: str
    node: NodeId
    message: Message
    sms_text: str | None
    """The exact SMS fallback, None when there is none."""
    expires_at: datetime | None
    flow: tuple[FlowId, int] | None = None
    """The flow and version it belongs to, None for the one the session was in when the sprint began."""


@dataclass(frozen=True, slots=True)
class RequestHttp:
    """Make an HTTP request and answer with `CallDone(wait, …)`."""

    wait: int
    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    timeout_s: float = 10.0
    sample: str = ""
    """The answer a preview gives instead of the network."""


@quick
@dataclass(frozen=True, slots=True)
class SetTimer:
    """Answer with `TimerDue(wait)` at *due*; of a session only the newest timer counts."""

    wait: int
    due: datetime


@dataclass(frozen=True, slots=True)
class HandOver:
    """Let a person have the conversation until `HandedBack`; *note* is what they should know."""

    wait: int
    node: NodeId
    note: str = ""


@dataclass(frozen=True, slots=True)
class LookUpCapability:
    """Ask the carrier what the handset can show and answer with `CapabilityKnown(wait, …)`."""

    wait: int


@dataclass(frozen=True, slots=True)
class Tagged:
    """Give the contact tags and take tags away."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consented:
    """Record what the contact decided, with what proves it."""

    kind: Literal["granted", "refused"]
    proof: str


Effect: TypeAlias = SendMessage | RequestHttp | SetTimer | HandOver | LookUpCapability | Tagged | Consented
