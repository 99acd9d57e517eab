"""Places on cards that tell of people on the way: the badge of those who wait, padlocks at exits."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from editor.canvas import measures as m
from editor.canvas.badge_painter import waiting_badge
from editor.canvas.camera import Camera
from editor.canvas.card import Card
from editor.canvas.card_painter import lock_place
from editor.canvas.marks import Marks
from editor.canvas.scene import CanvasScene
from editor.tools.geometry import Rect
from runtime.flow.ids import NodeId
from runtime.wording import Wording
from widgets.language import tr

_REACH = 4.0
_CLICK = Wording("点一下看谁在哪里等", "Click to see who waits where")


class PeopleSpots(QObject):
    """Answers the pointer over these places before the canvas does."""

    asked = Signal(str)
    """The badge of a node, by its id, was clicked."""

    def __init__(self, view: QWidget, scene: CanvasScene, camera: Camera, marks: Marks) -> None:
        super().__init__(view)
        self._scene = scene
        self._camera = camera
        self._marks = marks
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell who waits, and take a click on the badge."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(QPointF(event.pos()))
            if words is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tr(words))
            return True
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            node = self.badge_at(event.position())
            if node is not None and event.button() is Qt.MouseButton.LeftButton:
                self.asked.emit(node)
                return True
        return super().eventFilter(watched, event)

    def badge_at(self, place: QPointF) -> NodeId | None:
        """The node whose badge of waiting people lies under a pixel of the view."""
        found = self._card_at(place)
        if found is None:
            return None
        card, inside = found
        badge = waiting_badge(card, self._scene.fits)
        return card.node if badge is not None and badge.contains(inside) else None

    def words_at(self, place: QPointF) -> Wording | None:
        """What the place tells of people; None where it tells nothing."""
        if self.badge_at(place) is not None:
            return _CLICK
        found = self._card_at(place)
        if found is None:
            return None
        card, inside = found
        for row in card.plan.rows:
            spot = lock_place(card, row).adjusted(-_REACH, -_REACH, _REACH, _REACH)
            if row.name in card.locked_exits and spot.contains(inside):
                return self._marks.why_locked((card.node, row.name))
        return None

    def _card_at(self, place: QPointF) -> tuple[Card, QPointF] | None:
        if self._camera.zoom < m.BAND_TITLE:
            return None
        at = self._camera.to_scene(place.x(), place.y())
        for node in reversed(list(self._scene.grid.meeting(Rect(at.x, at.y, 1, 1)))):
            card = self._scene.cards[node]
            if card.rect.holds(at.x, at.y) and not card.is_hidden:
                return card, QPointF(at.x - card.x, at.y - card.y)
        return None
