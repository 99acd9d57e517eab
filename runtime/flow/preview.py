"""What a node shows of itself on its card on the canvas."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preview:
    """The body of a node card: pictures, or a map, then one or two lines of text."""

    lines: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    """Media sources, in order; the card shows three and counts the rest."""
    shows_map: bool = False
