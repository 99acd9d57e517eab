"""The canvas of a document without a view: for files, pages and pictures in a theme of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from editor.canvas.canvas_painter import CanvasPainter
from editor.canvas.export import draw_into, picture_of, write_svg
from editor.canvas.marks import Marks
from editor.canvas.paints import Paints
from editor.canvas.scene import CanvasScene
from editor.canvas.thumbnails import Thumbnails
from editor.document.store import Store
from editor.tools.geometry import Rect
from runtime.flow.document import Document
from widgets.handset import Pictures
from widgets.theme import Theme


class CanvasDrawing:
    """Draws one document; nothing of it is on screen, and nothing listens."""

    def __init__(self, document: Document, pictures: Pictures, theme: Theme) -> None:
        paints = Paints(theme)
        self._name = document.flow.name
        self._scene = CanvasScene(Store(document), paints.fits, lambda areas: None)
        self._thumbnails = Thumbnails(pictures)
        self._painting = CanvasPainter(self._scene, Marks(self._scene), paints, self._thumbnails)

    @property
    def bounds(self) -> Rect | None:
        """What the drawing covers, in scene units; None when there is nothing."""
        return self._scene.bounds()

    def image(self, scale: float = 1.0) -> QImage:
        """Everything as a picture; *scale* is pixels a scene unit."""
        return picture_of(self._painting, self.bounds, scale)

    def write_svg(self, path: Path) -> None:
        """Write everything as SVG; raises OSError when the file cannot be written."""
        write_svg(self._painting, self.bounds, path, self._name)

    def draw_into(self, painter: QPainter, target: QRectF) -> None:
        """Draw everything as large as fits into a rectangle, in its middle."""
        draw_into(self._painting, self.bounds, painter, target)
