"""What actions do with what is selected on the canvas."""

from __future__ import annotations

from collections.abc import Mapping

from editor.canvas.surface import CanvasSurface
from editor.tools.aligning import Edge, Way, align, spread
from editor.tools.commands import delete_selection, frame_selection
from editor.tools.detaching import detach_selection
from editor.tools.hit import Hit
from runtime.flow.ids import ExitName, NodeId
from runtime.flow.issue import Step
from runtime.wording import Wording


class ActingSurface(CanvasSurface):
    """A surface with one method for each action on the selection."""

    def align(self, edge: Edge) -> None:
        """Bring what is selected to one line."""
        align(self._stage, edge)

    def spread(self, way: Way) -> None:
        """Make the gaps between what is selected equal."""
        spread(self._stage, way)

    def detach_selection(self) -> bool:
        """Take the selected nodes out of the flow and keep the way through; says whether any was in it."""
        return detach_selection(self._stage)

    def delete_keeping_way(self) -> bool:
        """Delete the selected nodes and keep the way through; says whether there was anything."""
        return delete_selection(self._store, self._selection, keeps_way=True)

    def start_cutting(self) -> None:
        """Let the next stroke cut connections."""
        self._input.arm_knife()
        self.setFocus()

    def frame_selection(self) -> None:
        """Put a frame round the selected nodes and begin to write its title."""
        made = frame_selection(self._stage)
        if made is not None:
            self._writing.open(Hit("frame", frame=made))

    def toggle_frames(self) -> None:
        """Collapse the selected frames, or open them."""
        for frame_id in self._selection.frames:
            self._stage.toggle_frame(frame_id)

    def write_on_selection(self) -> None:
        """Begin to write on the selected note or frame."""
        now = self._selection.now
        if now.frames:
            self._writing.open(Hit("frame", frame=now.frames[-1]))
        elif now.notes:
            self._writing.open(Hit("note", note=now.notes[-1]))

    def set_locked_exits(self, exits: Mapping[tuple[NodeId, ExitName], Wording]) -> None:
        """Put a padlock at exits that people on the way depend on; the words say who."""
        self._marks.set_locked_exits(exits)

    def set_walk(self, walk: tuple[Step, ...], active: NodeId | None) -> None:
        """Show the walk a conversation took and the node where it stands; `((), None)` for none.

        A marker glides along the connection that was taken last.
        """
        before = self._marks.active
        self._marks.set_walk(walk, active)
        if active is None or before in (None, active):
            return
        routes = self._scene.connections.routes
        taken = (routes.get((step.node, step.exit)) for step in reversed(walk) if step.exit is not None)
        found = next((route for route in taken if route is not None and route.target == active), None)
        self._glide.go(found.path if found is not None else None)
