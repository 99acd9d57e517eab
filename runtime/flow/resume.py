"""Why a session goes on: what came in from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from runtime.flow.values import Value
from runtime.quick import quick

Capability: TypeAlias = Literal["rcs", "sms_only", "unknown"]
"""What a handset can show."""


@dataclass(frozen=True, slots=True)
class Start:
    """The session begins; *arguments* set variables of the same name, unknown names are ignored."""

    trigger: str = "api"
    """Which kind of trigger, as in `runtime.flow.nodes.start`."""
    text: str = ""
    """What the contact wrote or tapped to start, if anything."""
    attributes: Mapping[str, Value] = field(default_factory=dict)
    """The contact's attributes, by name; `language` (or 语言) is the tag of the language to speak."""
    arguments: Mapping[str, Value] = field(default_factory=dict)
    """Values of the caller's own, by name; they go before the attributes."""


@quick
@dataclass(frozen=True, slots=True)
class Reply:
    """The contact said or tapped something; *postback* is empty for typed text."""

    text: str = ""
    postback: str = ""
    latitude: float | None = None
    longitude: float | None = None
    file_url: str = ""
    in_reply_to: str = ""
    is_action: bool = False
    """Whether it only reports that an action was tapped, which answers nothing (RCC.07 `response.action`)."""


@dataclass(frozen=True, slots=True)
class TimerDue:
    """The time of a wait has come; *wait* is the number of that wait, stale ones are ignored."""

    wait: int


@dataclass(frozen=True, slots=True)
class CallDone:
    """An HTTP request came back, or did not: *status* is None when no answer was had."""

    wait: int
    status: int | None
    body: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a message came: sent, delivered, displayed, failed or fell_back."""

    message_id: str
    status: Literal["sent", "delivered", "displayed", "failed", "fell_back"]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A person has taken the conversation: from now on the wait for one does not end by itself."""


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The person who had the conversation is done with it, or gives it up."""

    outcome: Literal["resolved", "no_answer"] = "resolved"


@dataclass(frozen=True, slots=True)
class CapabilityKnown:
    """The carrier has answered what the contact's handset can show."""

    wait: int
    capability: Capability


@dataclass(frozen=True, slots=True)
class Returned:
    """The flow that a node called is over; made by the engine alone."""

    outcome: str
    variables: Mapping[str, Value] = field(default_factory=dict)
    """What its variables were in the end."""


Resume: TypeAlias = (
    Start | Reply | TimerDue | CallDone | Delivery | TakenOver | HandedBack | CapabilityKnown | Returned
)
"""What may come in."""
