"""All connections as one layer: their paths, where they lie, and which one is under the pointer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol
from zlib import crc32

from PySide6.QtGui import QPainterPath, QPolygonF

from editor.canvas.avoiding import crosses, way_round
from editor.canvas.grid import Grid
from editor.canvas.measures import HIT_CONNECTION, SOCKET_HIT
from editor.canvas.routing import along, corners_around, is_backward, route, straight_on
from editor.tools.geometry import Point, Rect, spanned
from runtime.flow.ids import ExitName, NodeId

ConnectionKey = tuple[NodeId, ExitName]

_PAINT_MARGIN = 10.0
_SHORT = 900.0
"""Half the outline of an area that is repainted as a whole."""
_FEW = 12
"""Long paths are only repainted in pieces when there are not many."""
_PIECE = 4
"""Flat pieces of a path that are repainted together."""


_NEAR = 200.0
"""How far round an area the ways of connections are worked out: one may swing into it."""


class Ground(Protocol):
    """What connections know of the scene they run over."""

    def exit_of(self, node_id: NodeId, exit_name: ExitName) -> Point:
        """The middle of an exit's socket."""

    def entry_of(self, node_id: NodeId) -> Point:
        """The middle of a node's entry socket."""

    def is_inside(self, source: NodeId, target: NodeId) -> bool:
        """Whether a connection runs within something closed, so that nothing of it shows."""

    def faces_in(self, area: Rect) -> list[Rect]:
        """The faces that meet an area; connections keep clear of them."""


@dataclass(slots=True)
class Route:
    """One connection as it is drawn."""

    key: ConnectionKey
    target: NodeId
    start: Point
    end: Point
    path: QPainterPath
    area: Rect
    _flat: list[Point] = field(default_factory=list)

    def points(self) -> list[Point]:
        """The path as a chain of short lines; made when first asked for."""
        if not self._flat:
            polygon: QPolygonF = self.path.toSubpathPolygons()[0]
            self._flat = [Point(polygon.at(i).x(), polygon.at(i).y()) for i in range(polygon.size())]
        return self._flat

    def strips(self) -> list[Rect]:
        """Areas that cover the path; a long one in pieces, so that little else lies in them."""
        if self.area.width + self.area.height < _SHORT:
            return [self.area]
        points = self.points()
        pieces = (points[i : i + _PIECE + 1] for i in range(0, len(points) - 1, _PIECE))
        return [_around(piece).grown(_PAINT_MARGIN) for piece in pieces]


