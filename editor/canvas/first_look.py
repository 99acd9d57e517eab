"""Where the view looks when a scenario is opened: at everything if that can be read, else at the start."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize

from editor.canvas import measures as m
from editor.tools.geometry import Point, Rect

OPENING_ZOOM: Final = 0.7
"""The zoom where not everything fits at a size that can be read."""
_BORDER_PX: Final = 40


def room_for(size: QSize) -> QSize:
    """The part of the view, in its middle, that neither banner nor tools lie over."""
    return QSize(max(80, size.width()), max(80, size.height() - 2 * m.ROOM_PX))


def fitting_zoom(bounds: Rect, size: QSize) -> float:
    """The zoom at which *bounds* with a border fills the view, at most 1."""
    room, area = room_for(size), bounds.grown(m.FIT_BORDER)
    return min(room.width() / area.width, room.height() / area.height, 1.0)


def first_look(bounds: Rect, start: Rect | None, size: QSize) -> tuple[Point, float]:
    """The place in the middle of the view and the zoom; *start* is the card the conversation begins at."""
    zoom = fitting_zoom(bounds, size)
    if zoom >= m.BAND_TITLE:
        return bounds.centre, zoom
    zoom = OPENING_ZOOM
    width, border = size.width() / zoom, _BORDER_PX / zoom
    height = room_for(size).height() / zoom
    begin = start if start is not None else Rect(bounds.x, bounds.centre.y, 0, 0)
    left = min(
        max(bounds.x - border, begin.right - width / 3),
        max(bounds.x - border, bounds.right + border - width),
    )
    x = bounds.centre.x if bounds.width + 2 * border <= width else left + width / 2
    return Point(x, _held(begin.centre.y, bounds.y + height / 2, bounds.bottom - height / 2)), zoom


def _held(value: float, low: float, high: float) -> float:
    """*value* between the limits, or their middle where they cross."""
    return (low + high) / 2 if low > high else min(max(value, low), high)
