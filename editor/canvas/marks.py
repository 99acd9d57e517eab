"""What is marked on the canvas: selection, hover, problems, the walk taken, live counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from editor.canvas.card import Card
from editor.canvas.connection_painter import ConnectionStates
from editor.canvas.connections import ConnectionKey
from editor.canvas.scene import CanvasScene
from editor.document.selection import Selected
from editor.tools.feedback import Feedback
from editor.tools.hit import Hit
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue, Step
from runtime.wording import Wording
from widgets.language import tr

_PEOPLE = Wording("{n} 人", "{n}")
_ROUGHLY = Wording("≈ {n} 人", "≈ {n}")


class Marks:
    """Sets the states of cards and connections, and has repainted only what differs."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self.selected = Selected()
        self.walked: frozenset[ConnectionKey] = frozenset()
        self.hovered_connection: ConnectionKey | None = None
        self.cut: frozenset[ConnectionKey] = frozenset()
        self._opened: ConnectionKey | None = None
        self._hovered: NodeId | None = None
        self._muted: frozenset[NodeId] | None = None
        self._target: NodeId | None = None
        self._issues: dict[NodeId, tuple[int, int]] = {}
        self._walk: tuple[Step, ...] = ()
        self._active: NodeId | None = None
        self._counts: Mapping[tuple[NodeId, ExitName | None], int] = {}
        self._found: frozenset[NodeId] = frozenset()
        self._is_rough = False
        self._locked: Mapping[ConnectionKey, Wording] = {}
        self.has_focus = False

    @property
    def active(self) -> NodeId | None:
        """Where the walk stands, or None."""
        return self._active

    def states(self) -> ConnectionStates:
        """The connections that are not plain."""
        return ConnectionStates(
            self.hovered_connection,
            frozenset(self.selected.connections),
            self.walked,
            self.cut,
            self._muted is not None,
            self._opened,
        )

    def select(self, selected: Selected) -> None:
        """Ring what is selected."""
        old, self.selected = self.selected, selected
        touched = {*old.nodes, *selected.nodes}
        if len(old.nodes) == len(selected.nodes) > 1:
            touched = set(old.nodes) ^ set(selected.nodes)
        touched.update(node for node in (_last(old), _last(selected)) if node is not None)
        self._refresh_selection(touched)
        self._scene.repaint(touched, {*old.connections, *selected.connections})

    def set_focus(self, has_focus: bool) -> None:
        """Show where the keyboard is, while it is on the canvas and was used last."""
        if has_focus != self.has_focus:
            self.has_focus = has_focus
            self._refresh_selection(self.selected.nodes)
            self._scene.repaint(self.selected.nodes[-1:])

    def hover(self, hit: Hit | None) -> bool:
        """Light up what is under the pointer; says whether that is something else than before."""
        node = hit.node if hit is not None and hit.part != "connection" else None
        connection = None
        if hit is not None and hit.part == "connection" and hit.node is not None and hit.exit is not None:
            connection = (hit.node, hit.exit)
        if node == self._hovered and connection == self.hovered_connection:
            return False
        touched = [card for card in (self._hovered, node) if card is not None]
        lines = [line for line in (self.hovered_connection, connection) if line is not None]
        self._hovered, self.hovered_connection = node, connection
        for name in touched:
            if name in self._scene.cards:
                self._scene.cards[name].is_hovered = name == node
        self._scene.repaint(touched, lines)
        return True

    def set_issues(self, issues: Iterable[Issue]) -> None:
        """Count problems on their nodes."""
        found: dict[NodeId, tuple[int, int]] = {}
        for issue in issues:
            if issue.node is not None:
                errors, warnings = found.get(issue.node, (0, 0))
                is_error = issue.severity == "error"
                found[issue.node] = (errors + is_error, warnings + (not is_error))
        old, self._issues = self._issues, found
        changed = [node for node in {*old, *found} if old.get(node) != found.get(node)]
        for node in changed:
            if node in self._scene.cards:
                self._count_issues(self._scene.cards[node])
        self._scene.repaint(changed)

    def set_walk(self, walk: tuple[Step, ...], active: NodeId | None) -> None:
        """Show the walk taken and where it stands."""
        cards, old_walked = self._scene.cards, self.walked
        nodes = {step.node for step in (*self._walk, *walk)}
        nodes.update(node for node in (self._active, active) if node is not None)
        self._walk, self._active = walk, active
        self.walked = frozenset((step.node, step.exit) for step in walk if step.exit is not None)
        touched = [node for node in nodes if node in cards]
        for node in touched:
            self._show_walk(cards[node])
        self._scene.repaint(touched, old_walked | self.walked)

    def set_counts(
        self, counts: Mapping[tuple[NodeId, ExitName | None], int], *, is_rough: bool = False
    ) -> None:
        """Show people per exit, and under None those that wait at a node; *is_rough* counts get a ≈."""
        self._counts, self._is_rough = dict(counts), is_rough
        for card in self._scene.cards.values():
            self._show_counts(card)
        self._scene.repaint(self._scene.cards)

    def set_found(self, nodes: frozenset[NodeId]) -> None:
        """Mark the nodes in which a search found something."""
        old, self._found = self._found, nodes
        changed = [node for node in old ^ nodes if node in self._scene.cards]
        for node in changed:
            self._scene.cards[node].is_found = node in nodes
        self._scene.repaint(changed)

    def set_locked_exits(self, exits: Mapping[ConnectionKey, Wording]) -> None:
        """Put a padlock at exits that people on the way depend on; the words say who."""
        old, self._locked = self._locked, dict(exits)
        touched = {node for node, _ in old.keys() ^ self._locked.keys() if node in self._scene.cards}
        for node in touched:
            self._lock_exits(self._scene.cards[node])
        self._scene.repaint(touched)

    def why_locked(self, key: ConnectionKey) -> Wording | None:
        """Who depends on an exit; None where there is no padlock."""
        return self._locked.get(key)

    def take_feedback(self, feedback: Feedback) -> None:
        """Mute what a connection cannot lead to, and mark what will be cut."""
        wire = feedback.wire
        muted = None if wire is None else frozenset(self._scene.cards) - wire.candidates - {wire.source}
        target = None if wire is None or wire.verdict != "allowed" else wire.target
        if (muted, target) != (self._muted, self._target):
            self._muted, self._target = muted, target
            for card in self._scene.cards.values():
                card.is_muted = muted is not None and card.node in muted
                card.is_candidate = wire is not None and card.node in wire.candidates
                card.is_target = card.node == target
            self._scene.repaint(self._scene.cards)
        if feedback.opened != self._opened:
            lines = [key for key in (self._opened, feedback.opened) if key is not None]
            self._opened = feedback.opened
            self._scene.repaint((), lines)
        if feedback.cut != self.cut:
            old, self.cut = self.cut, feedback.cut
            self._scene.repaint((), old | feedback.cut)

    def refresh(self) -> None:
        """Set the states of all cards anew: the cards are new."""
        self._refresh_selection(self._scene.cards)
        for card in self._scene.cards.values():
            self.refresh_card(card)

    def refresh_card(self, card: Card) -> None:
        """Set the states of a card that is new."""
        card.is_found = card.node in self._found
        self._count_issues(card)
        self._show_walk(card)
        self._show_counts(card)
        self._lock_exits(card)

    def _refresh_selection(self, nodes: Iterable[NodeId]) -> None:
        chosen = set(self.selected.nodes)
        current = _last(self.selected)
        for node in nodes:
            card = self._scene.cards.get(node)
            if card is not None:
                card.selected = "none" if node not in chosen else "one" if len(chosen) == 1 else "many"
                card.is_focused = self.has_focus and node == current

    def _count_issues(self, card: Card) -> None:
        card.errors, card.warnings = self._issues.get(card.node, (0, 0))

    def _lock_exits(self, card: Card) -> None:
        card.locked_exits = frozenset(name for node, name in self._locked if node == card.node)

    def _show_walk(self, card: Card) -> None:
        card.is_active = card.node == self._active
        card.walked_exits = frozenset(name for node, name in self.walked if node == card.node)
        card.is_entered = any(key in self.walked for key in self._scene.connections.incoming(card.node))

    def _show_counts(self, card: Card) -> None:
        counts = self._counts
        names = card.plan.exits
        card.counts = {name: f"{counts[card.node, name]:,}" for name in names if (card.node, name) in counts}
        waiting = counts.get((card.node, None), 0)
        card.waiting = tr(_ROUGHLY if self._is_rough else _PEOPLE).format(n=f"{waiting:,}") if waiting else ""


def _last(selected: Selected) -> NodeId | None:
    return selected.nodes[-1] if selected.nodes else None