class Connections:
    """Routes by the exit they leave, in a grid; asked for sockets when nodes move.

    A route first runs as if nothing were in its way; when it comes near what is looked at, `settle` leads it
    round the cards it would cross. So a large scenario opens without looking for ten thousand ways.
    """

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._unsettled: set[ConnectionKey] = set()
        self.routes: dict[ConnectionKey, Route] = {}
        self._grid: Grid[ConnectionKey] = Grid()
        self._incoming: dict[NodeId, dict[ConnectionKey, None]] = {}
        self._outgoing: dict[NodeId, dict[ExitName, NodeId]] = {}

    def put(self, node: NodeId, targets: Mapping[ExitName, NodeId]) -> list[Rect]:
        """Take over what leaves a node; gives the areas to repaint."""
        gone = [name for name in self._outgoing.get(node, ()) if name not in targets]
        dirty = [self._drop((node, name)) for name in gone]
        mine = self._outgoing.setdefault(node, {})
        for name, target in targets.items():
            old = mine.get(name)
            if old is not None and old != target:
                dirty.append(self._drop((node, name)))
            mine[name] = target
            self._incoming.setdefault(target, {})[node, name] = None
        return dirty

    def remove(self, node: NodeId) -> list[Rect]:
        """Forget what leaves a node."""
        dirty = [self._drop((node, name)) for name in list(self._outgoing.get(node, ()))]
        self._outgoing.pop(node, None)
        return dirty

    def touching(self, nodes: Iterable[NodeId]) -> list[ConnectionKey]:
        """The connections that leave or enter any of the nodes, in an order that repeats."""
        found: dict[ConnectionKey, None] = {}
        for node in nodes:
            found.update(dict.fromkeys((node, name) for name in self._outgoing.get(node, ())))
            found.update(dict.fromkeys(self._incoming.get(node, ())))
        return list(found)

    def reroute(self, keys: Iterable[ConnectionKey], settles: bool = True) -> list[Rect]:
        """Draw connections anew after something moved; gives the areas to repaint.

        While much is dragged *settles* is false: they run straight until it is let go.
        """
        dirty: list[Rect] = []
        wanted = list(keys)
        is_few = len(wanted) <= _FEW
        for key in wanted:
            target = self._outgoing.get(key[0], {}).get(key[1])
            if target is None:
                continue
            old = self.routes.get(key)
            if old is not None:
                dirty += old.strips() if is_few else [old.area]
            if self._ground.is_inside(key[0], target):
                self._hide(key)
                continue
            self._unsettled.discard(key)
            if settles and not is_few:
                self._unsettled.add(key)
            new = self._routed(key, target, is_few)
            dirty += new.strips() if is_few else [new.area]
        return dirty

    def unsettle(self, areas: Iterable[Rect]) -> None:
        """Something stands elsewhere now: work out anew the ways that run by there."""
        for area in areas:
            self._unsettled.update(self._grid.meeting(area))

    def settle(self, area: Rect) -> list[Rect]:
        """Lead what shows in an area round the cards; gives the areas to repaint."""
        if not self._unsettled:
            return []
        dirty: list[Rect] = []
        near = [key for key in self._grid.meeting(area.grown(_NEAR)) if key in self._unsettled]
        for key in near:
            self._unsettled.discard(key)
            old = self.routes[key]
            new = self._routed(key, old.target, settles=True)
            if new.path != old.path:
                dirty += [*old.strips(), *new.strips()]
        return dirty

    def meeting(self, area: Rect) -> list[Route]:
        """The connections that may show in an area."""
        return [self.routes[key] for key in self._grid.meeting(area)]

    def at(self, x: float, y: float, reach: float = HIT_CONNECTION) -> tuple[Route, bool] | None:
        """The nearest connection at a place and whether that is near its end, or None."""
        near = Rect(x - reach, y - reach, 2 * reach, 2 * reach)
        best: tuple[float, Route] | None = None
        for found in self.meeting(near):
            distance = _distance(found.points(), x, y)
            if distance <= reach and (best is None or distance <= best[0]):
                best = (distance, found)
        if best is None:
            return None
        end = best[1].end
        return best[1], (end.x - x) ** 2 + (end.y - y) ** 2 <= (3 * SOCKET_HIT) ** 2

    def key_at(self, x: float, y: float, reach: float, apart_from: NodeId | None) -> ConnectionKey | None:
        """The nearest connection at a place of those that touch another node than this one."""
        near = self.meeting(Rect(x - reach, y - reach, 2 * reach, 2 * reach))
        found = (
            (_distance(route.points(), x, y), route.key)
            for route in near
            if apart_from not in (route.key[0], route.target)
        )
        distance, key = min(found, default=(reach + 1, None))
        return key if distance <= reach else None

    def crossed_by(self, start: Point, end: Point) -> list[ConnectionKey]:
        """The connections that a straight line crosses."""
        area = spanned(*start, *end).grown(1)
        return [found.key for found in self.meeting(area) if _crosses(found.points(), start, end)]

    def incoming(self, node: NodeId) -> Iterable[ConnectionKey]:
        """The connections that enter a node."""
        return self._incoming.get(node, {})

    def _drop(self, key: ConnectionKey) -> Rect:
        target = self._outgoing[key[0]].pop(key[1])
        self._incoming.get(target, {}).pop(key, None)
        return self._hide(key)

    def _hide(self, key: ConnectionKey) -> Rect:
        self._grid.remove(key)
        self._unsettled.discard(key)
        old = self.routes.pop(key, None)
        return old.area if old is not None else Rect(0, 0, 0, 0)

    def _routed(self, key: ConnectionKey, target: NodeId, settles: bool) -> Route:
        start, end = self._ground.exit_of(*key), self._ground.entry_of(target)
        goes_back = is_backward(start, end)
        lane = self._lane(key, target, end) if goes_back else 0
        corners = self._round(key, start, end, lane) if settles else None
        path = along(corners) if corners is not None else route(start, end, lane)
        box = path.controlPointRect()
        area = Rect(box.x(), box.y(), box.width(), box.height()).grown(_PAINT_MARGIN)
        made = Route(key, target, start, end, path, area)
        self.routes[key] = made
        self._grid.put(key, area)
        return made

    def _round(self, key: ConnectionKey, start: Point, end: Point, lane: int) -> list[Point] | None:
        """Corners that lead round the cards, or None where nothing is in the way or no way is found."""
        faces = self._ground.faces_in
        usual = corners_around(start, end, lane) if is_backward(start, end) else straight_on(start, end)
        if not crosses(usual, faces):
            return None
        names = list(self._outgoing[key[0]])
        return way_round(start, end, faces, names.index(key[1]) + crc32(key[0].encode()) % 3)

    def _lane(self, key: ConnectionKey, target: NodeId, end: Point) -> int:
        lane = 0
        for other in self._incoming.get(target, {}):
            if other == key:
                break
            lane += is_backward(self._ground.exit_of(*other), end)
        return lane


def _around(points: list[Point]) -> Rect:
    left, top = min(point.x for point in points), min(point.y for point in points)
    right, bottom = max(point.x for point in points), max(point.y for point in points)
    return Rect(left, top, right - left, bottom - top)


def _distance(points: list[Point], x: float, y: float) -> float:
    best = float("inf")
    for (ax, ay), (bx, by) in pairwise(points):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        along = 0.0 if length == 0 else min(max(((x - ax) * dx + (y - ay) * dy) / length, 0.0), 1.0)
        off_x, off_y = ax + along * dx - x, ay + along * dy - y
        best = min(best, off_x * off_x + off_y * off_y)
    return float(best**0.5)


def _crosses(points: list[Point], start: Point, end: Point) -> bool:
    return any(
        (_side(start, end, a) > 0) is not (_side(start, end, b) > 0)
        and (_side(a, b, start) > 0) is not (_side(a, b, end) > 0)
        for a, b in pairwise(points)
    )


def _side(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
