"""What a sprint asks of the outside world; carried out after it is committed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from runtime.flow.ids import NodeId
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


Effect: TypeAlias = SendMessage | RequestHttp | SetTimer | HandOver
