"""The pictures of the open scenario: facts for forms, images for canvas and phone."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImageReader

from editor.library.media_folder import MediaFolder
from runtime.messages.media import LOCAL
from widgets.form import MediaFacts
from widgets.handset import PictureShelf


class ScenarioMedia:
    """Answers the forms' questions about media files; satisfies `widgets.form.MediaStore`."""

    def __init__(self, folder: MediaFolder) -> None:
        self.folder = folder
        self._known: dict[tuple[Path, int], MediaFacts] = {}

    def facts(self, source: str) -> MediaFacts | None:
        """What is known about a source, None when it is not here."""
        file = self.folder.path_of(source)
        if file is None:
            return None
        stat = file.stat()
        key = (file, stat.st_mtime_ns)
        if key not in self._known:
            reader = QImageReader(str(file))
            size = reader.size() if reader.canRead() else None
            self._known[key] = MediaFacts(
                source=source,
                name=file.name,
                content_type=content_type_of(file),
                size_bytes=stat.st_size,
                width_px=size.width() if size is not None and size.isValid() else 0,
                height_px=size.height() if size is not None and size.isValid() else 0,
            )
        return self._known[key]

    def take(self, path: Path) -> MediaFacts:
        """Copies a file in; raises OSError or ValueError when it cannot."""
        facts = self.facts(self.folder.take_in(path))
        assert facts is not None, "what was just taken in is there"
        return facts

    def all_media(self) -> Sequence[MediaFacts]:
        """Every file that is here, by name."""
        found = (self.facts(LOCAL + name) for name in sorted(self.folder.names()))
        return tuple(facts for facts in found if facts is not None)


class LocalPictures(QObject):
    """Fills a shelf from a media folder, one file at a time and never while something is painted."""

    def __init__(self, folder: MediaFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._queue: list[str] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._load_one)
        self.shelf = PictureShelf(self)
        self.shelf.wanted.connect(self._want)

    def load_all_wanted(self) -> None:
        """Load everything that was asked for now: for pictures that are drawn once."""
        while self._queue:
            self._load_one()

    def _want(self, source: str) -> None:
        if source.startswith(LOCAL):
            self._queue.append(source)
            self._timer.start()

    def _load_one(self) -> None:
        if not self._queue:
            self._timer.stop()
            return
        source = self._queue.pop(0)
        file = self._folder.path_of(source)
        if file is None:
            return
        try:
            data = file.read_bytes()
        except OSError:
            return
        self.shelf.put(source, data)


def content_type_of(file: Path) -> str:
    """The media type of a file by its name."""
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"
