"""Finds the files that `media:NAME` means, and takes new ones in."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from resources.files import resource_path
from runtime.messages.media import LOCAL
from runtime.wording import printable

MAX_MEDIA_BYTES = 100 * 1024 * 1024
"""The largest file that is taken in; every carrier's limit is lower."""

MAX_NAME_BYTES = 180
"""The longest file name, in UTF-8; systems allow 255, and a digest may be put into it."""
_UNPORTABLE = re.compile(
    '[\x00-\x1f\x7f-\x9f<>:"/\\\\|?*\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]'
)
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL"} | {f"{port}{number}" for port in ("COM", "LPT") for number in range(10)}
)


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
        if not source.startswith(LOCAL) or not is_plain_name(name):
            return None
        if _is_file_in(self.home, self.home / name):
            return self.home / name
        shipped = resource_path("media") / name
        return shipped if shipped.is_file() else None

    def names(self) -> frozenset[str]:
        """The names that can be found."""
        own = self.home.iterdir() if self.home.is_dir() else ()
        shipped = resource_path("media").iterdir()
        return frozenset(
            [file.name for file in own if is_plain_name(file.name) and _is_file_in(self.home, file)]
            + [file.name for file in shipped if file.is_file()]
        )

    def take_in(self, file: Path, name: str = "") -> str:
        """Copies *file* into the folder and returns its source; the same bytes and name are kept once.

        It gets another *name* if one is given. Characters that no file name of every system may have become
        `_`. Raises OSError when it cannot be read or copied, ValueError when it is no plain file or too
        large; nothing is left half copied.
        """
        return self.take_bytes(self.read(file), name or file.name)

    @staticmethod
    def read(file: Path) -> bytes:
        """The bytes of a file; raises as `take_in` does."""
        if not file.is_file():
            file.stat()
            raise ValueError(f"{printable(file.name, 60)} is no file")
        with file.open("rb") as stream:
            # Not by the size the system tells: a file may grow while it is read.
            data = stream.read(MAX_MEDIA_BYTES + 1)
        if len(data) > MAX_MEDIA_BYTES:
            raise ValueError(
                f"{printable(file.name, 60)} is larger than the limit of {MAX_MEDIA_BYTES >> 20} MB"
            )
        return data

    def take_bytes(self, data: bytes, name: str) -> str:
        """Writes a file into the folder and returns its source, as `take_in` does; raises OSError."""
        from runtime.flow.file_format import write_whole

        self.home.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256(data).hexdigest()
        portable = Path(portable_name(name))
        target = self.home / portable
        if target.exists() and _digest(target) != digest:
            target = self.home / f"{portable.stem}-{digest[:8]}{portable.suffix}"
        if not target.is_file() or _digest(target) != digest:
            write_whole(target, data)
        return LOCAL + target.name


def is_plain_name(name: str) -> bool:
    """Whether *name* is a file name and nothing else, on this system and on every other."""
    return bool(name) and portable_name(name) == name


def portable_name(name: str) -> str:
    """*name* as every system can keep it: no separators, marks, devices, and not too long."""
    plain = _UNPORTABLE.sub("_", name).strip(" ").rstrip(".")
    stem, dot, suffix = plain.rpartition(".") if "." in plain else (plain, "", "")
    if stem.split(".")[0].strip().upper() in _DEVICES:
        stem = f"_{stem}"
    room = MAX_NAME_BYTES - len((dot + suffix).encode())
    if room < 1:
        return _cut(stem + dot + suffix, MAX_NAME_BYTES) or "_"
    return _cut(stem, room) + dot + suffix or "_"


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode("utf-8", "ignore")


def _is_file_in(folder: Path, candidate: Path) -> bool:
    """Whether a file is in *folder* itself: a link to elsewhere would send a stranger's choice of files."""
    try:
        return candidate.is_file() and candidate.resolve().parent == folder.resolve()
    except (OSError, ValueError, RuntimeError):
        return False


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
