"""The scene as plain rectangles and lines, kept up to date piece by piece for overview and minimap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QLineF, QPointF, QRectF

from editor.canvas.card import Card
from editor.canvas.connections import ConnectionKey, Route
from runtime.flow.ids import NodeId

RING_AWAY = 14.0
"""How far rings stand off, in scene units: they must show against fills of their own hue."""


class Outline:
    """Shapes by what they stand for; what was touched is made anew when the shapes are next asked for."""

    def __init__(self, cards: Mapping[NodeId, Card], routes: Mapping[ConnectionKey, Route]) -> None:
        self._cards = cards
        self._routes = routes
        self._touched: dict[NodeId, None] = dict.fromkeys(cards)
        self._touched_routes: dict[ConnectionKey, None] = dict.fromkeys(routes)
        self._kinds: dict[NodeId, str] = {}
        self._blocks: dict[str, dict[NodeId, QRectF]] = {}
        self._lines: dict[ConnectionKey, QLineF] = {}
        self._rings: dict[NodeId, QRectF] = {}
        self._active: dict[NodeId, QRectF] = {}
        self._errors: dict[NodeId, QPointF] = {}
        self._warnings: dict[NodeId, QPointF] = {}
        self._found: dict[NodeId, QPointF] = {}

    def touch(self, nodes: Iterable[NodeId], routes: Iterable[ConnectionKey] = ()) -> None:
        """Note what is not what it was; removed ones too."""
        self._touched.update(dict.fromkeys(nodes))
        self._touched_routes.update(dict.fromkeys(routes))

    def blocks(self) -> dict[str, list[QRectF]]:
        """The faces of the cards by category."""
        self._follow()
        return {category: list(rects.values()) for category, rects in self._blocks.items()}

    def lines(self) -> list[QLineF]:
        """A straight line for every connection."""
        self._follow()
        return list(self._lines.values())

    def rings(self) -> tuple[list[QRectF], list[QRectF]]:
        """Rings round selected cards, and round the one where a conversation stands."""
        self._follow()
        return list(self._rings.values()), list(self._active.values())

    def dots(self) -> dict[str, list[QPointF]]:
        """Where search results and problems are: kind → places; errors last, to be painted over the rest."""
        self._follow()
        return {
            "found": list(self._found.values()),
            "warning": list(self._warnings.values()),
            "error": list(self._errors.values()),
        }

    def _follow(self) -> None:
        for node in self._touched:
            self._forget(node)
            card = self._cards.get(node)
            if card is not None and not card.is_hidden:
                self._draw(card)
        self._touched.clear()
        for key in self._touched_routes:
            route = self._routes.get(key)
            if route is None:
                self._lines.pop(key, None)
            else:
                self._lines[key] = QLineF(route.start.x, route.start.y, route.end.x, route.end.y)
        self._touched_routes.clear()

    def _forget(self, node: NodeId) -> None:
        category = self._kinds.pop(node, None)
        if category is not None:
            del self._blocks[category][node]
        self._rings.pop(node, None)
        self._active.pop(node, None)
        self._errors.pop(node, None)
        self._warnings.pop(node, None)
        self._found.pop(node, None)

    def _draw(self, card: Card) -> None:
        rect = QRectF(card.x, card.y, card.plan.width, card.plan.height)
        category = card.plan.category
        self._kinds[card.node] = category
        self._blocks.setdefault(category, {})[card.node] = rect
        if card.selected != "none":
            self._rings[card.node] = rect.adjusted(-RING_AWAY, -RING_AWAY, RING_AWAY, RING_AWAY)
        if card.is_active:
            self._active[card.node] = rect.adjusted(-RING_AWAY, -RING_AWAY, RING_AWAY, RING_AWAY)
        if card.is_found:
            self._found[card.node] = rect.topLeft()
        if card.errors:
            self._errors[card.node] = rect.topRight()
        elif card.warnings:
            self._warnings[card.node] = rect.topRight()
