"""A named way out of a node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from runtime.flow.ids import ExitName, NodeId
from runtime.wording import Wording

ExitKind: TypeAlias = Literal["next", "reply", "other", "timeout", "failure", "case", "arm"]


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out that the node can take as it is configured now, and where it leads.

    A connection is an exit with a target; it exists nowhere else.
    """

    name: ExitName
    label: Wording
    kind: ExitKind
    target: NodeId | None
    note: Wording | None = None
    """A short figure at the right of the exit row, such as the share of an arm."""


@dataclass(frozen=True, slots=True)
class ExitOffer:
    """An exit a node type offers, before its target is looked up."""

    name: ExitName
    label: Wording
    kind: ExitKind = "next"
    note: Wording | None = None
