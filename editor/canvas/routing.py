"""The way a connection takes: a curve forwards, round the target backwards."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QPainterPath

from editor.canvas.measures import BACKWARD_FROM, ENTRY_Y
from editor.tools.geometry import Point

_OFFSET_MIN: Final = 36.0
_OFFSET_MAX: Final = 110.0
_OUT: Final = 18.0
_ABOVE: Final = 20.0
_BEFORE: Final = 22.0
_CORNER: Final = 12.0
_LANE: Final = 14.0
_PIECES: Final = 14


def is_backward(start: Point, end: Point) -> bool:
    """Whether a connection has to go round because its target stands to the left."""
    return end.x <= start.x - BACKWARD_FROM


def straight_on(start: Point, end: Point) -> list[Point]:
    """The curve of a forward connection as a chain of short lines."""
    offset = min(max(abs(end.x - start.x) / 2, _OFFSET_MIN), _OFFSET_MAX)
    second, third = start.x + offset, end.x - offset
    found = []
    for step in range(_PIECES + 1):
        t = step / _PIECES
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        found.append(
            Point(a * start.x + b * second + c * third + d * end.x, (a + b) * start.y + (c + d) * end.y)
        )
    return found


def corners_around(start: Point, end: Point, lane: int) -> list[Point]:
    """The corners of the usual way back: out, above the target, across, and in."""
    step = lane * _LANE
    out = start.x + _OUT + step
    across = end.y - ENTRY_Y - _ABOVE - step
    before = end.x - _BEFORE - step
    return [start, Point(out, start.y), Point(out, across), Point(before, across),
            Point(before, end.y), end]  # fmt: skip


def along(corners: list[Point]) -> QPainterPath:
    """The path through corners."""
    return rounded(corners, _CORNER)


def route(start: Point, end: Point, lane: int = 0) -> QPainterPath:
    """The path from an exit's socket to an entry's; *lane* keeps backward ones to one target apart."""
    if is_backward(start, end):
        return along(corners_around(start, end, lane))
    path = QPainterPath()
    path.moveTo(start.x, start.y)
    offset = min(max(abs(end.x - start.x) / 2, _OFFSET_MIN), _OFFSET_MAX)
    path.cubicTo(start.x + offset, start.y, end.x - offset, end.y, end.x, end.y)
    return path


def rounded(points: list[Point], radius: float) -> QPainterPath:
    """A path through upright and level pieces with round corners."""
    path = QPainterPath()
    path.moveTo(points[0].x, points[0].y)
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        first = min(radius, _length(before, here) / 2)
        last = min(radius, _length(here, after) / 2)
        bend = min(first, last)
        arrive, leave = _towards(here, before, bend), _towards(here, after, bend)
        path.lineTo(arrive.x, arrive.y)
        path.quadTo(here.x, here.y, leave.x, leave.y)
    path.lineTo(points[-1].x, points[-1].y)
    return path


def _length(a: Point, b: Point) -> float:
    return abs(a.x - b.x) + abs(a.y - b.y)


def _towards(here: Point, there: Point, distance: float) -> Point:
    length = _length(here, there)
    if length == 0:
        return here
    part = distance / length
    return Point(here.x + (there.x - here.x) * part, here.y + (there.y - here.y) * part)
