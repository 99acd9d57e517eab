"""Where on the window a step is done: rectangles in the window's own px, empty when out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from app.tour.scenario import CARD, TAKE, TAKE_EXIT
from editor.palette.entries import PaletteEntry
from editor.palette.entry_list import ENTRY
from widgets.handset.hit_area import AreaKind

if TYPE_CHECKING:
    from app.main_window.window import Window

_SOCKET = 28


def palette_text(window: Window) -> QRect:
    """The entry 文本 of the palette."""
    if window.area is None:
        return QRect()
    entries = window.area.palette_panel.list
    model = entries.model()
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        entry = index.data(ENTRY)
        if isinstance(entry, PaletteEntry) and (entry.kind, entry.name) == ("element", "text"):
            rect = entries.visualRect(index)
            return _on_window(window, entries.viewport(), rect) if rect.isValid() else QRect()
    return _whole(window, entries)


def inspector(window: Window) -> QRect:
    """The form of the selected node."""
    return _whole(window, window.area.inspector) if window.area is not None else QRect()


def open_exit(window: Window) -> QRect:
    """The socket of the exit that leads nowhere yet."""
    if window.area is None or CARD not in window.area.document.store.nodes:
        return QRect()
    canvas = window.area.canvas
    at = canvas.exit_position(CARD, TAKE_EXIT)
    socket = QRect(at - QPoint(_SOCKET // 2, _SOCKET // 2), QSize(_SOCKET, _SOCKET))
    return _on_window(window, canvas, socket) if canvas.rect().contains(at) else QRect()


def cards(window: Window) -> QRect:
    """All the cards on the canvas: what a connection is drawn between."""
    found = QRect()
    if window.area is not None:
        canvas = window.area.canvas
        for node_id in window.area.document.store.nodes:
            found = found.united(_on_window(window, canvas, canvas.node_rect(node_id)))
    return found


def nothing(window: Window) -> QRect:
    """Nowhere."""
    return QRect()


def problems(window: Window) -> QRect:
    """The list of problems."""
    return _whole(window, window.area.problems) if window.area is not None else QRect()


def play_button(window: Window) -> QRect:
    """The button that plays."""
    return _whole(window, window.toolbar.play_button)


def handset(window: Window) -> QRect:
    """The suggestion on the phone, or the whole phone."""
    if window.area is None:
        return QRect()
    phone = window.area.handset_pane.phones.handset
    if not phone.isVisible():
        return QRect()
    areas = (area for area in phone.areas() if area.kind is AreaKind.SUGGESTION and area.name == TAKE.text)
    area = next(areas, None)
    return _on_window(window, phone, phone.widget_rect(area)) if area is not None else _whole(window, phone)


def _whole(window: Window, widget: QWidget) -> QRect:
    return _on_window(window, widget, widget.rect()) if widget.isVisible() else QRect()


def _on_window(window: Window, widget: QWidget, rect: QRect) -> QRect:
    return QRect(widget.mapTo(window, rect.topLeft()), rect.size())
