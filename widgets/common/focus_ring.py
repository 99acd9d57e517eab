"""The one focus ring of the program, drawn around whatever has the focus."""

from typing import Protocol, runtime_checkable
from weakref import ref

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from widgets.common.painting import draw_box
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CONTROL, RING_GAP, RING_WIDTH

_OUTSET = RING_GAP + RING_WIDTH
_TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_MOVES = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
    QEvent.Type.ParentChange,
}


@runtime_checkable
class RingShape(Protocol):
    """Describes a widget whose ring is not around its whole rectangle."""

    def ring_rect(self) -> QRect:
        """Give the rectangle the ring goes around, in the widget's coordinates."""
        ...


class _Ring(QWidget):
    """Paints the ring in the window of the widget with the focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.radius = RADIUS_CONTROL

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), self.radius + 2, None, current_theme().accent, RING_WIDTH)


class FocusRing(QObject):
    """Draws 2 px of accent, 1 px outside the widget with the focus, never clipped by a parent.

    Shown for the keyboard and in text fields. A widget opts out with the property `draws_own_focus`, and
    names another radius with the property `ring_radius`. One for the application, owned by it.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._watched: list[ref[QWidget]] = []
        self._target: ref[QWidget] | None = None
        app.focusChanged.connect(self._focus_moved)

    @property
    def target(self) -> QWidget | None:
        """The widget with the ring around it, or None; not kept alive by it."""
        target = self._target() if self._target is not None else None
        return target if target is not None and isValid(target) else None

    @property
    def rect(self) -> QRect:
        """Where the ring is in its window, empty when it does not show."""
        ring = self._living_ring()
        return ring.geometry() if ring is not None and ring.isVisible() else QRect()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the widget and what holds it."""
        if event.type() in _MOVES and self._target is not None:
            self._surround()
        return super().eventFilter(watched, event)

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if now is None or not self._wants_ring(now):
            return
        self._target = ref(now)
        holder: QWidget | None = now
        while holder is not None:
            holder.installEventFilter(self)
            self._watched.append(ref(holder))
            holder = None if holder.isWindow() else holder.parentWidget()
        self._surround()

    def _let_go(self) -> None:
        for reference in self._watched:
            widget = reference()
            if widget is not None and isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        self._target = None
        self._hide()

    def _living_ring(self) -> _Ring | None:
        return self._ring if self._ring is not None and isValid(self._ring) else None

    def _hide(self) -> None:
        ring = self._living_ring()
        if ring is not None:
            ring.hide()

    @staticmethod
    def _wants_ring(widget: QWidget) -> bool:
        if widget.property("draws_own_focus") or widget.isWindow():
            return False
        if isinstance(widget, _TEXT_FIELDS):
            return not widget.property("bare")
        if isinstance(widget, QScrollArea):
            return False
        return QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton

    def _surround(self) -> None:
        target = self.target
        if target is None or not target.isVisible():
            self._hide()
            return
        shape = target.ring_rect() if isinstance(target, RingShape) else target.rect()
        window = target.window()
        rect = QRect(target.mapTo(window, shape.topLeft()), shape.size())
        rect = rect.adjusted(-_OUTSET, -_OUTSET, _OUTSET, _OUTSET)
        seen = rect.intersected(self._view_of(target, window))
        if seen.isEmpty():
            self._hide()
            return
        ring = self._ring_in(window)
        own_radius = target.property("ring_radius")
        ring.radius = RADIUS_CONTROL if own_radius is None else int(own_radius)
        ring.setGeometry(rect)
        inner = ring.rect().adjusted(_OUTSET + 2, _OUTSET + 2, -_OUTSET - 2, -_OUTSET - 2)
        ring.setMask(QRegion(seen.translated(-rect.topLeft())) - QRegion(inner))
        ring.show()
        ring.raise_()

    def _ring_in(self, window: QWidget) -> _Ring:
        ring = self._living_ring()
        if ring is None or ring.parentWidget() is not window:
            if ring is not None:
                ring.deleteLater()
            ring = self._ring = _Ring(window)
        return ring

    @staticmethod
    def _view_of(target: QWidget, window: QWidget) -> QRect:
        view = window.rect()
        holder = target.parentWidget()
        while holder is not None and not holder.isWindow():
            parent = holder.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is holder:
                corner = holder.mapTo(window, QPoint(0, 0))
                view = view.intersected(QRect(corner, holder.size()).adjusted(-4, -4, 4, 4))
            holder = parent
        return view
