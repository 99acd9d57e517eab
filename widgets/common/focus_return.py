"""Where the keyboard goes back to when what lies over the window is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class FocusReturn:
    """Remembers one widget; it may be gone with its scenario or its form when it is wanted again."""

    def __init__(self) -> None:
        self._widget: QWidget | None = None

    def remember(self, widget: QWidget | None) -> None:
        """Go back there next time, or nowhere."""
        self._widget = widget

    def give_back(self, reason: Qt.FocusReason, otherwise: QWidget | None = None) -> None:
        """Give the keyboard back, or to *otherwise* when what was remembered is not on screen any more."""
        target, self._widget = self._widget, None
        if target is None or not isValid(target) or not target.isVisible():
            target = otherwise
        if target is not None:
            target.setFocus(reason)
