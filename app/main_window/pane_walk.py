"""Walks the keyboard from pane to pane."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def walk_panes(panes: Sequence[QWidget], by: int) -> QWidget | None:
    """Give the focus to the next pane on screen that takes it, or the one before; gives what has it then."""
    shown = [pane for pane in panes if pane.isVisible()]
    focused = QApplication.focusWidget()
    here = next((at for at, pane in enumerate(shown) if _holds(pane, focused)), -1 if by > 0 else 0)
    for step in range(1, len(shown) + 1):
        target = _first_in(shown[(here + by * step) % len(shown)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return target
    return None


def _holds(pane: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and (pane is widget or pane.isAncestorOf(widget))


def _first_in(pane: QWidget) -> QWidget | None:
    """The first widget of the pane, in the order of Tab, that takes the keyboard."""
    each: QWidget | None = pane
    while each is not None:
        takes_keys = bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) and each.focusProxy() is None
        if takes_keys and _holds(pane, each) and each.isVisible() and each.isEnabled():
            return each
        each = each.nextInFocusChain()
        if each is pane:
            return None
    return None
