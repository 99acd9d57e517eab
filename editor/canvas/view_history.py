"""Where somebody looked before: the way back, and forward again."""

from __future__ import annotations

from typing import Final, NamedTuple

from editor.tools.geometry import Point

_KEPT_MAX: Final = 60
_NEAR: Final = 0.05
"""Looks that differ by less than this part of the view are one."""


class Look(NamedTuple):
    """What is in the middle of the view, and how near."""

    centre: Point
    zoom: float


class ViewHistory:
    """Looks that were left, oldest first; a new jump forgets what lay ahead."""

    def __init__(self) -> None:
        self._behind: list[Look] = []
        self._ahead: list[Look] = []

    @property
    def can_go_back(self) -> bool:
        """Whether something was looked at before."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether somebody went back."""
        return bool(self._ahead)

    def leave(self, look: Look, width_px: float) -> None:
        """Remember a look that is about to be left; *width_px* is that of the view."""
        if not self._behind or not _is_same(self._behind[-1], look, width_px):
            self._behind.append(look)
            del self._behind[:-_KEPT_MAX]
        self._ahead.clear()

    def back(self, now: Look, width_px: float) -> Look | None:
        """The look before *now*, or None."""
        return _step(self._behind, self._ahead, now, width_px)

    def forward(self, now: Look, width_px: float) -> Look | None:
        """The look that was left by going back, or None."""
        return _step(self._ahead, self._behind, now, width_px)


def _step(source: list[Look], other: list[Look], now: Look, width_px: float) -> Look | None:
    while source:
        found = source.pop()
        if not _is_same(found, now, width_px):
            other.append(now)
            return found
    return None


def _is_same(a: Look, b: Look, width_px: float) -> bool:
    near = _NEAR * width_px / b.zoom
    is_near = abs(a.centre.x - b.centre.x) < near and abs(a.centre.y - b.centre.y) < near
    return is_near and abs(a.zoom - b.zoom) < _NEAR * b.zoom
