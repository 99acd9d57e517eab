"""The document being edited: frozen records, one change at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from editor.document.arranging import places_for
from editor.document.change import Change, Key, Stored
from editor.document.draft import Draft
from editor.document.errors import EditUnderway, NodeMissing
from runtime.flow.document import Document
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.layout import Frame, FrameId, Layout, Note, NoteId, Position
from runtime.flow.node import Node
from runtime.records import Record
from runtime.wording import Wording

if TYPE_CHECKING:
    from editor.document.merging.conflict import Conflict

Listener = Callable[[Change], None]


def fresh_token() -> str:
    """Eight hexadecimal digits for a new id; ids are never used again, reports count by them."""
    return uuid4().hex[:8]


class Store:
    """Holds one document and is the only way to change it.

    Nodes without a place in the layout are given one when the store is made; that is no edit.
    """

    def __init__(self, document: Document, new_token: Callable[[], str] = fresh_token) -> None:
        self._head = document.flow.model_copy(update={"nodes": {}})
        self._nodes: dict[NodeId, Node] = dict(document.flow.nodes)
        self._positions = dict(document.layout.positions)
        self._positions.update(places_for(self._nodes, self._positions))
        self._notes = dict(document.layout.notes)
        self._frames = dict(document.layout.frames)
        self._conflicts: dict[str, Conflict] = {}
        self._new_token = new_token
        self._listeners: list[Listener] = []
        self._editing = False
        self._flow: Flow | None = None
        self._layout: Layout | None = None
        self._document: Document | None = None

    @property
    def flow(self) -> Flow:
        """The flow as it is now; the same object until it changes."""
        if self._flow is None:
            self._flow = self._head.model_copy(update={"nodes": dict(self._nodes)})
        return self._flow

    @property
    def layout(self) -> Layout:
        """The layout as it is now; the same object until it changes."""
        if self._layout is None:
            self._layout = Layout.model_construct(
                positions=dict(self._positions),
                notes=dict(self._notes),
                frames=dict(self._frames),
            )
        return self._layout

    @property
    def document(self) -> Document:
        """The whole document as it is now; the same object until it changes."""
        if self._document is None:
            self._document = Document.model_construct(flow=self.flow, layout=self.layout)
        return self._document

    @property
    def nodes(self) -> Mapping[NodeId, Node]:
        """A live view of the nodes, in document order."""
        return MappingProxyType(self._nodes)

    @property
    def notes(self) -> Mapping[NoteId, Note]:
        """A live view of the notes."""
        return MappingProxyType(self._notes)

    @property
    def frames(self) -> Mapping[FrameId, Frame]:
        """A live view of the frames."""
        return MappingProxyType(self._frames)

    @property
    def conflicts(self) -> Mapping[str, Conflict]:
        """A live view of what a merge left to decide."""
        return MappingProxyType(self._conflicts)

    def node(self, node_id: NodeId) -> Node:
        """The node with an id; raises NodeMissing."""
        node = self._nodes.get(node_id)
        if node is None:
            raise NodeMissing(node_id)
        return node

    def position(self, node_id: NodeId) -> Position:
        """Where a node stands; the origin when there is no such node."""
        return self._positions.get(node_id) or Position()

    def record(self, key: Key) -> Stored:
        """The record under a key, or None."""
        kind, name = key
        if kind == "flow":
            return self._head
        if kind == "order":
            return tuple(self._table(name))
        return self._table(kind).get(name)

    def leading_to(self, node_ids: Set[str]) -> list[Node]:
        """The nodes with an exit that leads to one of these."""
        nodes = self._nodes.values()
        return [node for node in nodes if node.targets and not node_ids.isdisjoint(node.targets.values())]

    def subscribe(self, callback: Listener) -> Callable[[], None]:
        """Call back after every change, also those of undo; returns what ends it."""
        self._listeners.append(callback)

        def end() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return end

    @contextmanager
    def edit(self, name: Wording, merge: str = "") -> Iterator[Draft]:
        """Collect an edit in a draft and commit it as one change when the block ends.

        An exception inside the block leaves the document as it was; a draft that changes nothing commits
        nothing. Raises EditUnderway inside another edit.
        """
        if self._editing:
            raise EditUnderway
        self._editing = True
        try:
            draft = Draft(self, self._new_token)
            yield draft
            records = draft.finished()
        finally:
            self._editing = False
        if records:
            self.apply(Change(name, records, merge))

    def apply(self, change: Change) -> None:
        """Make every record of a change what it is after it, then tell the listeners.

        Raises EditUnderway while an edit is open.
        """
        if self._editing:
            raise EditUnderway
        orders: list[tuple[str, tuple[str, ...]]] = []
        for (kind, name), (_, after) in change.records.items():
            if kind == "flow":
                assert isinstance(after, Flow)
                self._head = after
            elif kind == "order":
                assert isinstance(after, tuple)
                orders.append((name, after))
            elif after is None:
                self._table(kind).pop(name, None)
            else:
                assert isinstance(after, Record)
                self._table(kind)[name] = after
        for kind_name, order in orders:
            _put_in_order(self._table(kind_name), order)
        self._forget_snapshots(change)
        for listener in tuple(self._listeners):
            listener(change)

    def _table(self, kind: str) -> dict[str, Record]:
        """The records of a kind; ids are strings, and `apply` puts only records of the kind in."""
        tables = {
            "node": self._nodes,
            "position": self._positions,
            "note": self._notes,
            "frame": self._frames,
            "conflict": self._conflicts,
        }
        return cast("dict[str, Record]", tables[kind])

    def _forget_snapshots(self, change: Change) -> None:
        kinds = {name if kind == "order" else kind for kind, name in change.records}
        if kinds & {"flow", "node"}:
            self._flow = None
        if kinds & {"position", "note", "frame"}:
            self._layout = None
        self._document = None


def _put_in_order(table: dict[str, Record], order: tuple[str, ...]) -> None:
    """Order a table as given; what *order* does not name comes last."""
    listed = {name: table[name] for name in order if name in table}
    listed.update((name, value) for name, value in table.items() if name not in listed)
    table.clear()
    table.update(listed)
