"""Cards glide from where they stood to where an arrangement put them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QEasingCurve, QVariantAnimation
from PySide6.QtWidgets import QWidget

from editor.canvas.scene import CanvasScene
from runtime.flow.ids import NodeId
from runtime.flow.layout import Position
from widgets.theme import current_theme
from widgets.theme.measures import VIEW_MS

GLIDING_MAX: Final = 150
"""More cards than this are put down at once: a frame of the way would take longer than it lasts."""


class Gliding(QVariantAnimation):
    """Draws cards on their way; the document has them at their new places already."""

    def __init__(self, scene: CanvasScene, host: QWidget) -> None:
        super().__init__(host)
        self._scene = scene
        self._host = host
        self._from: dict[NodeId, tuple[float, float]] = {}
        self.setStartValue(1.0)
        self.setEndValue(0.0)
        self.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.valueChanged.connect(self._on_value)
        self.finished.connect(self._end)

    def go(self, before: Mapping[NodeId, Position]) -> None:
        """Let cards come from these places; not with reduced motion, and not when they are many."""
        self.stop()
        cards = self._scene.cards
        moved = {
            node_id: (place.x - cards[node_id].x, place.y - cards[node_id].y)
            for node_id, place in before.items()
            if node_id in cards and (place.x, place.y) != (cards[node_id].x, cards[node_id].y)
        }
        duration = current_theme().duration_ms(VIEW_MS) if self._host.isVisible() else 0
        if duration and 0 < len(moved) <= GLIDING_MAX:
            self._from = moved
            self.setDuration(duration)
            self._on_value(1.0)
            self.start()

    def _on_value(self, part: float) -> None:
        self._scene.glide({node_id: (dx * part, dy * part) for node_id, (dx, dy) in self._from.items()})

    def _end(self) -> None:
        self._from = {}
        self._scene.glide({})
