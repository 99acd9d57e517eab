"""What a node answers when the engine asks it to run: it never acts itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from runtime.flow.ids import ExitName, FlowId
from runtime.flow.values import Value
from runtime.quick import quick
from runtime.wording import Wording


@quick
@dataclass(frozen=True, slots=True)
class Leave:
    """Go on through *exit*."""

    exit: ExitName


@quick
@dataclass(frozen=True, slots=True)
class WaitFor:
    """Stay here until something comes in; *due* is when the wait ends by itself, None means never."""

    what: Literal["reply", "time", "delivery", "hand_over"]
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Ask the outside world by HTTP and stay until it answers or *timeout_s* has passed."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    timeout_s: float = 10.0
    sample: str = ""
    """The answer a preview uses instead of the network."""


@dataclass(frozen=True, slots=True)
class EnterFlow:
    """Go on in another flow with variables of its own; come back with `Returned` if it *returns*."""

    flow_id: FlowId
    name: Wording
    """What people call it, for a sentence that says it is not there."""
    arguments: Mapping[str, Value] = field(default_factory=dict)
    returns: bool = True


@dataclass(frozen=True, slots=True)
class AskCapability:
    """Ask the carrier what the contact's handset can show, and stay until it answers or *due*."""

    due: datetime


@dataclass(frozen=True, slots=True)
class KeepWaiting:
    """What came in is not for this wait; nothing changes."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The conversation is over, with this outcome."""

    outcome: Literal["goal", "abandoned", "refused"]


Outcome: TypeAlias = Leave | WaitFor | Call | EnterFlow | AskCapability | KeepWaiting | Finish
