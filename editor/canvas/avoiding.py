"""A way for a connection that crosses no card: out, along a free lane, and in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from editor.tools.geometry import Point, Rect, spanned

Faces = Callable[[Rect], Sequence[Rect]]
"""The faces that meet an area."""

_OUT: Final = 18.0
_BEFORE: Final = 22.0
_CLEAR: Final = 14.0
"""How far a lane runs from a face when there is room."""
_TOUCH: Final = 5.0
"""How near a way may come to a face."""
_STEP: Final = 7.0
"""How far parallel lanes are apart."""
_LANES: Final = 6
_SHORT: Final = 700.0
"""Half the outline of a chain that is looked at as a whole; the pieces of a longer one meet fewer faces."""
_PIECE: Final = 3
_SEARCHED: Final = 360.0
"""How far beyond both ends a way is looked for."""
_UPRIGHTS: Final = 5
_LEVELS: Final = 40
_FACES_MAX: Final = 160
"""In a thicker crowd no way is looked for: one could not be followed with the eye."""


def crosses(points: Sequence[Point], faces: Faces) -> bool:
    """Whether a chain of short lines runs over a face."""
    whole = _box(points)
    if whole.width + whole.height < _SHORT:
        return _piece_crosses(points, whole, faces)
    pieces = (points[at : at + _PIECE + 1] for at in range(0, len(points) - 1, _PIECE))
    return any(_piece_crosses(piece, _box(piece), faces) for piece in pieces)


def _piece_crosses(points: Sequence[Point], box: Rect, faces: Faces) -> bool:
    near = [face.grown(-1) for face in faces(box.grown(1))]
    return any(_cuts(a, b, face) for face in near for a, b in pairwise(points))


def _box(points: Sequence[Point]) -> Rect:
    left, top = min(point.x for point in points), min(point.y for point in points)
    right, bottom = max(point.x for point in points), max(point.y for point in points)
    return Rect(left, top, right - left, bottom - top)


def way_round(start: Point, end: Point, faces: Faces, lane: int) -> list[Point] | None:
    """The corners of the shortest way found along lanes beside the faces, or None when there is none."""
    area = spanned(start.x, start.y, end.x, end.y).grown(_SEARCHED)
    near = [face.grown(_TOUCH) for face in faces(area)]
    if len(near) > _FACES_MAX:
        return None
    aside = _STEP * (lane % _LANES)
    outs = _outs(start, near, aside)
    ins = _ins(end, near, aside)
    levels = _levels(start, end, near, aside)
    best: tuple[float, list[Point]] | None = None
    for turn in range(len(outs) + len(ins) - 1):
        for first in range(max(0, turn - len(ins) + 1), min(turn + 1, len(outs))):
            found = _along(start, end, outs[first], ins[turn - first], levels, near)
            if found is not None and (best is None or found[0] < best[0]):
                best = found
        if best is not None:
            return best[1]
    return None


def _outs(start: Point, near: Sequence[Rect], aside: float) -> list[float]:
    """Uprights that can be reached from an exit on the level, nearest first."""
    wall = min((f.x for f in near if f.y < start.y < f.bottom and f.x > start.x - _TOUCH), default=None)
    wished = [start.x + _OUT + aside, start.x + _OUT]
    wished += sorted(f.right + _CLEAR - _TOUCH + aside for f in near if f.right > start.x)
    fitting = [x for x in wished if x > start.x and (wall is None or x <= wall)]
    return fitting[:_UPRIGHTS] or [start.x + _TOUCH]


def _ins(end: Point, near: Sequence[Rect], aside: float) -> list[float]:
    """Uprights from which an entry can be reached on the level, nearest first."""
    wall = max((f.right for f in near if f.y < end.y < f.bottom and f.right < end.x + _TOUCH), default=None)
    wished = [end.x - _BEFORE - aside, end.x - _BEFORE]
    wished += sorted((f.x - _CLEAR + _TOUCH - aside for f in near if f.x < end.x), reverse=True)
    fitting = [x for x in wished if x < end.x and (wall is None or x >= wall)]
    return fitting[:_UPRIGHTS] or [end.x - _TOUCH]


def _levels(start: Point, end: Point, near: Sequence[Rect], aside: float) -> list[float]:
    """Heights of lanes, those with the least climbing first."""
    away = _CLEAR - _TOUCH + aside
    found = {start.y, end.y, (start.y + end.y) / 2}
    found.update(face.y - away for face in near)
    found.update(face.bottom + away for face in near)
    return sorted(found, key=lambda y: (abs(y - start.y) + abs(y - end.y), y))[:_LEVELS]


def _along(
    start: Point, end: Point, out: float, inward: float, levels: Sequence[float], near: Sequence[Rect]
) -> tuple[float, list[Point]] | None:
    """The first level on which both uprights can be joined, with the length of the way."""
    low_out, high_out = _free(out, start.y, near)
    low_in, high_in = _free(inward, end.y, near)
    low, high = max(low_out, low_in), min(high_out, high_in)
    left, right = min(out, inward), max(out, inward)
    for level in levels:
        if not low <= level <= high:
            continue
        if any(f.y < level < f.bottom and f.x < right and f.right > left for f in near):
            continue
        corners = [start, Point(out, start.y), Point(out, level), Point(inward, level),
                   Point(inward, end.y), end]  # fmt: skip
        return sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(corners)), _plain(corners)
    return None


def _free(x: float, y: float, near: Sequence[Rect]) -> tuple[float, float]:
    """How far up and down one can go on an upright."""
    low, high = float("-inf"), float("inf")
    for face in near:
        if face.x < x < face.right:
            if face.bottom <= y:
                low = max(low, face.bottom)
            elif face.y >= y:
                high = min(high, face.y)
            else:
                return y, y
    return low, high


def _plain(corners: Sequence[Point]) -> list[Point]:
    """Without corners that are none."""
    kept: list[Point] = []
    for corner in corners:
        if kept and kept[-1] == corner:
            continue
        if len(kept) > 1 and (
            kept[-2].x == kept[-1].x == corner.x or kept[-2].y == kept[-1].y == corner.y
        ):  # fmt: skip
            kept.pop()
        kept.append(corner)
    return kept


def _cuts(a: Point, b: Point, face: Rect) -> bool:
    """Whether a line has a part inside a face (after Liang and Barsky)."""
    dx, dy = b.x - a.x, b.y - a.y
    enters, leaves = 0.0, 1.0
    for step, gap in (
        (-dx, a.x - face.x), (dx, face.right - a.x), (-dy, a.y - face.y), (dy, face.bottom - a.y),
    ):  # fmt: skip
        if step == 0:
            if gap < 0:
                return False
            continue
        part = gap / step
        if step < 0:
            enters = max(enters, part)
        else:
            leaves = min(leaves, part)
        if enters > leaves:
            return False
    return True
