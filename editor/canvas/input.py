"""Mouse, wheel, pinch and keys of one canvas, handed to gestures and commands."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent

from editor.canvas import measures as m
from editor.canvas.camera import Camera
from editor.canvas.keys import CanvasKeys
from editor.canvas.pointer import pointer_at, pointer_of
from editor.canvas.stage import CanvasStage
from editor.tools.cutting import Cutting
from editor.tools.desk import Desk
from editor.tools.geometry import Point
from editor.tools.hit import Hit
from editor.tools.pointer import Pointer

_NOTCH = 120.0


class CanvasInput(QObject):
    """Keeps the state between events: Space held, the gesture, where the pointer was last."""

    hovered = Signal(object)
    """The Hit under the pointer, or None."""
    double_clicked = Signal(object)
    """The Hit that was double-clicked, or None."""
    scroll_asked = Signal(float, float)

    def __init__(self, stage: CanvasStage, camera: Camera, keys: CanvasKeys, desk: Desk) -> None:
        super().__init__(camera)
        self._stage = stage
        self._camera = camera
        self._keys = keys
        self.desk = desk
        self.is_space_held = False
        self._is_dragged_over = self._was_inside = False
        self._size = QSize(1, 1)
        self._last: Pointer | None = None
        self._place = QPointF()
        self._held = Qt.KeyboardModifier.NoModifier
        self._timer = QTimer(self)
        self._timer.setInterval(m.SCROLL_EVERY_MS)
        self._timer.timeout.connect(self._scroll_at_border)

    def resize(self, size: QSize) -> None:
        """Know where the border of the view is."""
        self._size = size

    @property
    def place(self) -> Point:
        """Where the pointer was last, in the scene."""
        return self._camera.to_scene(self._place.x(), self._place.y())

    def cancel(self) -> None:
        """Something else changed the document: drop what a gesture had in hand."""
        self._timer.stop()
        self._keys.cancel()
        if self.desk.gesture is not None:
            self.desk.cancel()

    def drop_all(self) -> None:
        """The focus went elsewhere: drop whatever a gesture had in hand, armed ones too."""
        self._timer.stop()
        self._keys.cancel()
        self.desk.cancel()

    def scroll_while_over(self, position: QPointF) -> None:
        """A drag from elsewhere is over this place: scroll as long as that is at the border.

        It comes in over the border, so that only counts once it was inside.
        """
        self._place, self._is_dragged_over = position, True
        is_at_border = self._border_step() != (0, 0)
        self._was_inside = self._was_inside or not is_at_border
        if is_at_border and self._was_inside:
            self._timer.start()

    def stop_scrolling(self) -> None:
        """The drag from elsewhere is gone."""
        self._is_dragged_over = self._was_inside = False
        self._timer.stop()

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        self._keys.cancel()
        self.desk.press(pointer_of(event, self._camera, self.is_space_held))

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved, with or without a button."""
        pointer = self._remember(event)
        if self.desk.gesture is None and self.desk.armed is None:
            if not self._keys.is_connecting:
                self.hovered.emit(self._hit(pointer))
            return
        self.desk.move(pointer)
        gesture = self.desk.gesture
        if gesture is not None and gesture.scrolls and self._border_step() != (0, 0):
            self._timer.start()

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""
        self._timer.stop()
        pointer = self._remember(event)
        self.desk.release(pointer)
        self.hovered.emit(self._hit(pointer))

    def double_click(self, event: QMouseEvent) -> None:
        """A second click came at once."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.desk.cancel()
            self.double_clicked.emit(self._hit(self._remember(event)))

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; a touchpad scrolls, Shift goes sideways."""
        at, turn, pixels = event.position(), event.angleDelta(), event.pixelDelta()
        held = event.modifiers()
        if not pixels.isNull() and not held & Qt.KeyboardModifier.ControlModifier:
            self.scroll_asked.emit(-pixels.x(), -pixels.y())
        elif held & Qt.KeyboardModifier.ShiftModifier:
            self.scroll_asked.emit(-(turn.y() or turn.x()), 0)
        elif turn.y():
            zoom = self._camera.zoom * m.ZOOM_STEP ** (turn.y() / _NOTCH)
            self._camera.zoom_at(zoom, at.x(), at.y())
        event.accept()

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Zoom with two fingers; says whether it was that."""
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return False
        at = event.position()
        self._camera.zoom_at(self._camera.zoom * (1 + event.value()), at.x(), at.y())
        return True

    def arm_knife(self) -> None:
        """Let the next stroke cut connections."""
        at = self._last or pointer_at(self._place, self._camera, self._held, False, "none")
        self.desk.arm(Cutting(self._stage, at, is_armed=True))

    def key_press(self, event: QKeyEvent) -> bool:
        """A key went down; says whether it meant anything."""
        if event.key() == Qt.Key.Key_Space:
            self.is_space_held = True
            return True
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_K and is_plain and self._may_arm():
            self.arm_knife()
            return True
        return self._keys.press(event)

    def key_release(self, event: QKeyEvent) -> bool:
        """A key went up."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.is_space_held = False
            return True
        return False

    def leave(self) -> None:
        """The focus or the pointer left: nothing is held any more."""
        self.is_space_held = False
        self.hovered.emit(None)

    def _may_arm(self) -> bool:
        return self.desk.gesture is None and not self._keys.is_connecting

    def _remember(self, event: QMouseEvent) -> Pointer:
        self._place, self._held = event.position(), event.modifiers()
        self._last = pointer_of(event, self._camera, self.is_space_held)
        return self._last

    def _hit(self, pointer: Pointer) -> Hit | None:
        return self._stage.hit(pointer.x, pointer.y, pointer.zoom)

    def _border_step(self) -> tuple[int, int]:
        return (
            _step(self._place.x(), self._size.width()),
            _step(self._place.y(), self._size.height()),
        )

    def _scroll_at_border(self) -> None:
        dx, dy = self._border_step()
        if (self.desk.gesture is None and not self._is_dragged_over) or (dx, dy) == (0, 0):
            self._timer.stop()
            return
        self.scroll_asked.emit(dx, dy)
        self.desk.move(pointer_at(self._place, self._camera, self._held, False, "left"))


def _step(place: float, length: int) -> int:
    if place < m.SCROLL_BORDER_PX:
        return -m.SCROLL_STEP_PX
    return m.SCROLL_STEP_PX if place > length - m.SCROLL_BORDER_PX else 0
