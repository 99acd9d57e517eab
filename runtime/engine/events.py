"""What happened in a session, for reports and transcripts; never message texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from runtime.flow.ids import ExitName, FlowId, NodeId
from runtime.quick import quick

EventKind: TypeAlias = Literal[
    "started",
    "entered",
    "sent",
    "waiting",
    "replied",
    "acted",
    "retried",
    "ignored",
    "assigned",
    "called",
    "left",
    "failed",
    "ended",
    "repinned",
    "handed_over",
    "taken_over",
    "handed_back",
    "to_person",
    "tagged",
    "consented",
]

EMPTY: Mapping[str, Any] = {}


@quick
@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened at a node.

    Every `entered` is followed, sooner or later, by one `left` or `failed` of the same node; in between the
    session waits there. `left` says in `detail["how"]` whether people moved_on or timed_out. `repinned` takes
    the entrance of the node it waits at from one version (detail `to`) to another (detail `from`). From
    `handed_over` to `handed_back` a person has the conversation; `to_person` is what the contact says then.
    """

    kind: EventKind
    at: datetime
    node: NodeId | None = None
    exit: ExitName | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    flow: tuple[FlowId, int] | None = None
    """The flow and version of the node, None for the one the session was in when the sprint began."""

    def to_json(self) -> dict[str, Any]:
        """The event as plain data; absent members are left out."""
        data: dict[str, Any] = {"kind": self.kind, "at": self.at.isoformat()}
        if self.node is not None:
            data["node"] = self.node
        if self.exit is not None:
            data["exit"] = self.exit
        if self.detail:
            data["detail"] = dict(self.detail)
        if self.flow is not None:
            data["flow"] = list(self.flow)
        return data
