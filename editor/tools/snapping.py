"""Snapping: edges that are nearly equal become equal, and a line says so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from editor.tools.geometry import Point, Rect

SNAP = 8.0
"""How near two edges must be to become equal, in scene units."""


@dataclass(frozen=True, slots=True)
class Snapped:
    """A correction of a movement and the guides that explain it."""

    dx: float
    dy: float
    guides: tuple[tuple[Point, Point], ...]


class Edges:
    """The edges of everything that stands still while something moves; asked many times, sorted once."""

    def __init__(self, rects: Iterable[Rect]) -> None:
        still = list(rects)
        self._across = sorted(((edge, rect) for rect in still for edge in (rect.x, rect.right)), key=_edge_of)
        self._down = sorted(((edge, rect) for rect in still for edge in (rect.y, rect.bottom)), key=_edge_of)

    def snap(self, moving: Rect, reach: float = SNAP) -> Snapped:
        """The correction that makes the nearest edges equal, each direction by itself."""
        across = _nearest(self._across, (moving.x, moving.right), reach)
        down = _nearest(self._down, (moving.y, moving.bottom), reach)
        dx, dy = (across[0] if across else 0.0), (down[0] if down else 0.0)
        at = moving.moved(dx, dy)
        guides = []
        if across:
            _, edge, other = across
            guides.append((Point(edge, min(at.y, other.y)), Point(edge, max(at.bottom, other.bottom))))
        if down:
            _, edge, other = down
            guides.append((Point(min(at.x, other.x), edge), Point(max(at.right, other.right), edge)))
        return Snapped(dx, dy, tuple(guides))


def _edge_of(pair: tuple[float, Rect]) -> float:
    return pair[0]


def _nearest(
    edges: list[tuple[float, Rect]], moving: tuple[float, float], reach: float
) -> tuple[float, float, Rect] | None:
    """The smallest shift to an equal edge, with that edge and whose it is."""
    best: tuple[float, float, Rect] | None = None
    for edge in moving:
        place = bisect_left(edges, edge, key=_edge_of)
        for still, rect in edges[max(place - 1, 0) : place + 1]:
            shift = still - edge
            if abs(shift) <= reach and (best is None or abs(shift) < abs(best[0])):
                best = (shift, still, rect)
    return best
