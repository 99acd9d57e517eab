"""Finds the files that `media:NAME` means, and takes new ones in."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from resources.files import resource_path
from runtime.messages.media import LOCAL

MAX_MEDIA_BYTES = 100 * 1024 * 1024
"""The largest file that is taken in; every carrier's limit is lower."""


class MediaFolder:
    """The media of one scenario: beside its file, then those that ship with the program.

    A name is a plain file name; anything with a separator is never looked up.
    """

    def __init__(self, home: Path) -> None:
        """*home* is the folder named `media` beside the scenario; it need not exist."""
        self.home = home

    @classmethod
    def beside(cls, scenario: Path) -> MediaFolder:
        """The media of a scenario file."""
        return cls(scenario.parent / "media")

    def path_of(self, source: str) -> Path | None:
        """The file of a source, or None when it is a URL, no plain name, or nowhere to be found."""
        name = source.removeprefix(LOCAL)
        if not source.startswith(LOCAL) or not name or Path(name).name != name or name in (".", ".."):
            return None
        for folder in (self.home, resource_path("media")):
            candidate = folder / name
            if candidate.is_file():
                return candidate
        return None

    def names(self) -> frozenset[str]:
        """The names that can be found."""
        folders = [folder for folder in (self.home, resource_path("media")) if folder.is_dir()]
        return frozenset(file.name for folder in folders for file in folder.iterdir() if file.is_file())

    def take_in(self, file: Path) -> str:
        """Copies *file* into the folder and returns its source; the same bytes and name are kept once.

        Raises OSError when it cannot be read or copied, ValueError when it is too large.
        """
        size_bytes = file.stat().st_size
        if size_bytes > MAX_MEDIA_BYTES:
            raise ValueError(
                f"{file.name} has {size_bytes >> 20} MB, the limit is {MAX_MEDIA_BYTES >> 20} MB"
            )
        self.home.mkdir(parents=True, exist_ok=True)
        target = self.home / file.name
        if target.exists() and _digest(target) != _digest(file):
            target = self.home / f"{file.stem}-{_digest(file)[:8]}{file.suffix}"
        if not target.exists():
            shutil.copyfile(file, target)
        return LOCAL + target.name


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
