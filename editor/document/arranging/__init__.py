"""Places for nodes: for those that have none, and for all of them in layers."""

from editor.document.arranging.arrange import arranged
from editor.document.arranging.missing import places_for
from editor.document.arranging.task import ArrangeStopped, Box, Direction, Task

__all__ = ["ArrangeStopped", "Box", "Direction", "Task", "arranged", "places_for"]
