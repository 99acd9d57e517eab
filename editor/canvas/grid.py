"""Finds what lies in an area without looking at everything."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

from editor.canvas.measures import GRID_CELL
from editor.tools.geometry import Rect

K = TypeVar("K", bound=Hashable)

_CELLS_MAX = 4_096
"""What spans more cells is kept aside and always looked at."""


class Grid(Generic[K]):
    """Rectangles by key in square cells; keys come out in the order they first went in."""

    def __init__(self) -> None:
        self._rects: dict[K, Rect] = {}
        self._cells: dict[tuple[int, int], dict[K, None]] = {}
        self._order: dict[K, int] = {}
        self._wide: dict[K, None] = {}
        self._next = 0

    def __len__(self) -> int:
        return len(self._rects)

    def put(self, key: K, rect: Rect) -> None:
        """Add a rectangle, or move the one under *key*."""
        old = self._rects.get(key)
        if old is None:
            self._order[key] = self._next
            self._next += 1
        else:
            if _span(old) == _span(rect):
                self._rects[key] = rect
                return
            self._leave(key, old)
        self._rects[key] = rect
        cells = _cells(rect)
        if cells is None:
            self._wide[key] = None
            return
        for cell in cells:
            self._cells.setdefault(cell, {})[key] = None

    def remove(self, key: K) -> None:
        """Forget a key; one that is not there is no mistake."""
        rect = self._rects.pop(key, None)
        if rect is not None:
            self._leave(key, rect)
            del self._order[key]

    def meeting(self, area: Rect) -> list[K]:
        """The keys whose rectangles meet *area*, in the order they went in."""
        found: dict[K, None] = dict(self._wide)
        cells = _cells(area)
        if cells is None:
            found.update(dict.fromkeys(self._rects))
        else:
            for cell in cells:
                found.update(self._cells.get(cell, {}))
        rects = self._rects
        return sorted((key for key in found if rects[key].meets(area)), key=self._order.__getitem__)

    def _leave(self, key: K, rect: Rect) -> None:
        cells = _cells(rect)
        if cells is None:
            self._wide.pop(key, None)
            return
        for cell in cells:
            inside = self._cells.get(cell)
            if inside is not None:
                inside.pop(key, None)
                if not inside:
                    del self._cells[cell]


def _span(rect: Rect) -> tuple[int, int, int, int]:
    return (
        int(rect.x // GRID_CELL),
        int(rect.y // GRID_CELL),
        int(rect.right // GRID_CELL),
        int(rect.bottom // GRID_CELL),
    )


def _cells(rect: Rect) -> Iterator[tuple[int, int]] | None:
    left, top, right, bottom = _span(rect)
    if (right - left + 1) * (bottom - top + 1) > _CELLS_MAX:
        return None
    return ((column, row) for column in range(left, right + 1) for row in range(top, bottom + 1))
