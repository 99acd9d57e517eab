"""The picture with a frame over it: what is inside the frame is what people get."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from runtime.wording import Wording
from widgets.common import follow_look
from widgets.common.painting import draw_box
from widgets.language import tr
from widgets.media.fitting import WHOLE, cut_for
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL

ZOOM_MAX: Final = 8.0
_STEP: Final = 0.01
_LEAP: Final = 0.1
_ZOOM_STEP: Final = 1.1
_SHADE: Final = 0.62
_NAME: Final = Wording("裁切框", "Crop frame")
_HELP: Final = Wording(
    "方向键移动，Shift 加方向键大步移动，+ 和 - 缩放，0 还原",
    "Arrows move it, with Shift by leaps; + and - zoom, 0 starts again",
)
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class CropFrame(QWidget):
    """Moves a frame of one ratio over a picture; drag, wheel and keys."""

    changed = Signal()
    """The person moved or zoomed the frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._size = QSize()
        self._ratio = 0.0
        self._zoom = 1.0
        self._centre = QPointF(0.5, 0.5)
        self._grabbed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("draws_own_focus", True)
        self.setCursor(Qt.CursorShape.SizeAllCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        follow_look(self)

    def show_picture(self, image: QImage | None, size: QSize) -> None:
        """Show a picture, perhaps a smaller copy, whose file has *size*; the frame starts again."""
        self._image = image
        self._size = size
        self._zoom, self._centre = 1.0, QPointF(0.5, 0.5)
        self.updateGeometry()
        self.update()

    def set_image(self, image: QImage | None) -> None:
        """Show a copy that arrived meanwhile, the frame stays."""
        self._image = image
        self.update()

    def set_ratio(self, ratio: float) -> None:
        """Width by height of what is kept; 0 keeps the picture's own. The frame starts again."""
        self._ratio = ratio
        self._zoom, self._centre = 1.0, QPointF(0.5, 0.5)
        self.update()

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """What is kept: left, top, width and height in shares of the picture."""
        if self._size.isEmpty():
            return WHOLE
        ratio = self._ratio or self._size.width() / self._size.height()
        _, _, width, height = cut_for(ratio, self._size.width(), self._size.height())
        width, height = width / self._zoom, height / self._zoom
        left = min(max(self._centre.x() - width / 2, 0.0), 1 - width)
        top = min(max(self._centre.y() - height / 2, 0.0), 1 - height)
        return (left, top, width, height)

    @property
    def zoom(self) -> float:
        """1 keeps as much as fits; larger keeps less."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Keep more or less around the same middle."""
        zoom = min(max(zoom, 1.0), ZOOM_MAX)
        if zoom != self._zoom:
            self._settle()
            self._zoom = zoom
            self._moved()

    def move_by(self, right: float, down: float) -> None:
        """Move the frame by shares of the picture."""
        self._settle()
        self._centre += QPointF(right, down)
        self._moved()

    def start_again(self) -> None:
        """The largest frame in the middle."""
        self._zoom, self._centre = 1.0, QPointF(0.5, 0.5)
        self._moved()

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def heightForWidth(self, width: int) -> int:
        if self._size.isEmpty():
            return width * 9 // 16
        return min(max(width * self._size.height() // self._size.width(), 80), current_theme().px(240))

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME))
        self.setAccessibleDescription(tr(_HELP))
        self.setToolTip(tr(_HELP))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture, dark outside the frame, with thirds inside."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        draw_box(painter, self.rect(), RADIUS_CONTROL, theme.hover)
        place = self._place()
        if self._image is not None:
            painter.drawImage(place, self._image)
        frame = self._frame_on(place)
        shade = QColor(theme.canvas)
        shade.setAlphaF(1.0 if self._image is None else _SHADE)
        for part in (
            QRectF(place.left(), place.top(), place.width(), frame.top() - place.top()),
            QRectF(place.left(), frame.bottom(), place.width(), place.bottom() - frame.bottom()),
            QRectF(place.left(), frame.top(), frame.left() - place.left(), frame.height()),
            QRectF(frame.right(), frame.top(), place.right() - frame.right(), frame.height()),
        ):
            painter.fillRect(part, shade)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.panel, 1))
        for third in (1, 2):
            x = frame.left() + frame.width() * third / 3
            y = frame.top() + frame.height() * third / 3
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.accent, 3 if self.hasFocus() else 2))
        painter.drawRect(frame.adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the frame."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the frame."""
        if self._grabbed is None:
            return
        place = self._place()
        moved = event.position() - self._grabbed
        self._grabbed = event.position()
        if place.width() and place.height():
            self.move_by(moved.x() / place.width(), moved.y() / place.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the frame go."""
        self._grabbed = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom while the frame has the keyboard; else the form scrolls."""
        if not self.hasFocus():
            event.ignore()
            return
        self.set_zoom(self._zoom * _ZOOM_STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and zoom by keys."""
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None:
            share = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            self.move_by(arrow[0] * share, arrow[1] * share)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self._zoom * _ZOOM_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.set_zoom(self._zoom / _ZOOM_STEP)
        elif event.key() == Qt.Key.Key_0:
            self.start_again()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the arrows for itself while it has the focus."""
        own = {*_ARROWS, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal, Qt.Key.Key_0}
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in own:
            event.accept()
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def _settle(self) -> None:
        """Begin from where the frame is, not from where it was pushed to behind the edge."""
        left, top, width, height = self.frame
        self._centre = QPointF(left + width / 2, top + height / 2)

    def _moved(self) -> None:
        self._settle()
        self.update()
        self.changed.emit()

    def _place(self) -> QRectF:
        """Where the picture stands in the widget."""
        size = self._size if not self._size.isEmpty() else QSize(16, 9)
        fitted = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, max(1, fitted.width()), max(1, fitted.height()))
        place.moveCenter(self.rect().center())
        return QRectF(place)

    def _frame_on(self, place: QRectF) -> QRectF:
        left, top, width, height = self.frame
        return QRectF(
            place.left() + left * place.width(),
            place.top() + top * place.height(),
            width * place.width(),
            height * place.height(),
        )
