"""Thumbnails of the media library."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from shiboken6 import isValid

from app.media import picture_in
from widgets.background import Errand, begin
from widgets.handset import PictureShelf

SIDE_PX: Final = 640
"""Pictures are decoded this large at most."""


class LibraryPictures(QObject):
    """Thumbnails of files anywhere, decoded in a thread, one at a time; sources are paths."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shelf = PictureShelf(self)
        self._queue: list[str] = []
        self._errand: Errand[QImage | None] | None = None
        self.shelf.wanted.connect(self._want)

    def _want(self, path: str) -> None:
        self._queue.append(path)
        QTimer.singleShot(0, self, self._begin_next)

    def _begin_next(self) -> None:
        if not self._queue or self._errand is not None:
            return
        path = self._queue.pop()

        def show(image: QImage | None) -> None:
            if not isValid(self):
                return
            self._errand = None
            if image is not None:
                self.shelf.put_image(path, image)
            self._begin_next()

        self._errand = begin(lambda _: picture_in(Path(path), SIDE_PX), show)
