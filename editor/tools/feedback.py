"""What a gesture shows while it goes on; nothing of it is in the document yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from editor.tools.geometry import Point, Rect
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import FrameId, NoteId
from runtime.wording import Wording

Cursor: TypeAlias = Literal[
    "arrow", "open_hand", "closed_hand", "cross", "move", "copy", "resize", "pointing"
]


@dataclass(frozen=True, slots=True)
class Shift:
    """Things drawn elsewhere than the document has them."""

    dx: float
    dy: float
    nodes: frozenset[NodeId] = frozenset()
    notes: frozenset[NoteId] = frozenset()
    frames: frozenset[FrameId] = frozenset()


@dataclass(frozen=True, slots=True)
class Wire:
    """A connection being drawn."""

    start: Point
    end: Point
    source: NodeId
    exit: ExitName
    verdict: Literal["open", "allowed", "refused"] = "open"
    """Whether letting go here connects; open is nothing under the pointer."""
    target: NodeId | None = None
    words: Wording | None = None
    """What letting go will do, or why it cannot."""
    candidates: frozenset[NodeId] = frozenset()
    """The nodes it may lead to; the others are muted."""


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside the pointer: what letting go will do, or why it cannot."""

    at: Point
    words: Wording
    is_refusal: bool = False


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything one gesture shows at one moment."""

    shift: Shift | None = None
    guides: tuple[tuple[Point, Point], ...] = ()
    """Lines through equal edges."""
    band: Rect | None = None
    wire: Wire | None = None
    knife: tuple[Point, Point] | None = None
    ghost: Rect | None = None
    """Where something will be placed, or the new size of a note or frame."""
    ghosts: tuple[Rect, ...] = ()
    """Where the copies of things will stand."""
    label: Label | None = None
    opened: tuple[NodeId, ExitName] | None = None
    """The connection that a node will be put into."""
    cut: frozenset[tuple[NodeId, ExitName]] = field(default_factory=frozenset)
    """Connections that letting go will cut."""
    cursor: Cursor = "arrow"


NOTHING = Feedback()
