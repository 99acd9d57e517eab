"""Where things stand on the canvas; the runtime never reads it."""

from __future__ import annotations

from typing import Annotated, NewType

from pydantic import AllowInfNan, Field

from runtime.flow.ids import NodeId
from runtime.records import Record

NoteId = NewType("NoteId", str)
FrameId = NewType("FrameId", str)

Coordinate = Annotated[float, AllowInfNan(False), Field(ge=-1e7, le=1e7)]


class Position(Record):
    """The top left corner of a node, in scene units."""

    x: Coordinate = 0.0
    y: Coordinate = 0.0


class Note(Record):
    """A sticky note, in scene units."""

    id: NoteId
    x: Coordinate = 0.0
    y: Coordinate = 0.0
    width: Annotated[float, Field(ge=40, le=4000)] = 140.0
    height: Annotated[float, Field(ge=24, le=4000)] = 68.0
    text: Annotated[str, Field(max_length=2000)] = ""


def _is_unset(value: object) -> bool:
    return not value


class Frame(Record):
    """A titled area behind nodes, in scene units; a collapsed one is shown as a small card for what it holds.

    Both last fields are written only when they say something, so that older files keep their bytes.
    """

    id: FrameId
    x: Coordinate = 0.0
    y: Coordinate = 0.0
    width: Annotated[float, Field(ge=40, le=20000)] = 240.0
    height: Annotated[float, Field(ge=40, le=20000)] = 200.0
    title: Annotated[str, Field(max_length=80)] = ""
    collapsed: Annotated[bool, Field(exclude_if=_is_unset)] = False
    members: Annotated[tuple[str, ...], Field(max_length=10_000, exclude_if=_is_unset)] = ()
    """Ids of the nodes and notes that went in when it was collapsed; those that are gone do not count."""


class Layout(Record):
    """Positions by node id, notes and frames by their own ids."""

    positions: dict[NodeId, Position] = {}
    notes: dict[NoteId, Note] = {}
    frames: dict[FrameId, Frame] = {}
