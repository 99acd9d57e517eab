"""The canvas of a scenario as a picture or a drawing, without a window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from editor.canvas.drawing import CanvasDrawing
from editor.library.media_folder import MediaFolder
from runtime.flow.document import Document
from runtime.messages.media import LOCAL
from runtime.wording import Language
from widgets.handset import PictureShelf
from widgets.language import set_language
from widgets.theme import apply_theme, current_theme

MAX_PICTURE_BYTES = 20 * 1024 * 1024


def application(language: Language) -> QApplication:
    """The application object that painting needs, dressed as the editor; offscreen where no display is."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM") or "offscreen"
    made = QApplication(sys.argv[:1])
    apply_theme(made, current_theme())
    set_language(language)
    return made


def shelf_of(media: MediaFolder) -> PictureShelf:
    """Every picture of a scenario's media, decoded."""
    shelf = PictureShelf()
    for name in sorted(media.names()):
        file = media.path_of(LOCAL + name)
        if file is not None and file.stat().st_size <= MAX_PICTURE_BYTES:
            shelf.put(LOCAL + name, file.read_bytes())
    return shelf


def canvas_png(document: Document, media: MediaFolder, scale: float = 1.0) -> bytes:
    """The whole canvas as PNG; `application` must have been made. *scale* is pixels a scene unit."""
    return png_of(CanvasDrawing(document, shelf_of(media), current_theme()).image(scale))


def write_canvas_svg(document: Document, media: MediaFolder, path: Path) -> None:
    """Writes the whole canvas as SVG; raises OSError when the file cannot be written."""
    CanvasDrawing(document, shelf_of(media), current_theme()).write_svg(path)


def png_of(image: QImage) -> bytes:
    """*image* as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide's stub wants bytes, the program text
    buffer.close()
    return bytes(data.data())
