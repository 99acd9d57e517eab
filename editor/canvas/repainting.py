"""Which pixels are painted again when areas of the scene changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from editor.canvas import measures as m
from editor.canvas.camera import Camera
from editor.tools.geometry import Rect

DIRTY_MAX = 40
"""More areas than this are repainted as one."""


class Repainting:
    """Turns areas of the scene into areas of the widget."""

    def __init__(self, host: QWidget, camera: Camera) -> None:
        self._host = host
        self._camera = camera

    def dirty(self, areas: Sequence[Rect] | None) -> None:
        """Have areas painted again, or everything."""
        if areas is None or self._camera.zoom < m.BAND_OVERVIEW:
            self._host.update()
            return
        visible = self._host.rect()
        rects = [rect for area in areas if (rect := self._camera.view_rect(area)).intersects(visible)]
        if len(rects) > DIRTY_MAX:
            whole = QRect()
            for rect in rects:
                whole = whole.united(rect)
            self._host.update(whole)
            return
        for rect in rects:
            self._host.update(rect)

    def shown_in(self, region: QRegion) -> Callable[[Rect], bool] | None:
        """Whether something in an area has to be painted; None when all of it has to."""
        if region.rectCount() < 2:
            return None

        def is_shown(area: Rect) -> bool:
            return region.intersects(self._camera.view_rect(area))

        return is_shown
