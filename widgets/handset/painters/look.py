"""What every painter of the phone needs to know beside the box it paints."""

from __future__ import annotations

from dataclasses import dataclass

from widgets.handset.palette import Palette
from widgets.handset.pictures import Pictures


@dataclass(frozen=True)
class Look:
    """The colours, where pictures come from, and whether cut text is marked."""

    palette: Palette
    pictures: Pictures
    shows_cuts: bool = False
    running: int | None = None
    """The card of the piece whose recording or video runs, -1 for the piece itself, None for none."""
    crops_top: bool = False
    """A picture that does not fit keeps its upper part instead of its middle."""
