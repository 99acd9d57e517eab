"""What the view looks at: fitting, revealing, going back, and what the tools at its edges ask for."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from editor.canvas import measures as m
from editor.canvas.camera import Camera
from editor.canvas.first_look import first_look, fitting_zoom
from editor.canvas.scene import CanvasScene
from editor.canvas.view_history import Look, ViewHistory
from editor.document.selection import Selection
from editor.document.store import Store
from editor.tools.geometry import Point, Rect, united
from runtime.flow.ids import ExitName, NodeId

_STAYED_MS: Final = 700
"""After so long without moving, a look counts as one that somebody may want to come back to."""
_FAR: Final = 0.6
"""A pan over less than this part of the view is no other look."""
_ROOM_AROUND: Final = 80
_NEAREST: Final = 1.2
"""The closest look at a selection."""


class Outlook(QObject):
    """Moves the camera of one canvas; every jump can be gone back on, small pans are part of a look."""

    def __init__(
        self, camera: Camera, scene: CanvasScene, store: Store, selection: Selection, host: QWidget
    ) -> None:
        super().__init__(host)
        self._camera = camera
        self._scene = scene
        self._store = store
        self._selection = selection
        self._host = host
        self._looks_first = True
        self.kept: Look | None = None
        """Where to look first, as somebody did when the scenario was closed; None to look as at a new one."""
        self._stayed: Look | None = None
        self.history = ViewHistory()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYED_MS)
        self._timer.timeout.connect(self._stay)
        camera.moved.connect(self._on_moved)

    @property
    def look(self) -> Look:
        """What is looked at now."""
        return Look(self.area().centre, self._camera.zoom)

    def area(self) -> Rect:
        """The visible part of the scene."""
        return self._camera.scene_rect(self._host.rect())

    def fit(self, is_animated: bool = True) -> None:
        """Look at everything, no nearer than 100 %, clear of what lies over the canvas."""
        bounds = self._scene.bounds()
        if bounds is not None:
            self.leave()
            zoom = max(fitting_zoom(bounds, self._host.size()), m.ZOOM_MIN)
            self._go(Look(bounds.centre, zoom), is_animated)

    def fit_selection(self) -> None:
        """Look at what is selected, or at everything."""
        chosen, cards = self._selection.now, self._scene.cards
        rects = [cards[node].rect for node in chosen.nodes if node in cards]
        rects += [rect for note, rect in self._scene.notes() if note.id in chosen.notes]
        rects += [rect for frame, rect in self._scene.frames() if frame.id in chosen.frames]
        rects += [
            cards[node].rect
            for key in chosen.connections
            if (route := self._scene.connections.routes.get(key)) is not None
            for node in (key[0], route.target)
        ]
        area = united(rects)
        if area is None:
            self.fit()
            return
        self.leave()
        around, size = area.grown(_ROOM_AROUND), self._host.size()
        self._camera.show_area(around, size, _NEAREST, self._host.isVisible())

    def look_first(self) -> None:
        """Look as after opening: where it was left, at everything if that can be read, or at the start.

        Kept while the view is resized, until somebody moves it.
        """
        bounds, starts = self._scene.bounds(), self._store.flow.start_nodes()
        kept = self.kept
        if kept is not None and bounds is not None and bounds.meets(self._seen_from(kept)):
            self._go(kept, is_animated=False)
        elif bounds is not None:
            start = self._scene.cards[starts[0].id].rect if starts else None
            self._go(Look(*first_look(bounds, start, self._host.size())), is_animated=False)
        self._looks_first = True

    def follow_resize(self) -> None:
        """The view has another size: what was never moved is looked at anew."""
        if self._looks_first:
            self.look_first()

    def reveal(self, node_id: NodeId, exit_name: ExitName | None = None) -> None:
        """Bring a node, or one of its exits, into view at a size that can be read."""
        card = self._scene.cards[node_id]
        x, y = card.rect.centre
        centre = Point(x, y) if exit_name is None else Point(x, card.exit(exit_name).y)
        self.reveal_area(card.rect, centre)

    def reveal_area(self, area: Rect, centre: Point | None = None) -> None:
        """Bring an area into view at a size that can be read, *centre* in the middle, if it is not."""
        if self._camera.zoom < m.BAND_TITLE or not self.area().encloses(area):
            self.leave()
            self._go(Look(centre or area.centre, max(self._camera.zoom, m.BAND_TITLE)))

    def follow(self, node_id: NodeId) -> None:
        """Bring a node into view, clear of banner and tools, at the zoom there is."""
        card = self._scene.cards.get(node_id)
        margin = m.ROOM_PX / self._camera.zoom
        seen = self.area()
        clear = Rect(seen.x, seen.y + margin, seen.width, max(1.0, seen.height - 2 * margin))
        shown = self._scene.shown_rect(node_id) if card is not None else None
        if shown is not None and not clear.encloses(shown):
            self._go(Look(shown.centre, self._camera.zoom))

    def keep_in_view(self, node_id: NodeId) -> None:
        """Bring a node that the keyboard went to into view."""
        self._scene.show_member(node_id)
        card = self._scene.cards[node_id]
        if not self.area().encloses(card.rect):
            self._go(Look(card.rect.centre, self._camera.zoom))

    def centre_on(self, x: float, y: float) -> None:
        """Bring a place to the middle at once."""
        self._go(Look(Point(x, y), self._camera.zoom), is_animated=False)

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle of the view."""
        self._camera.zoom_at(zoom, self._host.width() / 2, self._host.height() / 2)

    def zoom_in(self) -> None:
        """Look a step closer."""
        self.set_zoom(self._camera.zoom * m.ZOOM_STEP)

    def zoom_out(self) -> None:
        """Look from a step farther."""
        self.set_zoom(self._camera.zoom / m.ZOOM_STEP)

    def zoom_whole(self) -> None:
        """Look at 100 %."""
        self.set_zoom(1.0)

    def scroll(self, dx_px: float, dy_px: float) -> None:
        """Scroll by pixels, no farther than a margin round what is there."""
        self._camera.scroll_by(dx_px, dy_px, self._scene.bounds(), self._host.size())

    def go_back(self) -> bool:
        """Look at what was looked at before; says whether there was anything."""
        return self._travel(self.history.back(self.look, self._host.width()))

    def go_forward(self) -> bool:
        """Look at what was left by going back; says whether there was anything."""
        return self._travel(self.history.forward(self.look, self._host.width()))

    def _travel(self, look: Look | None) -> bool:
        if look is not None:
            self._timer.stop()
            self._stayed = look
            self._go(look)
        return look is not None

    def _go(self, look: Look, is_animated: bool = True) -> None:
        is_flying = is_animated and self._host.isVisible()
        self._camera.look_at(look.centre, look.zoom, self._host.size(), is_flying)

    def leave(self) -> None:
        """Remember the present look: a jump is about to leave it."""
        if not self._looks_first or self._stayed is not None:
            self._stay()
        self.history.leave(self.look, self._host.width())
        self._stayed = None

    def _seen_from(self, look: Look) -> Rect:
        size = self._host.size()
        return Rect(*look.centre, 0, 0).grown(min(size.width(), size.height()) / 2 / look.zoom)

    def _on_moved(self) -> None:
        self._looks_first = False
        self._timer.start()

    def _stay(self) -> None:
        """Somebody stopped here; if it is far from where they stopped before, that was another look."""
        self._timer.stop()
        now, before, width = self.look, self._stayed, self._host.width()
        if before is not None:
            far = _FAR * width / max(now.zoom, before.zoom)
            is_far = abs(now.centre.x - before.centre.x) > far or abs(now.centre.y - before.centre.y) > far
            if not is_far and 0.5 < now.zoom / before.zoom < 2:
                return
            self.history.leave(before, width)
        self._stayed = now
