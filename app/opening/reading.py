"""Reads a scenario and works out its canvas, in any thread: no widget is touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from runtime.wording import Language, Wording
from widgets.language import language
from widgets.theme import Theme

if TYPE_CHECKING:
    from editor.canvas.scene import CanvasScene
    from editor.document.store import Store

LARGE_BYTES: Final = 300_000
"""A file of this size takes longer to read and draw than the screen may stand still."""

READING = Wording("读取文件", "Reading the file")
DRAWING = Wording("画出卡片", "Drawing the cards")
WIRING = Wording("连接卡片", "Connecting the cards")
_DRAW_FROM: Final = 0.4
_WIRE_FROM: Final = 0.75
_EVERY: Final = 200
"""Cards between two reports."""

Report = Callable[[Wording, float], None]
"""Told a stage and how much of the whole is done, 0 to 1."""


class OpeningStopped(Exception):
    """Opening was given up."""


@dataclass(frozen=True)
class Prepared:
    """A scenario that only has to be shown: its store, and its canvas in the look it was made for."""

    store: Store
    scene: CanvasScene
    theme: Theme
    language: Language


def prepare(path: Path, theme: Theme, report: Report, is_stopped: Callable[[], bool]) -> Prepared:
    """Read a file and work out its canvas.

    Raises UnreadableDocument or OSError for a file that cannot be read, OpeningStopped when it is given up.
    """
    from editor.canvas.card_plan import Fits, plan_card
    from editor.canvas.scene import CanvasScene
    from editor.document.store import Store
    from runtime.flow.file_format import read_document

    def tell(stage: Wording, done: float) -> None:
        if is_stopped():
            raise OpeningStopped
        report(stage, done)

    spoken = language()
    tell(READING, 0.02)
    document = read_document(path)
    store, fits, plans = Store(document), Fits(theme), {}
    for number, (node_id, node) in enumerate(store.nodes.items()):
        if number % _EVERY == 0:
            tell(DRAWING, _DRAW_FROM + (_WIRE_FROM - _DRAW_FROM) * number / len(store.nodes))
        plans[node_id] = plan_card(node, fits)
    tell(WIRING, _WIRE_FROM)
    scene = CanvasScene(store, fits, plans=plans)
    scene.outline.lines()
    scene.bounds()
    tell(WIRING, 0.98)
    return Prepared(store, scene, theme, spoken)


def is_large(path: Path) -> bool:
    """Whether a file is so large that it is read beside the screen; one that cannot be seen is not."""
    try:
        return path.stat().st_size >= LARGE_BYTES
    except OSError:
        return False
