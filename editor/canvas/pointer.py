"""Turns Qt's mouse events into plain pointers."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from editor.canvas.camera import Camera
from editor.tools.pointer import Button, Pointer

_BUTTONS: dict[Qt.MouseButton, Button] = {
    Qt.MouseButton.LeftButton: "left",
    Qt.MouseButton.MiddleButton: "middle",
    Qt.MouseButton.RightButton: "right",
}


def pointer_of(event: QMouseEvent, camera: Camera, space: bool) -> Pointer:
    """The pointer of an event; for a movement the button that is held."""
    button = event.button()
    if button is Qt.MouseButton.NoButton:
        button = next((held for held in _BUTTONS if held & event.buttons()), Qt.MouseButton.NoButton)
    return pointer_at(event.position(), camera, event.modifiers(), space, _BUTTONS.get(button, "none"))


def pointer_at(
    place: QPointF, camera: Camera, held: Qt.KeyboardModifier, space: bool = False, button: Button = "none"
) -> Pointer:
    """The pointer at a pixel of the view."""
    at = camera.to_scene(place.x(), place.y())
    return Pointer(
        at.x,
        at.y,
        place.x(),
        place.y(),
        camera.zoom,
        button,
        bool(held & Qt.KeyboardModifier.ShiftModifier),
        bool(held & Qt.KeyboardModifier.ControlModifier),
        bool(held & Qt.KeyboardModifier.AltModifier),
        space,
    )
