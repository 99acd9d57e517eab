"""An edit in the making: what it changes, and the rules that hold whatever it does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import TYPE_CHECKING, Protocol

from editor.document.change import Key, Kind, Stored
from editor.document.connecting import connection_refusal
from editor.document.errors import ConnectionRefused, IdTaken, NodeMissing
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import Frame, FrameId, Note, NoteId, Position
from runtime.flow.node import Node
from runtime.flow.translations import carried

if TYPE_CHECKING:
    from editor.document.merging.conflict import Conflict

COORDINATE_MAX = 1e7
"""The farthest place from the origin that a file may hold, in scene units."""


def on_canvas(coordinate: float) -> float:
    """The nearest coordinate that a file may hold."""
    return min(max(coordinate, -COORDINATE_MAX), COORDINATE_MAX)


class Records(Protocol):
    """What a draft reads of the document under it."""

    @property
    def conflicts(self) -> Mapping[str, Conflict]:
        """What a merge left to decide."""

    def record(self, key: Key) -> Stored:
        """The record under a key, or None."""

    def leading_to(self, node_ids: Set[str]) -> Iterable[Node]:
        """The nodes with an exit that leads to one of these."""


class Draft:
    """Collects changes on top of a document; nothing outside sees them before the edit ends.

    When it ends, removed nodes lose their places and every exit that led to them, changed nodes lose the
    targets of exits they no longer offer, and translations follow the texts they belong to. No caller has to
    remember any of it.
    """

    def __init__(self, records: Records, new_token: Callable[[], str]) -> None:
        self._records = records
        self._new_token = new_token
        self._after: dict[Key, Stored] = {}

    def new_id(self, prefix: str) -> str:
        """An id that nothing in the document has: *prefix*, a hyphen and random digits."""
        while True:
            made = f"{prefix}-{self._new_token()}"
            kinds: tuple[Kind, ...] = ("node", "note", "frame")
            if all(self._get((kind, made)) is None for kind in kinds):
                return made

    def node(self, node_id: NodeId) -> Node:
        """The node as the draft has it; raises NodeMissing."""
        node = self._get(("node", node_id))
        if not isinstance(node, Node):
            raise NodeMissing(node_id)
        return node

    def position(self, node_id: NodeId) -> Position:
        """Where the draft has the node; the origin when it has no place."""
        place = self._get(("position", node_id))
        return place if isinstance(place, Position) else Position()

    def put_node(self, node: Node) -> None:
        """Add a node, or replace the one with its id."""
        self._after["node", node.id] = node
        if self._get(("position", node.id)) is None:
            self._after["position", node.id] = Position()

    def add_node(self, node: Node, x: float, y: float) -> None:
        """Add a node at a place; raises IdTaken when there is one with its id."""
        if self._get(("node", node.id)) is not None:
            raise IdTaken(node.id)
        self.put_node(node)
        self.move(node.id, x, y)

    def remove_node(self, node_id: NodeId) -> None:
        """Remove a node, its place and whatever leads to it; raises NodeMissing."""
        self.node(node_id)
        self._after["node", node_id] = None
        self._after["position", node_id] = None

    def connect(self, node_id: NodeId, exit_name: ExitName, target_id: NodeId | None) -> None:
        """Let an exit lead to a node, or nowhere.

        Raises NodeMissing, and ConnectionRefused with the rule's sentence.
        """
        node = self.node(node_id)
        target = None if target_id is None else self.node(target_id)
        if (refusal := connection_refusal(node, exit_name, target)) is not None:
            raise ConnectionRefused(refusal)
        targets = {name: to for name, to in node.targets.items() if name != exit_name}
        if target_id is not None:
            targets[exit_name] = target_id
        self.put_node(node.model_copy(update={"targets": targets}))

    def move(self, node_id: NodeId, x: float, y: float) -> None:
        """Put a node's top left corner at a place in scene units; raises NodeMissing."""
        self.node(node_id)
        self._after["position", node_id] = Position(x=on_canvas(x), y=on_canvas(y))

    def note(self, note_id: NoteId) -> Note | None:
        """The note as the draft has it, or None."""
        note = self._get(("note", note_id))
        return note if isinstance(note, Note) else None

    def put_note(self, note: Note) -> None:
        """Add a note, or replace the one with its id."""
        self._after["note", note.id] = note

    def remove_note(self, note_id: NoteId) -> None:
        """Remove a note; one that is not there is no mistake."""
        self._after["note", note_id] = None

    def frame(self, frame_id: FrameId) -> Frame | None:
        """The frame as the draft has it, or None."""
        frame = self._get(("frame", frame_id))
        return frame if isinstance(frame, Frame) else None

    def put_frame(self, frame: Frame) -> None:
        """Add a frame, or replace the one with its id."""
        self._after["frame", frame.id] = frame

    def remove_frame(self, frame_id: FrameId) -> None:
        """Remove a frame and leave what stands on it; one that is not there is no mistake."""
        self._after["frame", frame_id] = None

    def head(self) -> Flow:
        """The flow's own fields as the draft has them, without its nodes."""
        head = self._get(("flow", ""))
        assert isinstance(head, Flow)
        return head

    def put_conflict(self, conflict: Conflict) -> None:
        """Keep what a merge left to decide."""
        self._after["conflict", conflict.id] = conflict

    def remove_conflict(self, conflict_id: str) -> None:
        """Forget a conflict: it was decided."""
        self._after["conflict", conflict_id] = None

    def set_flow(self, **fields: object) -> None:
        """Replace fields of the flow itself: name, purpose, profile, variables, chatbot, time_zone.

        Raises pydantic.ValidationError for a value that does not fit.
        """
        assert "nodes" not in fields, "nodes change one by one"
        self._after["flow", ""] = self.head().with_changes(**fields)

    def finished(self) -> dict[Key, tuple[Stored, Stored]]:
        """Apply the rules and give what differs: key → (before, after)."""
        self._clear_targets_of_removed()
        self._prune_changed()
        self._carry_translations()
        found: dict[Key, tuple[Stored, Stored]] = {}
        shrunk: set[str] = set()
        for key, after in self._after.items():
            before = self._records.record(key)
            if before is not after and before != after:
                found[key] = (before, after)
                if after is None and key[0] != "position":
                    shrunk.add(key[0])
        for kind in sorted(shrunk):
            order = self._records.record(("order", kind))
            assert isinstance(order, tuple)
            gone = {name for (of, name), (_, after) in found.items() if of == kind and after is None}
            found["order", kind] = (order, tuple(name for name in order if name not in gone))
        return found

    def _get(self, key: Key) -> Stored:
        return self._after[key] if key in self._after else self._records.record(key)

    def _clear_targets_of_removed(self) -> None:
        removed = {name for (kind, name), after in self._after.items() if kind == "node" and after is None}
        if not removed:
            return
        for node in self._records.leading_to(removed):
            self._after.setdefault(("node", node.id), node)
        for conflict in tuple(self._records.conflicts.values()):
            if conflict.kind == "node" and conflict.name in removed:
                self._after.setdefault(("conflict", conflict.id), None)

    def _prune_changed(self) -> None:
        for key, node in tuple(self._after.items()):
            if key[0] != "node" or not isinstance(node, Node) or not node.targets:
                continue
            offered = {offer.name for offer in node.offers()}
            kept = {
                name: target
                for name, target in node.targets.items()
                if name in offered and self._may_be_entered(target)
            }
            if len(kept) != len(node.targets):
                self._after[key] = node.model_copy(update={"targets": kept})

    def _carry_translations(self) -> None:
        for key, after in self._after.items():
            before = self._records.record(key)
            if isinstance(after, Node) and isinstance(before, Node):
                self._after[key] = carried(before, after)

    def _may_be_entered(self, node_id: NodeId) -> bool:
        target = self._get(("node", node_id))
        return isinstance(target, Node) and target.has_entry
