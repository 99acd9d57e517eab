"""Drags from the palette over the canvas: what a drop will do is shown and said while it goes on."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from editor.canvas.adding import SECOND_START, drop_node, key_under
from editor.canvas.camera import Camera
from editor.canvas.drops import palette_kind
from editor.canvas.input import CanvasInput
from editor.canvas.stage import CanvasStage
from editor.document.making import kind_label
from editor.tools.feedback import NOTHING, Feedback, Label
from editor.tools.geometry import Point
from editor.tools.splicing import splice_label
from runtime.wording import Wording

_ADDS = Wording("松开：添加「{name}」", "Release: add {name}")


class PaletteDrops:
    """Takes the events of a drag that carries a node type or a message element."""

    def __init__(self, stage: CanvasStage, camera: Camera, canvas_input: CanvasInput) -> None:
        self._stage = stage
        self._camera = camera
        self._input = canvas_input

    def over(self, event: QDragMoveEvent) -> None:
        """The drag came in or moved: show what letting go does, and scroll at the border."""
        kind = palette_kind(event.mimeData())
        if kind is None:
            return
        event.acceptProposedAction()
        self._input.scroll_while_over(event.position())
        self._show(kind, event.position())

    def leave(self) -> None:
        """The drag went away or was given up."""
        self._input.stop_scrolling()
        self._stage.show(NOTHING)

    def drop(self, event: QDropEvent) -> bool:
        """The drag was let go here; says whether something was done."""
        kind = palette_kind(event.mimeData())
        self.leave()
        if kind is None:
            return False
        drop_node(self._stage, kind, self._place(event.position()), self._camera.zoom)
        event.acceptProposedAction()
        return True

    def _show(self, kind: str, position: QPointF) -> None:
        at, store = self._place(position), self._stage.store
        key = key_under(self._stage, kind, at, self._camera.zoom)
        if kind == "start" and store.flow.start_nodes():
            self._stage.show(Feedback(label=Label(at, SECOND_START, is_refusal=True)))
        elif key is not None:
            self._stage.show(Feedback(opened=key, label=splice_label(self._stage, at, key)))
        else:
            self._stage.show(Feedback(label=Label(at, _ADDS.format(name=kind_label(kind)))))

    def _place(self, position: QPointF) -> Point:
        return self._camera.to_scene(position.x(), position.y())
