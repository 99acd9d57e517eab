"""Which menu belongs to what lies under the pointer, or to what is selected."""

from __future__ import annotations

from typing import Literal, TypeAlias

from editor.document.selection import Selected
from editor.tools.hit import Hit
from editor.tools.stage import Stage

Subject: TypeAlias = Literal["canvas", "node", "connection", "note", "frame", "several"]


def take_under(stage: Stage, hit: Hit | None) -> Subject:
    """Select what was hit unless it is selected already, and say what the menu is about."""
    selection = stage.selection
    if hit is None:
        selection.clear()
    elif hit.part == "connection" and hit.node is not None and hit.exit is not None:
        if (hit.node, hit.exit) not in selection.connections:
            selection.set(connections=[(hit.node, hit.exit)])
    elif hit.node is not None and hit.node not in selection.nodes:
        selection.set([hit.node])
    elif hit.note is not None and hit.note not in selection.notes:
        selection.set(notes=[hit.note])
    elif hit.frame is not None and hit.frame not in selection.frames:
        selection.set(frames=[hit.frame])
    return subject_of(selection.now)


def subject_of(now: Selected) -> Subject:
    """What a menu for a selection is about."""
    if len(now.nodes) + len(now.notes) + len(now.frames) > 1:
        return "several"
    if now.nodes:
        return "node"
    if now.frames:
        return "frame"
    if now.notes:
        return "note"
    return "connection" if now.connections else "canvas"
