"""What stands on the canvas: cards, connections, notes and frames, kept in step with the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from editor.canvas.card import Card
from editor.canvas.card_plan import Fits, plan_card
from editor.canvas.connections import ConnectionKey, Connections
from editor.canvas.grid import Grid
from editor.canvas.outline import Outline
from editor.document.change import Change
from editor.document.store import Store
from editor.tools.feedback import Shift
from editor.tools.geometry import Point, Rect, united
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import Frame, FrameId, Note, NoteId
from runtime.wording import Wording

Dirty = Callable[[Sequence[Rect] | None], None]
"""Called with areas to repaint, or None for everything."""

_NOWHERE = Shift(0.0, 0.0)


class CanvasScene:
    """A listener of the store; painters and gestures read it, nobody else writes it."""

    def __init__(self, store: Store, fits: Fits, dirty: Dirty) -> None:
        self._store = store
        self._fits = fits
        self._dirty = dirty
        self.cards: dict[NodeId, Card] = {}
        self.grid: Grid[NodeId] = Grid()
        self.connections = Connections(self.exit_of, self.entry_of)
        self.outline = Outline(self.cards, self.connections.routes)
        self.shifted = _NOWHERE
        self.version = 0
        """Counts up whenever a card, a connection or its place is not what it was."""
        self._unfolded: set[NodeId] = set()
        self._bounds: Rect | None = None
        self.rebuild(fits)

    def rebuild(self, fits: Fits) -> None:
        """Work out every card anew: the theme or the language changed."""
        self._fits = fits
        old = self.cards
        self.cards = {}
        self.grid = Grid()
        self.connections = Connections(self.exit_of, self.entry_of)
        for node_id in self._store.nodes:
            self._put_card(node_id, old.get(node_id))
        for node_id, node in self._store.nodes.items():
            self.connections.put(node_id, node.targets)
        self.connections.reroute(self.connections.touching(self.cards))
        self.outline = Outline(self.cards, self.connections.routes)
        self._changed(None)

    def take(self, change: Change) -> None:
        """Follow a change of the store."""
        touched, moved = change.node_ids(), change.moved_ids()
        dirty: list[Rect] = []
        before = self.connections.touching(touched)
        for node_id in touched:
            old = self.cards.get(node_id)
            if old is not None:
                dirty.append(old.painted)
            node = self._store.nodes.get(node_id)
            if node is None:
                dirty += self.connections.remove(node_id)
                self.cards.pop(node_id, None)
                self.grid.remove(node_id)
                self._unfolded.discard(node_id)
            else:
                dirty.append(self._put_card(node_id, old).painted)
                dirty += self.connections.put(node_id, node.targets)
        for node_id in moved - touched:
            dirty += self._follow(node_id)
        self.outline.touch((), before)
        dirty += self._rerouted(touched | moved)
        is_layout = any(kind in ("note", "frame") for kind, _ in change.records)
        if is_layout or dirty:
            self._changed(None if is_layout else dirty)

    def shift(self, shift: Shift | None) -> None:
        """Draw things elsewhere than the document has them, or where they belong.

        The bounds stay those of the document, so that a drag costs the same on every canvas.
        """
        new = shift or _NOWHERE
        old, self.shifted = self.shifted, new
        dirty: list[Rect] = []
        nodes = old.nodes | new.nodes
        for node_id in nodes:
            if node_id in self.cards:
                dirty += self._follow(node_id)
        dirty += self._rerouted(nodes)
        for rect in self._shifted_things(old):
            dirty += [rect.moved(old.dx, old.dy).grown(4), rect.grown(4)]
        dirty += [rect.moved(new.dx, new.dy).grown(4) for rect in self._shifted_things(new)]
        if dirty:
            self.version += 1
            self._dirty(dirty)

    def toggle_fold(self, node_id: NodeId) -> None:
        """Show, or fold again, the exits of a node beyond the eighth."""
        self._unfolded ^= {node_id}
        old = self.cards[node_id]
        areas = [old.painted, self._put_card(node_id, old).painted]
        self._changed([*areas, *self._rerouted([node_id])])

    def is_unfolded(self, node_id: NodeId) -> bool:
        """Whether all exits of a node are shown."""
        return node_id in self._unfolded

    def exit_of(self, node_id: NodeId, exit_name: ExitName) -> Point:
        """The middle of an exit's socket."""
        return self.cards[node_id].exit(exit_name)

    def entry_of(self, node_id: NodeId) -> Point:
        """The middle of an entry socket."""
        return self.cards[node_id].entry()

    def exit_label(self, key: ConnectionKey) -> Wording | None:
        """What the exit of a connection is called, or None when it is gone."""
        node = self._store.nodes.get(key[0])
        offers = node.offers() if node is not None else ()
        return next((offer.label for offer in offers if offer.name == key[1]), None)

    def rects_in(self, area: Rect) -> list[tuple[NodeId, Rect]]:
        """The faces of the cards that meet an area."""
        found = ((node_id, self.cards[node_id].rect) for node_id in self.grid.meeting(area))
        return [(node_id, rect) for node_id, rect in found if rect.meets(area)]

    def painted_in(self, area: Rect) -> Iterable[Card]:
        """The cards of which something shows in an area, lowest first."""
        return (self.cards[node_id] for node_id in self.grid.meeting(area))

    def notes(self) -> Iterable[tuple[Note, Rect]]:
        """Every note with its place as drawn now."""
        shift = self.shifted
        for note in self._store.notes.values():
            yield note, _placed(note, shift, note.id in shift.notes)

    def frames(self) -> Iterable[tuple[Frame, Rect]]:
        """Every frame with its place as drawn now."""
        shift = self.shifted
        for frame in self._store.frames.values():
            yield frame, _placed(frame, shift, frame.id in shift.frames)

    def bounds(self) -> Rect | None:
        """Around everything, or None when the canvas is empty."""
        if self._bounds is None:
            rects = [card.rect for card in self.cards.values()]
            rects += [rect for _, rect in self.notes()]
            rects += [rect for _, rect in self.frames()]
            self._bounds = united(rects)
        return self._bounds

    def repaint(self, nodes: Iterable[NodeId], connections: Iterable[ConnectionKey] = ()) -> None:
        """Have cards and connections painted again: their state changed, not their shape."""
        shown = [node_id for node_id in nodes if node_id in self.cards]
        self.outline.touch(shown)
        areas = [self.cards[node_id].painted for node_id in shown]
        routes = self.connections.routes
        for key in connections:
            if key in routes:
                areas += routes[key].strips()
        self.version += 1
        self._dirty(areas)

    def _rerouted(self, nodes: Iterable[NodeId]) -> list[Rect]:
        """Draw anew what leaves or enters nodes that changed; gives the areas to repaint."""
        touched = list(nodes)
        keys = self.connections.touching(touched)
        self.outline.touch(touched, keys)
        return self.connections.reroute(keys)

    def _put_card(self, node_id: NodeId, old: Card | None) -> Card:
        node = self._store.nodes[node_id]
        plan = plan_card(node, self._fits, node_id in self._unfolded)
        if old is None:
            card = Card(node_id, plan, 0, 0)
        else:
            card = old
            card.plan = plan
        self.cards[node_id] = card
        self._place(card)
        return card

    def _follow(self, node_id: NodeId) -> list[Rect]:
        card = self.cards[node_id]
        before = card.painted
        self._place(card)
        return [before, card.painted]

    def _place(self, card: Card) -> None:
        place = self._store.position(card.node)
        card.x, card.y = place.x, place.y
        if card.node in self.shifted.nodes:
            card.x, card.y = place.x + self.shifted.dx, place.y + self.shifted.dy
        self.grid.put(card.node, card.painted)

    def _shifted_things(self, shift: Shift) -> list[Rect]:
        things: list[Note | Frame] = [
            self._store.notes[NoteId(note)] for note in shift.notes if note in self._store.notes
        ]
        things += [
            self._store.frames[FrameId(frame)] for frame in shift.frames if frame in self._store.frames
        ]
        return [Rect(thing.x, thing.y, thing.width, thing.height) for thing in things]

    def _changed(self, areas: Sequence[Rect] | None) -> None:
        self.version += 1
        self._bounds = None
        self._dirty(areas)


def _placed(thing: Note | Frame, shift: Shift, is_shifted: bool) -> Rect:
    rect = Rect(thing.x, thing.y, thing.width, thing.height)
    return rect.moved(shift.dx, shift.dy) if is_shifted else rect
