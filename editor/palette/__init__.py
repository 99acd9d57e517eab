"""What can be put onto the canvas, read from the registries."""

from editor.palette.palette import Palette
from editor.palette.starting_points import new_node

__all__ = ["Palette", "new_node"]
