"""What stands on the canvas: cards, connections, notes and frames, kept in step with the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from editor.canvas.card import Card
from editor.canvas.card_plan import CardPlan, Fits, plan_card
from editor.canvas.collapsing import Collapsing
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


def ignore_dirty(areas: Sequence[Rect] | None) -> None:
    """Nothing shows the scene yet."""


class CanvasScene:
    """A listener of the store; painters and gestures read it, nobody else writes it."""

    def __init__(
        self,
        store: Store,
        fits: Fits,
        dirty: Dirty = ignore_dirty,
        plans: Mapping[NodeId, CardPlan] | None = None,
    ) -> None:
        self._store = store
        self._fits = fits
        self._dirty = dirty
        self._plans = dict(plans or {})
        self.cards: dict[NodeId, Card] = {}
        self.grid: Grid[NodeId] = Grid()
        self.collapsing = Collapsing(store)
        self.connections = Connections(self)
        self.outline = Outline(self.cards, self.connections.routes)
        self.shifted = _NOWHERE
        self._gliding: dict[NodeId, tuple[float, float]] = {}
        self.version = 0
        """Counts up whenever a card, a connection or its place is not what it was."""
        self._unfolded: set[NodeId] = set()
        self._lifted: dict[NodeId, Rect | None] = {}
        self._bounds: Rect | None = None
        self.rebuild(fits)

    def listen(self, dirty: Dirty) -> None:
        """Have areas repainted that are not what they were."""
        self._dirty = dirty

    @property
    def fits(self) -> Fits:
        """The fonts of the cards with their measures."""
        return self._fits

    def rebuild(self, fits: Fits) -> None:
        """Work out every card anew: the theme or the language changed."""
        self._fits = fits
        old = self.cards
        self.cards = {}
        self.grid = Grid()
        self.connections = Connections(self)
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
        faces = {node_id: self._face(node_id) for node_id in touched | moved}
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
        refolded = self._refolded(change)
        for node_id in (moved | refolded) - touched:
            if node_id in self.cards:
                dirty += self._follow(node_id)
        self.outline.touch((), before)
        dirty += self._rerouted(touched | moved | refolded)
        is_layout = any(kind in ("note", "frame") for kind, _ in change.records)
        if refolded:
            self.connections.unsettle(dirty)
        self._stir(faces)
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
        if old is _NOWHERE:
            self._lifted = {node_id: self._face(node_id) for node_id in nodes}
        for node_id in nodes:
            if node_id in self.cards:
                dirty += self._follow(node_id)
        dirty += self._rerouted(nodes, settles=new is _NOWHERE)
        for rect in self._shifted_things(old):
            dirty += [rect.moved(old.dx, old.dy).grown(4), rect.grown(4)]
        dirty += [rect.moved(new.dx, new.dy).grown(4) for rect in self._shifted_things(new)]
        if new is _NOWHERE:
            self._stir(self._lifted)
            self._lifted = {}
        if dirty:
            self.version += 1
            self._dirty(dirty)

    def glide(self, offsets: Mapping[NodeId, tuple[float, float]]) -> None:
        """Draw cards so far from where the document has them; what is left out is where it belongs."""
        nodes = {*self._gliding, *offsets} & self.cards.keys()
        self._gliding = dict(offsets)
        for node_id in nodes:
            self._follow(node_id)
        self._rerouted(nodes, settles=not offsets)
        if not offsets:
            self.connections.unsettle([self.cards[node_id].painted for node_id in nodes])
        self.version += 1
        self._dirty(None)

    def toggle_fold(self, node_id: NodeId) -> None:
        """Show, or fold again, the exits of a node beyond the eighth."""
        self._unfolded ^= {node_id}
        old = self.cards[node_id]
        areas = [old.painted, self._put_card(node_id, old).painted]
        self._changed([*areas, *self._rerouted([node_id])])

    def show_member(self, thing_id: str) -> bool:
        """Show a closed frame open while something inside is looked at; says whether one hid it."""
        return self.collapsing.look_into(thing_id) and self._refold()

    def close_again(self, frame_id: FrameId) -> bool:
        """Show a frame closed again that was only looked into; says whether it was."""
        return self.collapsing.look_away(frame_id) and self._refold()

    def is_unfolded(self, node_id: NodeId) -> bool:
        """Whether all exits of a node are shown."""
        return node_id in self._unfolded

    def exit_of(self, node_id: NodeId, exit_name: ExitName) -> Point:
        """The middle of an exit's socket, or of the right edge of the closed frame it is in."""
        frame = self._closed_round(node_id)
        if frame is not None:
            return Point(frame.right, frame.centre.y)
        return self.cards[node_id].exit(exit_name)

    def entry_of(self, node_id: NodeId) -> Point:
        """The middle of an entry socket, or of the left edge of the closed frame it is in."""
        frame = self._closed_round(node_id)
        if frame is not None:
            return Point(frame.x, frame.centre.y)
        return self.cards[node_id].entry()

    def shown_rect(self, node_id: NodeId) -> Rect:
        """Where a node shows: its card, or the closed frame it is in."""
        return self._closed_round(node_id) or self.cards[node_id].rect

    def is_inside(self, source: NodeId, target: NodeId) -> bool:
        """Whether a connection runs within one closed frame, so that nothing of it shows."""
        hider = self.collapsing.hider(source)
        return hider is not None and hider == self.collapsing.hider(target)

    def faces_in(self, area: Rect) -> list[Rect]:
        """The faces that connections keep clear of: of cards and of closed frames."""
        faces = [rect for _, rect in self.rects_in(area)]
        closed = (self.frame_rect(frame) for frame in self.collapsing.closed())
        return faces + [rect for rect in closed if rect.meets(area)]

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
        """Every note that shows, with its place as drawn now."""
        shift = self.shifted
        for note in self._store.notes.values():
            if self.collapsing.hider(note.id) is None:
                rect = Rect(note.x, note.y, note.width, note.height)
                yield note, rect.moved(shift.dx, shift.dy) if note.id in shift.notes else rect

    def frames(self) -> Iterable[tuple[Frame, Rect]]:
        """Every frame that shows, with its place as drawn now."""
        for frame in self._store.frames.values():
            if self.collapsing.hider(frame.id) is None:
                yield frame, self.frame_rect(frame)

    def frame_rect(self, frame: Frame) -> Rect:
        """A frame's place as drawn now."""
        shift, rect = self.shifted, self.collapsing.rect(frame)
        return rect.moved(shift.dx, shift.dy) if frame.id in shift.frames else rect

    def bounds(self) -> Rect | None:
        """Around everything, or None when the canvas is empty."""
        if self._bounds is None:
            rects = _around([card for card in self.cards.values() if not card.is_hidden])
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

    def _rerouted(self, nodes: Iterable[NodeId], settles: bool = True) -> list[Rect]:
        """Draw anew what leaves or enters nodes that changed; gives the areas to repaint."""
        touched = list(nodes)
        keys = self.connections.touching(touched)
        self.outline.touch(touched, keys)
        return self.connections.reroute(keys, settles)

    def _face(self, node_id: NodeId) -> Rect | None:
        """The face of a card that shows, or None."""
        card = self.cards.get(node_id)
        return None if card is None or card.is_hidden else card.painted

    def _stir(self, faces: Mapping[NodeId, Rect | None]) -> None:
        """Work out anew the ways that run by cards which are not where, or as large as, they were."""
        found: list[Rect] = []
        for node_id, old in faces.items():
            new = self._face(node_id)
            if old != new:
                found += [face for face in (old, new) if face is not None]
        self.connections.unsettle(found)

    def _closed_round(self, node_id: NodeId) -> Rect | None:
        """The closed frame that a node is in, as drawn now, or None."""
        hider = self.collapsing.hider(node_id)
        return None if hider is None else self.frame_rect(self._store.frames[hider])

    def _refolded(self, change: Change) -> set[NodeId]:
        """Follow what frames hide; gives the nodes that are drawn elsewhere or not at all now."""
        frames = [FrameId(name) for kind, name in change.records if kind == "frame"]
        if not frames:
            return set()
        found = self.collapsing.refresh()
        for frame_id in frames:
            if self.collapsing.is_closed(frame_id):
                found.update(self._store.frames[frame_id].members)
        return {NodeId(name) for name in found if name in self.cards}

    def _refold(self) -> bool:
        for card in self.cards.values():
            self._place(card)
        self._rerouted(self.cards)
        self._changed(None)
        return True

    def _put_card(self, node_id: NodeId, old: Card | None) -> Card:
        node = self._store.nodes[node_id]
        plan = self._plans.pop(node_id, None) or plan_card(node, self._fits, node_id in self._unfolded)
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
        if card.node in self._gliding:
            dx, dy = self._gliding[card.node]
            card.x, card.y = card.x + dx, card.y + dy
        card.is_hidden = self.collapsing.hider(card.node) is not None
        if card.is_hidden:
            self.grid.remove(card.node)
        else:
            self.grid.put(card.node, card.painted)

    def _shifted_things(self, shift: Shift) -> list[Rect]:
        things: list[Note | Frame] = [
            self._store.notes[NoteId(note)] for note in shift.notes if note in self._store.notes
        ]
        things += [
            self._store.frames[FrameId(frame)] for frame in shift.frames if frame in self._store.frames
        ]
        return [
            Rect(thing.x, thing.y, thing.width, thing.height)
            if isinstance(thing, Note)
            else self.collapsing.rect(thing)
            for thing in things
        ]

    def _changed(self, areas: Sequence[Rect] | None) -> None:
        self.version += 1
        self._bounds = None
        self._dirty(areas)


def _around(cards: list[Card]) -> list[Rect]:
    """One rectangle around cards; without a rectangle for each, there may be thousands."""
    if not cards:
        return []
    left, top = min([card.x for card in cards]), min([card.y for card in cards])
    right = max([card.x + card.plan.width for card in cards])
    bottom = max([card.y + card.plan.height for card in cards])
    return [Rect(left, top, right - left, bottom - top)]
