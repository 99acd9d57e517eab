"""Finds the pictures a table names: by file name among the media, or by address."""

from __future__ import annotations

from PySide6.QtCore import QMimeDatabase

from runtime.messages.media import CardMedia
from widgets.form.context import MediaStore

_PICTURES = ("image/", "video/")


class NamedPictures:
    """Looks names up in a media store; `missing` collects those that are not there."""

    def __init__(self, media: MediaStore) -> None:
        self._media = media
        self._types = QMimeDatabase()
        self.missing: dict[str, None] = {}
        """Names in the order they were asked for."""

    def find(self, name: str) -> CardMedia | None:
        """The picture of a name or an address; None when it is not here."""
        if name.startswith(("http://", "https://")):
            path = name.split("?", maxsplit=1)[0]
            kind = self._types.mimeTypeForFile(path, QMimeDatabase.MatchMode.MatchExtension).name()
            return CardMedia(source=name, content_type=kind if kind.startswith(_PICTURES) else "image/jpeg")
        wanted = name.replace("\\", "/").rsplit("/", 1)[-1].casefold()
        for facts in self._media.all_media():
            stem = facts.name.rsplit(".", 1)[0].casefold()
            if wanted in (facts.name.casefold(), stem) and facts.content_type.startswith(_PICTURES):
                return CardMedia(
                    source=facts.source, content_type=facts.content_type, size_bytes=facts.size_bytes
                )
        self.missing[name] = None
        return None
