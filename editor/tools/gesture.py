"""The base of every gesture: from the press of a button to its release."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from editor.tools.feedback import NOTHING
from editor.tools.pointer import Pointer
from editor.tools.stage import Stage

DRAG_FROM_PX = 4.0
"""A press that moves less is a click."""


class Gesture(ABC):
    """One thing a person does with the pointer; it changes the document once, when it is done."""

    scrolls: ClassVar[bool] = True
    """Whether holding the pointer at the border of the view scrolls it."""

    def __init__(self, stage: Stage, start: Pointer) -> None:
        self.stage = stage
        self.start = start

    def begin(self, pointer: Pointer) -> None:
        """The button went down on a gesture that was armed before."""
        self.start = pointer

    @abstractmethod
    def move(self, pointer: Pointer) -> Gesture:
        """Follow the pointer; gives the gesture that goes on, which may be another."""

    @abstractmethod
    def release(self, pointer: Pointer) -> None:
        """Let go: do it."""

    def cancel(self) -> None:
        """Escape: leave everything as it was."""
        self.stage.show(NOTHING)

    def is_drag(self, pointer: Pointer) -> bool:
        """Whether the pointer is far enough from where it was pressed."""
        dx, dy = pointer.x_px - self.start.x_px, pointer.y_px - self.start.y_px
        return dx * dx + dy * dy >= DRAG_FROM_PX * DRAG_FROM_PX
