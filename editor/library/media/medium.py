"""One media file of the library with everything known about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from editor.library.media.uses import MediaUse
from runtime.messages.media_facts import MediaFacts

Kind: TypeAlias = Literal["image", "audio", "video", "file"]
KINDS: Final[tuple[Kind, ...]] = ("image", "audio", "video", "file")


@dataclass(frozen=True, slots=True)
class Medium:
    """A file in the media folder of a scenario, or one that ships with the program."""

    file: Path
    facts: MediaFacts
    digest: str
    """SHA-256 of the bytes; files with the same are duplicates."""
    uses: tuple[MediaUse, ...] = ()
    twins: tuple[Path, ...] = ()
    """Other files of the same folder with the same bytes."""
    is_shipped: bool = False
    """Whether it came with the program: it can be used, not changed."""

    @property
    def name(self) -> str:
        """The file's name."""
        return self.file.name

    @property
    def is_unused(self) -> bool:
        """Whether no scenario shows it."""
        return not self.uses and not self.is_shipped


@dataclass(frozen=True, slots=True)
class RemovedMedium:
    """A file in the bin, and where it was."""

    file: Path
    home: Path
