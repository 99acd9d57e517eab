"""What lies under the pointer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import FrameId, NoteId

Part: TypeAlias = Literal["node", "exit", "entry", "fold", "connection", "note", "frame", "corner", "chevron"]


@dataclass(frozen=True, slots=True)
class Hit:
    """The topmost thing at a place.

    `exit` and `connection` carry node and exit; `fold` is the row that stands for the exits that are folded
    and carries the first exit of them; `corner` is the lower right corner of a note or frame, by which it is
    resized; `chevron` is the mark on a frame that collapses it.
    """

    part: Part
    node: NodeId | None = None
    exit: ExitName | None = None
    note: NoteId | None = None
    frame: FrameId | None = None
    at_end: bool = False
    """A connection was hit near the node it leads to."""
