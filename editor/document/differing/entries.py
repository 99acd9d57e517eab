"""What a comparison finds: one entry a difference, in the words a person would use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from runtime.flow.ids import ExitName, NodeId
from runtime.records import FieldPath
from runtime.wording import Wording

EntryKind: TypeAlias = Literal["added", "removed", "changed", "moved", "flow", "variable", "note", "frame"]
"""A node that is new, gone, changed or elsewhere; or what else of the scenario differs."""

Sign: TypeAlias = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that differs; paths may hold the keys of a table as well as names and indices."""

    kind: Literal["changed", "added", "removed", "reordered"]
    old_path: FieldPath
    """Where it stands before; for an added item, where its list stands."""
    path: FieldPath
    """Where it stands after; for a removed item, where its list stands."""
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class ExitChange:
    """One connection that differs; None leads nowhere."""

    node: NodeId
    exit: ExitName
    old: NodeId | None
    new: NodeId | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One difference as a list shows it."""

    kind: EntryKind
    sign: Sign
    sentence: Wording
    node: NodeId | None = None
    """The node it concerns, in the version that has it."""
    item: str = ""
    """The id of a note or frame, or the name of a variable or of the flow's field."""
    changes: tuple[FieldChange, ...] = ()
    exits: tuple[ExitChange, ...] = ()
    was: Wording | None = None
    """The old text; a list strikes it through."""
    now: Wording | None = None
    """The new text, or what there is to say beside the sentence."""

    @property
    def detail(self) -> Wording | None:
        """The second line: old → new, or either."""
        if self.was is not None and self.now is not None:
            return Wording(f"{self.was.zh} → {self.now.zh}", f"{self.was.en} → {self.now.en}")
        return self.now or self.was

    @property
    def is_flow(self) -> bool:
        """Whether people who get the messages could notice; what stands where is for the canvas only."""
        return self.kind not in ("moved", "note", "frame")


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two versions, in the order of the later flow."""

    entries: tuple[Entry, ...] = ()
    signs: Mapping[NodeId, Sign] = field(default_factory=dict)
    """Node id → its sign on the canvas, one entry per node that differs."""
    lost: tuple[ExitChange, ...] = ()
    """Every connection of the earlier version that the later one does not have."""
    gained: tuple[ExitChange, ...] = ()
    """Every connection of the later version that the earlier one did not have."""

    def __bool__(self) -> bool:
        return bool(self.entries)

    @property
    def flow_entries(self) -> tuple[Entry, ...]:
        """What differs in the flow; moves, notes and frames are left out."""
        return tuple(entry for entry in self.entries if entry.is_flow)

    @property
    def layout_entries(self) -> tuple[Entry, ...]:
        """What differs on the canvas alone."""
        return tuple(entry for entry in self.entries if not entry.is_flow)

    def of_node(self, node_id: NodeId) -> tuple[Entry, ...]:
        """The entries that concern a node."""
        return tuple(entry for entry in self.entries if entry.node == node_id)
