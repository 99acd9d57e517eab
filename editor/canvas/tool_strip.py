"""The strip of tools at the lower left of the canvas."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from runtime.wording import Wording
from widgets.icons import qicon
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import ICON_MEDIUM, RADIUS_OVERLAY, SPACE_4

_HEIGHT: Final = 34
_FIT = Wording("适合窗口", "Fit to window")
_OUT = Wording("缩小", "Zoom out")
_IN = Wording("放大", "Zoom in")
_WHOLE = Wording("按 100 % 显示", "Show at 100 %")
_ARRANGE = Wording("自动排列", "Arrange")
_STOP = Wording("正在排列，按一下停止", "Arranging: click to stop")
_NOTE = Wording("便签", "Note")


class ToolStrip(QFrame):
    """Fit, zoom, arrange and notes; it only says what was asked for."""

    fit_asked = Signal()
    zoom_out_asked = Signal()
    zoom_in_asked = Signal()
    whole_asked = Signal()
    arrange_asked = Signal()
    note_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._zoom = 1.0
        self._is_arranging = False
        self._fit = self._button("fit")
        self._out = self._button("minus")
        self._label = self._button("")
        self._in = self._button("plus")
        self._arrange = self._button("auto_layout")
        self._note = self._button("note")
        self._fit.clicked.connect(self.fit_asked)
        self._out.clicked.connect(self.zoom_out_asked)
        self._label.clicked.connect(self.whole_asked)
        self._in.clicked.connect(self.zoom_in_asked)
        self._arrange.clicked.connect(self.arrange_asked)
        self._note.clicked.connect(self.note_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE_4, 0, SPACE_4, 0)
        layout.setSpacing(2)
        for button in (self._fit, self._out, self._label, self._in, self._arrange, self._note):
            layout.addWidget(button)
        self._dress()
        theme_changed.connect(self._dress)
        language_changed.connect(self._dress)

    def set_zoom(self, zoom: float) -> None:
        """Show the zoom in percent."""
        self._zoom = zoom
        self._label.setText(f"{round(zoom * 100)} %")

    def set_arranging(self, is_arranging: bool) -> None:
        """Show that an arrangement is being worked out; its button then stops it."""
        if is_arranging != self._is_arranging:
            self._is_arranging = is_arranging
            self._arrange.setProperty("glyph", "close" if is_arranging else "auto_layout")
            self._arrange.setDown(is_arranging)
            self._dress()

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("glyph", name)
        button.setIconSize(QSize(ICON_MEDIUM, ICON_MEDIUM))
        return button

    def _dress(self) -> None:
        theme = current_theme()
        arrange = _STOP if self._is_arranging else _ARRANGE
        words = (_FIT, _OUT, _WHOLE, _IN, arrange, _NOTE)
        buttons = (self._fit, self._out, self._label, self._in, self._arrange, self._note)
        for button, tip in zip(buttons, words, strict=True):
            button.setToolTip(tr(tip))
            button.setAccessibleName(tr(tip))
            name = button.property("glyph")
            if name:
                button.setIcon(qicon(name))
            button.setFont(theme.font("label"))
            side = theme.px(_HEIGHT) - 6
            button.setFixedSize(side if name else round(side * 1.8), side)
        self.set_zoom(self._zoom)
        self.setFixedHeight(theme.px(_HEIGHT))
        self.adjustSize()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.line_hair)
        painter.setBrush(theme.panel)
        frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_OVERLAY, RADIUS_OVERLAY)
        painter.end()
