"""What lies under a place of the scene, topmost first."""

from __future__ import annotations

from editor.canvas import measures as m
from editor.canvas.card import Card
from editor.canvas.scene import CanvasScene
from editor.tools.geometry import Rect
from editor.tools.hit import Hit
from runtime.flow.ids import ExitName

_CORNER = 14.0
_FRAME_TITLE = 28.0
_FRAME_EDGE = 6.0


def hit_at(scene: CanvasScene, x: float, y: float, zoom: float) -> Hit | None:
    """The topmost thing at a place; sockets cannot be hit in the overview."""
    reach = m.SOCKET_HIT + 1
    near = [scene.cards[n] for n in scene.grid.meeting(Rect(x - reach, y - reach, 2 * reach, 2 * reach))]
    note = _note_at(scene, x, y)
    if note is not None:
        return note
    for card in reversed(near):
        found = _on_card(card, x, y, zoom)
        if found is not None:
            return found
    closed = _closed_at(scene, x, y)
    if closed is not None:
        return closed
    reached = scene.connections.at(x, y, m.HIT_CONNECTION / min(zoom, 1.0))
    if reached is not None:
        route, at_end = reached
        return Hit("connection", *route.key, at_end=at_end)
    return _frame_at(scene, x, y)


def _on_card(card: Card, x: float, y: float, zoom: float) -> Hit | None:
    plan = card.plan
    if zoom >= m.BAND_OVERVIEW and abs(x - card.x - plan.width) <= m.SOCKET_HIT:
        nearest = min(plan.exits, key=lambda name: abs(card.y + plan.exits[name] - y), default=None)
        if nearest is not None and abs(card.y + plan.exits[nearest] - y) <= m.SOCKET_HIT:
            if plan.fold is not None and plan.exits[nearest] == plan.fold[0]:
                return Hit("fold", card.node, _first_folded(card))
            return Hit("exit", card.node, nearest)
    if card.rect.holds(x, y):
        if plan.fold is not None and abs(card.y + plan.fold[0] - y) <= m.ROW / 2:
            return Hit("fold", card.node, _first_folded(card))
        return Hit("node", card.node)
    if plan.has_entry and (x - card.x) ** 2 + (y - card.y - m.ENTRY_Y) ** 2 <= m.SOCKET_HIT**2:
        return Hit("entry", card.node)
    return None


def _first_folded(card: Card) -> ExitName | None:
    """The first of the folded exits; they all stand where the row for them is."""
    fold = card.plan.fold
    return next((name for name, y in card.plan.exits.items() if fold is not None and y == fold[0]), None)


def _closed_at(scene: CanvasScene, x: float, y: float) -> Hit | None:
    for frame in reversed(list(scene.collapsing.closed())):
        rect = scene.frame_rect(frame)
        if rect.holds(x, y):
            return Hit("chevron" if _on_chevron(rect, x, y) else "frame", frame=frame.id)
    return None


def _on_chevron(rect: Rect, x: float, y: float) -> bool:
    return x - rect.x <= m.CHEVRON_X + m.CHEVRON + 4 and y - rect.y <= m.CHEVRON_Y + m.CHEVRON + 6


def _note_at(scene: CanvasScene, x: float, y: float) -> Hit | None:
    for note, rect in reversed(list(scene.notes())):
        if rect.holds(x, y):
            is_corner = x > rect.right - _CORNER and y > rect.bottom - _CORNER
            return Hit("corner" if is_corner else "note", note=note.id)
    return None


def _frame_at(scene: CanvasScene, x: float, y: float) -> Hit | None:
    """A frame is taken by its title and its edges; its ground is for the rubber band."""
    for frame, rect in reversed(list(scene.frames())):
        if not rect.holds(x, y):
            continue
        if x > rect.right - _CORNER and y > rect.bottom - _CORNER:
            return Hit("corner", frame=frame.id)
        if _on_chevron(rect, x, y):
            return Hit("chevron", frame=frame.id)
        if y < rect.y + _FRAME_TITLE or not rect.grown(-_FRAME_EDGE).holds(x, y):
            return Hit("frame", frame=frame.id)
    return None
