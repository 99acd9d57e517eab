"""Chooses the gesture for a press and carries it to its end."""

from __future__ import annotations

from editor.tools.connecting import Connecting
from editor.tools.cutting import Cutting
from editor.tools.gesture import Gesture
from editor.tools.hit import Hit
from editor.tools.pan import Pan
from editor.tools.pointer import Button, Pointer
from editor.tools.pressing import Pressing
from editor.tools.resizing import Resizing
from editor.tools.rubber_band import RubberBand
from editor.tools.stage import Stage
from editor.tools.toggling import Toggling
from editor.tools.unfolding import Unfolding


class Desk:
    """One gesture at a time; a tool that is armed is used by the next press."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._gesture: Gesture | None = None
        self._armed: Gesture | None = None
        self._button: Button = "none"

    @property
    def gesture(self) -> Gesture | None:
        """The gesture that goes on, or None."""
        return self._gesture

    @property
    def armed(self) -> Gesture | None:
        """The gesture that the next press begins, or None."""
        return self._armed

    def arm(self, gesture: Gesture) -> None:
        """Let the next press use *gesture*."""
        self.cancel()
        self._armed = gesture

    def press(self, pointer: Pointer) -> None:
        """A button went down; a second one during a gesture is ignored."""
        if self._gesture is not None:
            return
        self._button = pointer.button
        if self._armed is not None and pointer.button == "left":
            self._gesture, self._armed = self._armed, None
            self._gesture.begin(pointer)
            return
        self._gesture = self._begin(pointer)

    def move(self, pointer: Pointer) -> None:
        """The pointer moved."""
        if self._gesture is not None:
            self._gesture = self._gesture.move(pointer)
        elif self._armed is not None:
            self._armed = self._armed.move(pointer)

    def release(self, pointer: Pointer) -> None:
        """A button went up; another than the gesture's ends nothing."""
        gesture = self._gesture
        if gesture is not None and pointer.button == self._button:
            self._gesture = None
            gesture.release(pointer)

    def cancel(self) -> bool:
        """Escape: drop the gesture; says whether there was one."""
        gesture = self._gesture or self._armed
        self._gesture = self._armed = None
        if gesture is not None:
            gesture.cancel()
        return gesture is not None

    def _begin(self, pointer: Pointer) -> Gesture | None:
        if pointer.button == "middle" or (pointer.button == "left" and pointer.space):
            return Pan(self._stage, pointer)
        if pointer.button == "right" and pointer.control:
            return Cutting(self._stage, pointer)
        if pointer.button != "left":
            return None
        hit = self._stage.hit(pointer.x, pointer.y, pointer.zoom)
        if hit is None:
            return Cutting(self._stage, pointer) if pointer.alt else RubberBand(self._stage, pointer)
        return self._on(hit, pointer)

    def _on(self, hit: Hit, pointer: Pointer) -> Gesture | None:
        if hit.part == "exit" and hit.node is not None and hit.exit is not None:
            return Connecting(self._stage, pointer, hit.node, hit.exit)
        if hit.part == "fold" and hit.node is not None:
            return Unfolding(self._stage, pointer, hit.node, hit.exit)
        if hit.part == "chevron" and hit.frame is not None:
            return Toggling(self._stage, pointer, hit)
        if hit.part == "corner":
            return Resizing(self._stage, pointer, hit)
        if hit.part == "entry" and hit.node is not None:
            return Pressing(self._stage, pointer, Hit("node", hit.node))
        return Pressing(self._stage, pointer, hit)
