"""Canvases to test and to look at."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtTest import QTest

from editor.canvas.view import CanvasView
from editor.document.selection import Selection
from editor.document.store import Store
from editor.undo import History
from runtime.flow.document import Document


class DrawnPictures(QObject):
    """A picture for every source: a gradient whose hue follows the name, with a shape."""

    changed = Signal()

    def image(self, source: str) -> QImage | None:
        hue = sum(map(ord, source)) * 47 % 360
        image = QImage(388, 248, QImage.Format.Format_ARGB32_Premultiplied)
        ground = QLinearGradient(QPointF(0, 0), QPointF(388, 248))
        ground.setColorAt(0, QColor.fromHsl(hue, 120, 225))
        ground.setColorAt(1, QColor.fromHsl(hue, 110, 200))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(image.rect(), ground)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromHsl(hue, 110, 130))
        painter.drawRoundedRect(QRectF(110, 60, 168, 128), 24, 24)
        painter.end()
        return image


class Bench:
    """A canvas with all it needs, and real mouse events for it."""

    def __init__(self, document: Document, width: int = 1000, height: int = 700) -> None:
        self.store = Store(document)
        self.selection = Selection(self.store)
        self.history = History(self.store, selection=self.selection)
        self.pictures = DrawnPictures()
        self.view = CanvasView(self.store, self.selection, self.history, pictures=self.pictures)
        self.view.resize(width, height)

    def show_at(self, zoom: float = 1.0, x: float = 0.0, y: float = 0.0) -> None:
        """Show the window with a place of the scene in its middle."""
        self.view.show()
        self.view.set_zoom(zoom)
        here = self.view.area_in_view().centre
        self.view.scroll_view((x - here.x) * zoom, (y - here.y) * zoom)

    def drag(
        self,
        start: QPoint,
        *stops: QPoint,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
        lets_go: bool = True,
    ) -> None:
        """Press, move over the stops and let go with real events."""
        QTest.mouseMove(self.view, start)
        QTest.mousePress(self.view, button, held, start)
        for stop in stops:
            for part in (0.5, 1.0):
                between = start + (stop - start) * part
                QTest.mouseMove(self.view, between)
            start = stop
        if lets_go:
            QTest.mouseRelease(self.view, button, held, start)

    def close(self) -> None:
        """Take the window and the history down."""
        self.view.close()
        self.history.close()
        self.view.deleteLater()
