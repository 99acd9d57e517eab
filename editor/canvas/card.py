"""One node on the canvas: its plan, its place and the state it is shown in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from editor.canvas import measures as m
from editor.canvas.card_plan import CardPlan
from editor.tools.geometry import Point, Rect
from runtime.flow.ids import ExitName, NodeId

RingState = Literal["none", "one", "many"]


@dataclass(slots=True)
class Card:
    """What the painters know of a node; they never read the document."""

    node: NodeId
    plan: CardPlan
    x: float
    y: float
    selected: RingState = "none"
    is_focused: bool = False
    is_hovered: bool = False
    hovered_exit: ExitName | None = None
    is_active: bool = False
    """The play-through stands here."""
    is_entered: bool = False
    """The walk came in here."""
    walked_exits: frozenset[ExitName] = frozenset()
    is_found: bool = False
    """The search found something in it."""
    is_muted: bool = False
    is_candidate: bool = False
    """The connection being drawn may lead here."""
    is_target: bool = False
    """The connection being drawn would lead here now."""
    errors: int = 0
    warnings: int = 0
    counts: dict[ExitName, str] = field(default_factory=dict)
    """Exit → people that left through it, in words."""
    waiting: str = ""
    """People that wait here now, in words."""
    is_unfolded: bool = False
    is_hidden: bool = False
    """Inside a closed frame: nothing of it is painted."""
    locked_exits: frozenset[ExitName] = frozenset()
    """Exits that people on the way are about to take; they cannot be removed."""

    @property
    def rect(self) -> Rect:
        """The face of the card."""
        return Rect(self.x, self.y, self.plan.width, self.plan.height)

    @property
    def painted(self) -> Rect:
        """All that is painted for it, rings and sockets included."""
        return self.rect.grown(m.CARD_MARGIN)

    def entry(self) -> Point:
        """The middle of the entry socket."""
        return Point(self.x, self.y + m.ENTRY_Y)

    def exit(self, name: ExitName) -> Point:
        """The middle of an exit's socket; the card's middle for an exit it no longer has."""
        return Point(self.x + self.plan.width, self.y + self.plan.exits.get(name, self.plan.height / 2))
