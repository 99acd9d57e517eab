"""The canvas: shows a scenario and turns what people do into edits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QImage

from editor.canvas.acting import ActingSurface
from editor.canvas.adding import add_node, free_place
from editor.canvas.export import picture_of, write_svg
from editor.canvas.people_spots import PeopleSpots
from editor.tools.geometry import Point, Rect
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Issue


class CanvasView(ActingSurface):
    """Shows one store; what it changes goes through the store, what it selects through the selection."""

    def set_issues(self, issues: tuple[Issue, ...]) -> None:
        """Count problems on the cards."""
        self._marks.set_issues(issues)

    def set_counts(
        self, counts: Mapping[tuple[NodeId, ExitName | None], int], *, is_rough: bool = False
    ) -> None:
        """Show how many people left through each exit; under `(node, None)` how many wait there."""
        self._marks.set_counts(counts, is_rough=is_rough)

    @cached_property
    def people(self) -> PeopleSpots:
        """The places of cards that tell of people: badges can be clicked, padlocks say who waits."""
        return PeopleSpots(self, self._scene, self._camera, self._marks)

    def set_found(self, nodes: frozenset[NodeId]) -> None:
        """Mark the nodes in which a search found something; none for no search."""
        self._marks.set_found(nodes)

    def clear_of(self, node_id: NodeId, covered: QRect) -> None:
        """Bring a node to the middle when it lies under something, given in px of the view."""
        card = self._scene.cards.get(node_id)
        if card is not None and self._camera.view_rect(card.rect).intersects(covered):
            self._camera.look_at(card.rect.centre, self._camera.zoom, self.size(), self.isVisible())

    def look_at(self, area: Rect) -> None:
        """Bring a part of the scene into view at a size that can be read, if it is not."""
        self.outlook.reveal_area(area)

    def set_minimap_pinned(self, is_pinned: bool) -> None:
        """Show the minimap for small scenarios too."""
        self._overlays.pin_minimap(is_pinned)

    def zoom(self) -> float:
        """The zoom; 1 is 100 %."""
        return self._camera.zoom

    def zoom_to_selection(self) -> None:
        """Look at what is selected, or at everything."""
        self.outlook.fit_selection()

    def reveal(self, node_id: NodeId, exit: ExitName | None = None) -> None:  # noqa: A002  # the interface's word
        """Bring a node, or one of its exits, into view at a size that can be read, and select it."""
        card = self._scene.cards.get(node_id)
        if card is None:
            return
        self._scene.show_member(node_id)
        self._selection.set([node_id])
        if exit is not None and exit not in {row.name for row in card.plan.rows} and exit in card.plan.exits:
            self._scene.toggle_fold(node_id)
        self.outlook.reveal(node_id, exit)

    def follow(self, node_id: NodeId) -> None:
        """Bring a node into view, clear of banner and tools, at the zoom and with the selection there is."""
        self.outlook.follow(node_id)

    def arrange(self) -> None:
        """Arrange everything in layers along the flow, in one edit."""
        self.arranging.arrange()

    def add_node(self, kind: str, scene_pos: QPointF | None = None) -> NodeId | None:
        """Add a node type or a message element, its corner at a place or where there is room in view.

        Gives the new id, None when it was refused; raises UnknownKind.
        """
        if scene_pos is None:
            place = free_place(self._stage, self._store, self.area_in_view().centre)
        else:
            place = Point(scene_pos.x(), scene_pos.y())
        made = add_node(self._stage, kind, place)
        if made is not None and scene_pos is None:
            self.outlook.keep_in_view(made)
        return made

    def render_image(self, scale: float = 1.0) -> QImage:
        """Everything on the canvas as a picture."""
        return picture_of(self._painting, self._scene.bounds(), scale)

    def render_svg(self, path: Path) -> None:
        """Write everything on the canvas as SVG; raises OSError when the file cannot be written."""
        write_svg(self._painting, self._scene.bounds(), path, self._store.flow.name)

    def node_rect(self, node_id: NodeId) -> QRect:
        """The pixels of the view that a node's card covers."""
        return self._camera.view_rect(self._scene.cards[node_id].rect)

    def exit_position(self, node_id: NodeId, exit_name: ExitName) -> QPoint:
        """The pixel of the view at the middle of an exit's socket."""
        return self._camera.to_view(self._scene.exit_of(node_id, exit_name)).toPoint()

    def node_at(self, x: float, y: float) -> NodeId | None:
        """The node whose card is at a place of the scene, None where there is none."""
        hit = self._stage.hit(x, y, 1.0)
        return hit.node if hit is not None and hit.part in ("node", "exit", "entry", "fold") else None

    def scene_at(self, place: QPoint) -> Point:
        """The place of the scene under a pixel of the view."""
        return self._camera.to_scene(place.x(), place.y())
