"""What is known about a media file from its bytes, handed to the checks and the forms as data."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.wording import Wording


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What is known about one media file; sizes in px are 0 for sounds and unknown pictures."""

    source: str
    """`media:NAME` or a URL."""
    name: str
    content_type: str
    """By the file's first bytes, whatever its name says."""
    size_bytes: int
    width_px: int = 0
    height_px: int = 0
    duration_s: float = 0.0
    """0 where it is not known."""
    frames: int = 1
    """Pictures of an animation; 1 for a still."""
    codecs: tuple[str, ...] = ()
    """Names of the tracks' codings as the file has them: avc1, mp4a."""
    problem: Wording | None = None
    """Why the file cannot be used, and what to do; None when it can."""

    @property
    def kind(self) -> str:
        """image, audio, video or file."""
        first = self.content_type.partition("/")[0]
        return first if first in ("image", "audio", "video") else "file"
