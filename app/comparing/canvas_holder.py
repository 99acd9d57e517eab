"""The place of the canvas: something else may stand there for a while, or below it."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget


class CanvasHolder(QWidget):
    """Shows the canvas, or what replaces it, and under it what belongs to it for a while."""

    def __init__(self, canvas: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._stack = QStackedWidget(self)
        self._stack.addWidget(canvas)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)

    @property
    def replacement(self) -> QWidget | None:
        """What stands in the canvas's place, or None."""
        shown = self._stack.currentWidget()
        return None if shown is self._canvas else shown

    def replace(self, widget: QWidget) -> None:
        """Show *widget* in the canvas's place; what stood there before goes."""
        old = self.replacement
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        self._drop(old)

    def restore(self) -> None:
        """Show the canvas again."""
        old = self.replacement
        self._stack.setCurrentWidget(self._canvas)
        self._drop(old)

    def put_below(self, widget: QWidget) -> None:
        """Keep *widget* under the canvas; it decides itself when it shows."""
        self._column.addWidget(widget)

    def _drop(self, widget: QWidget | None) -> None:
        if widget is not None:
            self._stack.removeWidget(widget)
            widget.deleteLater()
