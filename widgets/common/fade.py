"""A value that runs from 0 to 1 and back, for grounds that light up under the pointer."""

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtWidgets import QWidget

from widgets.theme import current_theme
from widgets.theme.measures import HOVER_MS


class Fade(QObject):
    """Repaints its widget while the value moves; jumps when motion is reduced or nobody sees it."""

    def __init__(self, widget: QWidget, duration_ms: int = HOVER_MS) -> None:
        super().__init__(widget)
        self._widget = widget
        self._duration_ms = duration_ms
        self._run = QVariantAnimation(self)
        self._run.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._run.valueChanged.connect(self._take)
        self.value = 0.0
        """Now, 0 to 1."""

    def go(self, lit: bool) -> None:
        """Move towards 1 or 0."""
        target = 1.0 if lit else 0.0
        self._run.stop()
        duration = current_theme().duration_ms(self._duration_ms) if self._widget.isVisible() else 0
        if duration == 0:
            self._take(target)
            return
        self._run.setDuration(duration)
        self._run.setStartValue(self.value)
        self._run.setEndValue(target)
        self._run.start()

    def _take(self, value: object) -> None:
        self.value = float(value) if isinstance(value, (int, float)) else 0.0
        self._widget.update()
