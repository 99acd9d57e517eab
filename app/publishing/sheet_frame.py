"""A sheet that slides over the canvas from the toolbar's side and leaves the panes beside it usable."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.common import FocusReturn, follow_look
from widgets.theme import current_theme
from widgets.theme.measures import COLLAPSE_MS

SHEET_WIDTH: Final = 560


class SheetFrame(QWidget):
    """Covers the right part of *over*, a descendant of *host*; Escape closes it.

    The keyboard goes back to where it was, or to *home* when that is gone.
    """

    closed = Signal()

    def __init__(self, host: QWidget, over: QWidget, home: QWidget) -> None:
        super().__init__(host)
        self._host, self._over, self._home = host, over, home
        self._focus_before = FocusReturn()
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("draws_own_focus", True)
        self.hide()
        for watched in (host, over):
            watched.installEventFilter(self)
        follow_look(self)

    @property
    def is_open(self) -> bool:
        """Whether it is on screen or on its way there."""
        return not self.isHidden()

    def open_sheet(self) -> None:
        """Slide in and take the keyboard."""
        if self.is_open:
            self.setFocus()
            return
        self._focus_before.remember(self.window().focusWidget())
        place = self._place()
        self.setGeometry(place)
        self.show()
        self.raise_()
        self.setFocus()
        duration = current_theme().duration_ms(COLLAPSE_MS)
        if duration:
            self._slide.setDuration(duration)
            self._slide.setStartValue(QPoint(place.x(), -place.height()))
            self._slide.setEndValue(place.topLeft())
            self._slide.start()

    def close_sheet(self) -> None:
        """Go, and give the keyboard back to where it was."""
        if not self.is_open:
            return
        focused: QWidget | None = self.window().focusWidget()
        had_focus = focused is None or focused is self or self.isAncestorOf(focused)
        self._slide.stop()
        self.hide()
        if had_focus:
            self._focus_before.give_back(Qt.FocusReason.OtherFocusReason, otherwise=self._home)
        self.closed.emit()

    def restyle(self) -> None:
        """Repaint the edge."""
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the canvas."""
        kinds = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest)
        if event.type() in kinds and self.is_open:
            self._slide.stop()
            self.setGeometry(self._place())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Be at rest when shown again."""
        self._slide.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the edge at the left."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(QRect(0, 0, theme.line_px, self.height()), theme.line_control)

    def _place(self) -> QRect:
        right = self._over.mapTo(self._host, QPoint(self._over.width(), 0)).x()
        width = min(SHEET_WIDTH, self._host.width())
        left = max(0, right - width)
        return QRect(left, 0, width, self._host.height())
