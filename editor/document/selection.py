"""What is selected, shared by the canvas, the outline, the inspector and the handset."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from editor.document.change import Change
from editor.document.store import Store
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import FrameId, NoteId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Selected:
    """One state of the selection; nodes stand in the order they were selected."""

    nodes: tuple[NodeId, ...] = ()
    notes: tuple[NoteId, ...] = ()
    frames: tuple[FrameId, ...] = ()
    connections: tuple[tuple[NodeId, ExitName], ...] = ()

    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return not (self.nodes or self.notes or self.frames or self.connections)

    def count(self) -> int:
        """How many things with a place of their own are selected; connections have none."""
        return len(self.nodes) + len(self.notes) + len(self.frames)


class Selection:
    """The selection of one store; what is removed from the document leaves it by itself."""

    def __init__(self, store: Store | None = None) -> None:
        self._now = Selected()
        self.at_last_change = Selected()
        """What was selected when the document changed last, before what is gone left the selection."""
        self._listeners: list[Callable[[], None]] = []
        self._store = store
        if store is not None:
            store.subscribe(self._on_change)

    @property
    def now(self) -> Selected:
        """The selection as a value."""
        return self._now

    @property
    def nodes(self) -> tuple[NodeId, ...]:
        """The selected nodes, first selected first."""
        return self._now.nodes

    @property
    def notes(self) -> tuple[NoteId, ...]:
        """The selected notes."""
        return self._now.notes

    @property
    def frames(self) -> tuple[FrameId, ...]:
        """The selected frames."""
        return self._now.frames

    @property
    def connections(self) -> tuple[tuple[NodeId, ExitName], ...]:
        """The selected connections, each by the exit it leaves."""
        return self._now.connections

    def current_node(self) -> NodeId | None:
        """The node to show in a form: the last one selected, or None."""
        return self._now.nodes[-1] if self._now.nodes else None

    def set(
        self,
        nodes: Iterable[NodeId] = (),
        notes: Iterable[NoteId] = (),
        frames: Iterable[FrameId] = (),
        connections: Iterable[tuple[NodeId, ExitName]] = (),
    ) -> None:
        """Select exactly these."""
        self.put(
            Selected(
                tuple(dict.fromkeys(nodes)),
                tuple(dict.fromkeys(notes)),
                tuple(dict.fromkeys(frames)),
                tuple(dict.fromkeys(connections)),
            )
        )

    def put(self, selected: Selected) -> None:
        """Make a remembered selection the current one."""
        if selected != self._now:
            self._now = selected
            for listener in tuple(self._listeners):
                listener()

    def toggle(
        self,
        node: NodeId | None = None,
        note: NoteId | None = None,
        frame: FrameId | None = None,
        connection: tuple[NodeId, ExitName] | None = None,
    ) -> None:
        """Add each thing given, or take it out when it is selected."""
        self.set(
            _toggled(self._now.nodes, node),
            _toggled(self._now.notes, note),
            _toggled(self._now.frames, frame),
            _toggled(self._now.connections, connection),
        )

    def clear(self) -> None:
        """Select nothing."""
        self.put(Selected())

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after the selection changed; returns what ends it."""
        self._listeners.append(callback)

        def end() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return end

    def prune(self, store: Store) -> None:
        """Drop what the document no longer has."""
        now = self._now
        self.set(
            (node for node in now.nodes if node in store.nodes),
            (note for note in now.notes if note in store.notes),
            (frame for frame in now.frames if frame in store.frames),
            (
                (node, name)
                for node, name in now.connections
                if node in store.nodes and name in store.nodes[node].targets
            ),
        )

    def _on_change(self, change: Change) -> None:
        self.at_last_change = self._now
        if self._store is not None and not self._now.is_empty():
            self.prune(self._store)


def _toggled(items: tuple[T, ...], item: T | None) -> tuple[T, ...]:
    if item is None:
        return items
    return tuple(kept for kept in items if kept != item) if item in items else (*items, item)
