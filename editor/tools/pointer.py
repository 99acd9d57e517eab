"""One state of the mouse, pen or finger as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Button: TypeAlias = Literal["none", "left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, in the scene and on screen, and what is held down."""

    x: float
    y: float
    x_px: float = 0.0
    y_px: float = 0.0
    zoom: float = 1.0
    button: Button = "left"
    """The button that was pressed or released; while moving, the one that is held."""
    shift: bool = False
    control: bool = False
    alt: bool = False
    space: bool = False
