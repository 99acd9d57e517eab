"""What lies over the canvas: the tool strip at the lower left, the minimap at the lower right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from editor.canvas.align_strip import AlignStrip
from editor.canvas.arranger import Arranging
from editor.canvas.minimap import SIZE as MINIMAP_SIZE
from editor.canvas.minimap import Minimap
from editor.canvas.outlook import Outlook
from editor.canvas.paints import Paints
from editor.canvas.scene import CanvasScene
from editor.canvas.scroll_bars import ScrollBars
from editor.canvas.tool_strip import ToolStrip
from editor.tools.geometry import Rect
from editor.tools.stage import Stage
from widgets.theme.measures import SPACE_8, SPACE_12

MINIMAP_FROM_NODES: Final = 20
MINIMAP_HALF_BELOW_PX: Final = 640


class Overlays(QObject):
    """Places both and hides the minimap where it is of no use."""

    def __init__(self, scene: CanvasScene, paints: Paints, stage: Stage, host: QWidget) -> None:
        super().__init__(host)
        self._scene = scene
        self._host = host
        self._is_pinned = False
        self.strip = ToolStrip(host)
        self.align_strip = AlignStrip(stage, host)
        self.minimap = Minimap(scene, paints, host)
        self.bars = ScrollBars(host)

    def ask(self, outlook: Outlook, arranging: Arranging) -> None:
        """Have done what the tools ask for."""
        self.strip.fit_asked.connect(outlook.fit)
        self.strip.zoom_in_asked.connect(outlook.zoom_in)
        self.strip.zoom_out_asked.connect(outlook.zoom_out)
        self.strip.whole_asked.connect(outlook.zoom_whole)
        self.strip.arrange_asked.connect(arranging.toggle)
        arranging.busy_changed.connect(self.strip.set_arranging)
        arranging.arranged.connect(outlook.fit)
        self.minimap.grabbed.connect(outlook.leave)
        self.minimap.centre_asked.connect(outlook.centre_on)
        self.bars.scroll_asked.connect(outlook.scroll)

    def pin_minimap(self, is_pinned: bool) -> None:
        """Show the minimap for small scenarios too."""
        self._is_pinned = is_pinned
        self.place()

    def place(self) -> None:
        """Put both where they belong in the host's size."""
        width, height = self._host.width(), self._host.height()
        self.strip.move(SPACE_12, height - SPACE_12 - self.strip.height())
        self.strip.raise_()
        self.align_strip.move(SPACE_12, self.strip.y() - SPACE_8 - self.align_strip.height())
        self.align_strip.raise_()
        size = MINIMAP_SIZE / 2 if width < MINIMAP_HALF_BELOW_PX else MINIMAP_SIZE
        self.minimap.setFixedSize(size)
        self.minimap.move(width - SPACE_12 - size.width(), height - SPACE_12 - size.height())
        self.bars.place()
        self.minimap.setVisible(self._is_pinned or len(self._scene.cards) >= MINIMAP_FROM_NODES)

    def show_selection(self) -> None:
        """Offer what can be done with several things while several are selected."""
        self.align_strip.follow()

    def show_view(self, view: Rect) -> None:
        """Follow the view."""
        self.minimap.show_view(view)
        self.bars.show_view(view, self._scene.bounds())

    def redress(self, paints: Paints) -> None:
        """Follow the theme."""
        self.minimap.paints = paints
        self.minimap.update()
        self.place()
