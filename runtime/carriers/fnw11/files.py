"""Files at the platform: uploads that are looked at before they may be used."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from runtime.carriers.port import UploadedMedia
from runtime.carriers.uplink import moment_or

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class FileState:
    """What the platform says about one file."""

    file_id: str
    stage: Literal["ready", "pending", "gone", "rejected"]
    url: str = ""
    until: datetime | None = None

    @property
    def media(self) -> UploadedMedia | None:
        """The file to send, once it may be used."""
        return UploadedMedia(self.url, self.until) if self.stage == "ready" and self.url else None


class FileBook:
    """Content → the platform's id, for uploads that are still looked at. It does not outlive the process."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, str] = OrderedDict()

    def note(self, digest: str, file_id: str) -> None:
        """Notes an upload that the platform looks at."""
        self._ids[digest] = file_id
        while len(self._ids) > _MOST:
            self._ids.popitem(last=False)

    def find(self, digest: str) -> str | None:
        """The id of an upload that is looked at."""
        return self._ids.get(digest)

    def forget(self, digest: str) -> None:
        """Its fate is known."""
        self._ids.pop(digest, None)


def digest_of(media: bytes, content_type: str) -> str:
    """What tells one file from another."""
    return hashlib.sha256(content_type.encode() + b"\0" + media).hexdigest()


def read_state(data: dict[str, Any]) -> FileState | None:
    """The file of an answer, None when it names none; an address without a status may be used."""
    held = data.get("file")
    file = held if isinstance(held, dict) else data
    file_id, url = file.get("fileId"), file.get("fileUrl")
    if not isinstance(file_id, str) or not 0 < len(file_id) <= 200:
        return None
    url = url if isinstance(url, str) else ""
    word = file.get("status")
    word = word.lower() if isinstance(word, str) else ("ready" if url else "pending")
    never = datetime.max.replace(tzinfo=UTC)
    until = moment_or(file.get("validity"), never)
    return FileState(file_id, _stage(word, url), url, None if until is never else until)


def _stage(word: str, url: str) -> Literal["ready", "pending", "gone", "rejected"]:
    if word in ("ready", "available", "uploaded"):
        return "ready" if url else "pending"
    if word in ("pending", "processing", "uploading"):
        return "pending"
    return "gone" if word in ("expired", "deleted") else "rejected"
