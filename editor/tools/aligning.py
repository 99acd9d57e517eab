"""Aligning what is selected by an edge or a middle, and spreading it evenly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from editor.tools.geometry import Rect, united
from editor.tools.moving import move_each
from editor.tools.stage import Stage
from runtime.flow.ids import NodeId
from runtime.flow.layout import FrameId, NoteId
from runtime.wording import Wording

Edge: TypeAlias = Literal["left", "centre", "right", "top", "middle", "bottom"]
Way: TypeAlias = Literal["across", "down"]

ALIGN_WORDS: dict[Edge, Wording] = {
    "left": Wording("左对齐", "Align left"),
    "centre": Wording("水平居中对齐", "Align centres"),
    "right": Wording("右对齐", "Align right"),
    "top": Wording("顶端对齐", "Align top"),
    "middle": Wording("垂直居中对齐", "Align middles"),
    "bottom": Wording("底端对齐", "Align bottom"),
}
SPREAD_WORDS: dict[Way, Wording] = {
    "across": Wording("水平等距", "Distribute horizontally"),
    "down": Wording("垂直等距", "Distribute vertically"),
}
_LEAST_TO_SPREAD = 3

_OFFSETS: dict[Edge, Callable[[Rect, Rect], tuple[float, float]]] = {
    "left": lambda whole, rect: (whole.x - rect.x, 0.0),
    "centre": lambda whole, rect: (whole.centre.x - rect.centre.x, 0.0),
    "right": lambda whole, rect: (whole.right - rect.right, 0.0),
    "top": lambda whole, rect: (0.0, whole.y - rect.y),
    "middle": lambda whole, rect: (0.0, whole.centre.y - rect.centre.y),
    "bottom": lambda whole, rect: (0.0, whole.bottom - rect.bottom),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that is aligned; a node that stands on a selected frame moves with the frame alone."""

    rect: Rect
    node: NodeId | None = None
    note: NoteId | None = None
    frame: FrameId | None = None


def align(stage: Stage, edge: Edge) -> bool:
    """Bring the selected things to one line in one edit; says whether there were enough of them."""
    pieces = pieces_of(stage)
    whole = united(piece.rect for piece in pieces)
    if whole is None or len(pieces) < 2:
        return False
    offset = _OFFSETS[edge]
    move_each(stage, [(piece, *offset(whole, piece.rect)) for piece in pieces], ALIGN_WORDS[edge])
    return True


def spread(stage: Stage, way: Way) -> bool:
    """Make the gaps between the selected things equal in one edit; the outermost ones stay.

    Says whether there were enough of them.
    """
    pieces = pieces_of(stage)
    if len(pieces) < _LEAST_TO_SPREAD:
        return False
    is_across = way == "across"
    pieces.sort(key=lambda piece: (piece.rect.centre.x, piece.rect.centre.y) if is_across
                else (piece.rect.centre.y, piece.rect.centre.x))  # fmt: skip
    sizes = [piece.rect.width if is_across else piece.rect.height for piece in pieces]
    first, last = pieces[0].rect, pieces[-1].rect
    room = (last.right - first.x if is_across else last.bottom - first.y) - sum(sizes)
    gap, place = room / (len(pieces) - 1), (first.x if is_across else first.y)
    moves: list[tuple[Piece, float, float]] = []
    for piece, size in zip(pieces, sizes, strict=True):
        by = place - (piece.rect.x if is_across else piece.rect.y)
        moves.append((piece, by, 0.0) if is_across else (piece, 0.0, by))
        place += size + gap
    move_each(stage, moves, SPREAD_WORDS[way])
    return True


def pieces_of(stage: Stage) -> list[Piece]:
    """What is selected as things that can be aligned."""
    now, store = stage.selection.now, stage.store
    frames = [(frame, stage.frame_rect(frame)) for frame in now.frames]
    carried = {
        node for _, area in frames for node in now.nodes if area.encloses(stage.rect_of(node))
    }  # fmt: skip
    carried.update(node for node in now.nodes if stage.is_hidden(node))
    notes = [store.notes[note] for note in now.notes]
    return [
        *(Piece(stage.rect_of(node), node=node) for node in now.nodes if node not in carried),
        *(Piece(Rect(note.x, note.y, note.width, note.height), note=note.id) for note in notes),
        *(Piece(area, frame=frame) for frame, area in frames),
    ]
