"""What a comparison marks on the canvas: signs of nodes, connections lost and gained, old places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QPainterPath

from editor.canvas.card_plan import Fits
from editor.canvas.connections import ConnectionKey
from editor.canvas.difference_plan import ComparedLine, compared_plan
from editor.canvas.routing import route
from editor.canvas.scene import CanvasScene
from editor.document.differing.entries import Difference, Entry, Sign
from editor.tools.geometry import Rect
from runtime.flow.document import Document
from runtime.flow.ids import NodeId


@dataclass(frozen=True, slots=True)
class LostConnection:
    """A connection of the earlier version whose exit leads elsewhere now, or is gone."""

    key: ConnectionKey
    path: QPainterPath


class DifferenceMarks:
    """Sets the cards of a scene of both versions to what they show in a comparison."""

    def __init__(self, scene: CanvasScene, before: Document, found: Difference) -> None:
        self._scene = scene
        self._before = before
        self.found = found
        self.shows_moves = False
        self.lines: dict[NodeId, tuple[ComparedLine, ...]] = {}
        """Node id → old and new texts on its card."""
        self.lost: tuple[LostConnection, ...] = ()
        self.lost_routes: frozenset[ConnectionKey] = frozenset()
        """Connections of removed nodes; they have routes of their own."""
        self.gained: frozenset[ConnectionKey] = frozenset()
        self.ghosts: tuple[tuple[NodeId, Rect], ...] = ()
        """Where moved cards stood."""

    def sign(self, node_id: NodeId) -> Sign | None:
        """The sign of a node, None when it shows as it is."""
        sign = self.found.signs.get(node_id)
        return None if sign == "moved" and not self.shows_moves else sign

    def apply(self, fits: Fits) -> None:
        """Set every card anew: the cards are new, or moves are shown or not."""
        scene = self._scene
        entries: dict[NodeId | None, list[Entry]] = {}
        for entry in self.found.flow_entries:
            entries.setdefault(entry.node, []).append(entry)
        self.lines = {}
        grown: list[NodeId] = []
        for node_id, card in scene.cards.items():
            sign = self.sign(node_id)
            card.is_muted = sign is None
            if sign == "changed":
                card.plan, lines = compared_plan(card.plan, entries.get(node_id, ()), fits)
                if lines:
                    self.lines[node_id] = lines
                    grown.append(node_id)
                    scene.grid.put(node_id, card.painted)
        scene.connections.reroute(scene.connections.touching(grown))
        self._mark_connections()
        self.ghosts = tuple(self._ghosts()) if self.shows_moves else ()
        scene.repaint(scene.cards)

    def _mark_connections(self) -> None:
        scene = self._scene
        routes = scene.connections.routes
        gained = ((change.node, change.exit) for change in self.found.gained)
        self.gained = frozenset(key for key in gained if key in routes)
        lost: list[LostConnection] = []
        routed: set[ConnectionKey] = set()
        for change in self.found.lost:
            key = (change.node, change.exit)
            if self.found.signs.get(change.node) == "removed":
                routed.add(key)
            elif change.node in scene.cards and change.old in scene.cards:
                path = route(scene.exit_of(*key), scene.entry_of(change.old))
                lost.append(LostConnection(key, path))
        self.lost, self.lost_routes = tuple(lost), frozenset(routed)

    def _ghosts(self) -> Iterable[tuple[NodeId, Rect]]:
        places = self._before.layout.positions
        for node_id, card in self._scene.cards.items():
            old = places.get(node_id)
            if (
                old is None
                or node_id not in self._before.flow.nodes
                or self.sign(node_id) in ("added", "removed")
            ):
                continue
            if (old.x, old.y) != (card.x, card.y):
                yield node_id, Rect(old.x, old.y, card.plan.width, card.plan.height)
