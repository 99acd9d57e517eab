"""What can be put onto the canvas, read from the registries."""

from editor.document.starting_points import starting_node as new_node
from editor.palette.palette import Palette

__all__ = ["Palette", "new_node"]
