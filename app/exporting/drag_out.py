"""Drags the open scenario out of the window, as a file for a mail, a folder or another program."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget

from editor.exchange.format import ExportRefused
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.editing_area import EditingArea

SMALL_BYTES: Final = 8 << 20
"""Media up to this size are packed at once; a drag cannot wait for more."""
_HINT = Wording("拖出去就是一个文件", "Drag it out to have it as a file")


class DragOut(QObject):
    """Begins a drag at the scenario's name: of a package, or of the scenario alone if its media are large."""

    def __init__(self, handle: QWidget, area: Callable[[], EditingArea | None]) -> None:
        super().__init__(handle)
        self._handle = handle
        self._area = area
        self._pressed: QPoint | None = None
        handle.setCursor(Qt.CursorShape.OpenHandCursor)
        handle.setAccessibleDescription(tr(_HINT))
        handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell a drag from a click."""
        if isinstance(event, QMouseEvent) and watched is self._handle:
            place = event.position().toPoint()
            if event.type() is QEvent.Type.MouseButtonPress:
                self._pressed = place if event.button() is Qt.MouseButton.LeftButton else None
            elif event.type() is QEvent.Type.MouseButtonRelease:
                self._pressed = None
            elif event.type() is QEvent.Type.MouseMove and self._is_far(place):
                self._pressed = None
                self._drag()
                return True
        return super().eventFilter(watched, event)

    def _is_far(self, place: QPoint) -> bool:
        distance = QGuiApplication.styleHints().startDragDistance()
        return self._pressed is not None and (place - self._pressed).manhattanLength() >= distance

    def _drag(self) -> None:
        area = self._area()
        if area is None:
            return
        with tempfile.TemporaryDirectory(prefix="xinliu-") as folder:
            try:
                file = file_to_drag(area, Path(folder))
            except (OSError, ExportRefused) as error:
                area.say(error.sentence if isinstance(error, ExportRefused) else str(error))
                return
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(file))])
            drag = QDrag(self._handle)
            drag.setMimeData(data)
            drag.setPixmap(self._handle.grab())
            # Whoever takes the file copies it before this returns; then it goes with its folder.
            drag.exec(Qt.DropAction.CopyAction)


def file_to_drag(area: EditingArea, folder: Path) -> Path:
    """Writes the open scenario into *folder*: with its media when they are small, else alone."""
    from app.exporting.desk import file_name, request_of
    from app.exporting.registry import format_called
    from app.exporting.writing import write_export
    from editor.document.used_media import used_media

    document = area.document
    files = [document.media.path_of(source) for source in used_media(document.flow)]
    size_bytes = sum(file.stat().st_size for file in files if file is not None)
    chosen = format_called("package" if files and size_bytes <= SMALL_BYTES else "json")
    path = folder / file_name(tr(document.name), chosen)
    write_export(chosen, request_of(area, chosen, of_selection=False), path)
    return path
