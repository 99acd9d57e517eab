"""The media of the open scenario: facts for forms and checks, images for canvas and phone."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from shiboken6 import isValid

from app.reasons import reason_of
from editor.library.media.file_facts import FileFacts
from editor.library.media.probing import probe
from editor.library.media.refusals import MediaFlawed
from editor.library.media.taking import honest_name, take_checked
from editor.library.media_folder import MediaFolder
from runtime.messages.media import LOCAL
from runtime.messages.media_facts import MediaFacts
from runtime.wording import Wording, same
from widgets.background import Errand, begin
from widgets.form.context import UseDone
from widgets.handset import PictureShelf
from widgets.handset.pictures import SIDE_MAX, decode_picture
from widgets.media.fitting import THUMBNAIL_PX, Fitted, Wish, fit_picture

_GONE: Final = Wording("文件已经不在了。换一个。", "The file is not there any more. Use another.")
THUMBNAIL_ENDING: Final = "-thumbnail"
"""Ends the name of a thumbnail that was made, before its suffix."""


class ScenarioMedia:
    """Answers the forms' questions about media files; satisfies `widgets.form.MediaStore`."""

    def __init__(self, folder: MediaFolder) -> None:
        self.folder = folder
        self._files = FileFacts(folder)

    def facts(self, source: str) -> MediaFacts | None:
        """What is known about a source, None when it is not here."""
        return self._files.facts(source)

    def take(self, path: Path) -> MediaFacts:
        """Copies a file in; raises OSError, ValueError or MediaFlawed when it cannot."""
        return take_checked(path, self.folder)

    def all_media(self) -> Sequence[MediaFacts]:
        """Every file that is here but the thumbnails that were made, by name."""
        return tuple(
            facts
            for facts in self._files.by_name().values()
            if not Path(facts.name).stem.endswith(THUMBNAIL_ENDING)
        )

    def begin_use(
        self, what: Path | str, thumbnail_bytes: int, done: UseDone, refused: Callable[[Wording], None]
    ) -> None:
        """Takes it in a thread; satisfies the protocol."""

        def work(_: Errand[_Used]) -> _Used:
            facts = self.take(what) if isinstance(what, Path) else self.facts(what)
            if facts is None:
                raise MediaFlawed(str(what).removeprefix(LOCAL), _GONE)
            if facts.problem is not None:
                raise MediaFlawed(facts.name, facts.problem)
            return facts, self._thumbnail(facts, thumbnail_bytes)

        begin(work, lambda used: done(*used), lambda error: refused(_told(error)))

    def begin_fit(self, source: str, wish: Wish, done: Callable[[Fitted | None], None]) -> Callable[[], None]:
        """Cuts a picture in a thread; satisfies the protocol."""

        def work(errand: Errand[Fitted | None]) -> Fitted | None:
            file = self.folder.path_of(source)
            return fit_picture(file.read_bytes(), wish, errand.is_stopped) if file is not None else None

        return begin(work, done, lambda _: done(None)).stop

    def begin_keep(
        self,
        source: str,
        fitted: Fitted,
        thumbnail_bytes: int,
        done: UseDone,
        refused: Callable[[Wording], None],
    ) -> None:
        """Writes what was made in a thread; satisfies the protocol."""

        def work(_: Errand[_Used]) -> _Used:
            stem = Path(source.removeprefix(LOCAL)).stem
            name = f"{stem}-{fitted.width_px}x{fitted.height_px}{fitted.suffix}"
            kept = self.facts(self.folder.take_bytes(fitted.data, name))
            if kept is None:
                raise MediaFlawed(name, _GONE)
            return kept, self._thumbnail(kept, thumbnail_bytes)

        begin(work, lambda used: done(*used), lambda error: refused(_told(error)))

    def _thumbnail(self, facts: MediaFacts, limit_bytes: int) -> MediaFacts | None:
        """A small copy of a picture that is larger than a thumbnail may be."""
        file = self.folder.path_of(facts.source)
        if not limit_bytes or facts.kind != "image" or facts.size_bytes <= limit_bytes or file is None:
            return None
        fitted = fit_picture(file.read_bytes(), Wish(limit_bytes, side_max_px=THUMBNAIL_PX))
        if fitted is None:
            return None
        name = honest_name(f"{file.stem}{THUMBNAIL_ENDING}{fitted.suffix}", fitted.content_type)
        return self.facts(self.folder.take_bytes(fitted.data, name))


_Used = tuple[MediaFacts, MediaFacts | None]


class LocalPictures(QObject):
    """Fills a shelf from a media folder, in a thread and one file at a time."""

    def __init__(self, folder: MediaFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._queue: list[str] = []
        self._errand: Errand[QImage | None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin_next)
        self.shelf = PictureShelf(self)
        self.shelf.wanted.connect(self._want)

    def load_all_wanted(self) -> None:
        """Load everything that was asked for now: for pictures that are drawn once."""
        while self._queue:
            source = self._queue.pop(0)
            self.shelf.put_image(source, picture_in(self._folder.path_of(source)))

    def close(self) -> None:
        """Load nothing any more."""
        self._queue.clear()
        if self._errand is not None:
            self._errand.stop()
            self._errand = None

    def _want(self, source: str) -> None:
        if source.startswith(LOCAL):
            self._queue.append(source)
            self._timer.start()

    def _begin_next(self) -> None:
        if not self._queue or self._errand is not None:
            return
        source = self._queue.pop(0)
        file = self._folder.path_of(source)

        def show(image: QImage | None) -> None:
            if not isValid(self):
                return
            self._errand = None
            if image is not None:
                self.shelf.put_image(source, image)
            self._begin_next()

        self._errand = begin(lambda _: picture_in(file), show)


def content_type_of(file: Path) -> str:
    """The media type of a file by its name."""
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def picture_in(file: Path | None, side_max_px: int = SIDE_MAX) -> QImage | None:
    """The picture in a file, None when it is none or would harm."""
    try:
        if file is None or probe(file).problem is not None:
            return None
        return decode_picture(file.read_bytes(), side_max_px)
    except OSError:
        return None


def _told(error: Exception) -> Wording:
    """The reason for people; a bug stays one."""
    if isinstance(error, MediaFlawed):
        return error.why
    if isinstance(error, OSError):
        return reason_of(error)
    if isinstance(error, ValueError):
        return same(str(error))
    raise error
