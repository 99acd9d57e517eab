"""Thin bars at the edges of the canvas: they show that there is more, and how much, and can be dragged."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from editor.canvas import measures as m
from editor.tools.geometry import Rect, united
from runtime.wording import Wording
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed

_THICK: Final = 10
"""The room of a bar in px; what is drawn is thinner."""
_THIN: Final = 4.0
_HOVERED: Final = 6.0
_SHORTEST: Final = 32.0
_ACROSS = Wording("左右滚动", "Scroll sideways")
_DOWN = Wording("上下滚动", "Scroll up and down")


class ThinBar(QWidget):
    """One bar; it shows only while something lies outside the view."""

    scroll_asked = Signal(float)
    """Pixels of the view to scroll by."""

    def __init__(self, orientation: Qt.Orientation, host: QWidget) -> None:
        super().__init__(host)
        self._is_across = orientation is Qt.Orientation.Horizontal
        self._start = 0.0
        self._part = 1.0
        self._grabbed: float | None = None
        self._is_hovered = False
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def show_part(self, start: float, part: float) -> None:
        """Show where the view begins and how much it shows, both as parts of the whole."""
        self.setVisible(part < 0.999)
        if (start, part) != (self._start, self._part):
            self._start, self._part = start, part
            self.update()

    def thumb(self) -> QRectF:
        """The part of the bar that is drawn."""
        long = float(self.width() if self._is_across else self.height())
        length = min(max(self._part * long, _SHORTEST), long)
        room = 1.0 - self._part
        at = (long - length) * (min(max(self._start / room, 0.0), 1.0) if room > 0 else 0.0)
        thick = _HOVERED if self._is_hovered or self._grabbed is not None else _THIN
        inset = (_THICK - thick) / 2
        return QRectF(at, inset, length, thick) if self._is_across else QRectF(inset, at, thick, length)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        is_strong = self._is_hovered or self._grabbed is not None or theme.is_high_contrast
        painter.setBrush(theme.text_second if is_strong else theme.line_edge)
        thumb = self.thumb()
        radius = min(thumb.width(), thumb.height()) / 2
        painter.drawRoundedRect(thumb, radius, radius)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_hovered = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._is_hovered = False
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at, thumb = self._along(event.position()), self.thumb()
        begin, end = (thumb.left(), thumb.right()) if self._is_across else (thumb.top(), thumb.bottom())
        if begin <= at <= end:
            self._grabbed = at
        else:
            page = float(self.width() if self._is_across else self.height())
            self.scroll_asked.emit(page * (0.9 if at > end else -0.9))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is None:
            return
        at = self._along(event.position())
        moved, self._grabbed = at - self._grabbed, at
        self.scroll_asked.emit(moved / max(self._part, 0.001))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.update()

    def _along(self, place: QPointF) -> float:
        return place.x() if self._is_across else place.y()


class ScrollBars(QObject):
    """Both bars of one canvas."""

    scroll_asked = Signal(float, float)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.across = ThinBar(Qt.Orientation.Horizontal, host)
        self.down = ThinBar(Qt.Orientation.Vertical, host)
        self.across.scroll_asked.connect(self._scroll_across)
        self.down.scroll_asked.connect(self._scroll_down)
        theme_changed.connect(self._dress)
        language_changed.connect(self._dress)
        self._dress()

    def place(self) -> None:
        """Lie along the lower and the right edge."""
        width, height = self._host.width(), self._host.height()
        self.across.setGeometry(0, height - _THICK, width - _THICK, _THICK)
        self.down.setGeometry(width - _THICK, 0, _THICK, height - _THICK)

    def show_view(self, view: Rect, bounds: Rect | None) -> None:
        """Show the part of everything that is in view."""
        if bounds is None:
            self.across.show_part(0.0, 1.0)
            self.down.show_part(0.0, 1.0)
            return
        whole = united([bounds.grown(m.FIT_BORDER), view])
        assert whole is not None, "two rectangles have something around them"
        self.across.show_part((view.x - whole.x) / whole.width, view.width / whole.width)
        self.down.show_part((view.y - whole.y) / whole.height, view.height / whole.height)

    def _scroll_across(self, pixels: float) -> None:
        self.scroll_asked.emit(pixels, 0.0)

    def _scroll_down(self, pixels: float) -> None:
        self.scroll_asked.emit(0.0, pixels)

    def _dress(self) -> None:
        self.across.setAccessibleName(tr(_ACROSS))
        self.down.setAccessibleName(tr(_DOWN))
        self.across.update()
        self.down.update()
