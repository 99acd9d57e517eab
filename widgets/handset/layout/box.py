"""The base of every laid-out thing on the phone."""

from __future__ import annotations

from dataclasses import dataclass

from widgets.handset.hit_area import HitArea
from widgets.handset.layout.loss import Loss


@dataclass(frozen=True, kw_only=True)
class Box:
    """A measured piece of the conversation; everything inside counts from its upper left corner."""

    width: float
    height: float
    areas: tuple[HitArea, ...] = ()
    """Inner areas later than the ones around them."""
    losses: tuple[Loss, ...] = ()
    """What of the block does not show."""
