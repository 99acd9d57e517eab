"""The platform's media store."""

from __future__ import annotations

import secrets
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from runtime.messages.limits import profile
from runtime.simulator.checks import RejectionError

TEMPORARY_LIFE_S = 7 * 24 * 3600
MAX_UPLOAD_BYTES = 12 * 1024 * 1024
MAX_STORE_BYTES = 512 * 1024 * 1024
NO_FILE, WRONG_TYPE, TOO_LARGE, EMPTY, EXPIRED, STORE_FULL = 41005, 40005, 40006, 44001, 40022, 40040

_TYPES = {
    "image": ("image/jpeg", "image/jpg", "image/png"),
    "audio": ("audio/amr", "audio/mp3", "audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/m4a"),
    "video": ("video/mp4", "video/webm"),
}
_LIMITS = profile("ctcu").limits


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One file at the platform."""

    id: str
    name: str
    content_type: str
    content: bytes
    until: datetime | None
    """None for a permanent file."""


class MediaStore:
    """Files by id; temporary ones are gone after a week of simulated time."""

    def __init__(self) -> None:
        self._files: dict[str, StoredFile] = {}
        self._size_bytes = 0

    def __len__(self) -> int:
        return len(self._files)

    def add(self, name: str, content_type: str, content: bytes, now: datetime, keep: bool) -> StoredFile:
        """Stores a file; raises `RejectionError` for a type or size the platform does not take."""
        check_file(content_type, len(content))
        if self._size_bytes + len(content) > MAX_STORE_BYTES:
            raise RejectionError(STORE_FULL, "the store is full")
        until = None if keep else now + timedelta(seconds=TEMPORARY_LIFE_S)
        stored = StoredFile(secrets.token_urlsafe(12), name or "file", content_type, content, until)
        self._files[stored.id] = stored
        self._size_bytes += len(content)
        return stored

    def get(self, file_id: str, now: datetime) -> StoredFile | None:
        """The file, unless there is none or it has expired."""
        stored = self._files.get(file_id)
        if stored is None or (stored.until is not None and now >= stored.until):
            return None
        return stored

    def delete(self, file_id: str) -> StoredFile | None:
        """Takes a file away and returns it, or None."""
        stored = self._files.pop(file_id, None)
        if stored is not None:
            self._size_bytes -= len(stored.content)
        return stored


def check_file(content_type: str, size_bytes: int) -> None:
    """Refuses what the platform does not take. Source: CT/CU interface V1.0.4, media limits."""
    family, _, _ = content_type.partition("/")
    if content_type not in _TYPES.get(family, ()):
        raise RejectionError(WRONG_TYPE, "file type is not supported")
    if not size_bytes:
        raise RejectionError(EMPTY, "the file is empty")
    limit = _LIMITS.get(f"{family}_bytes") or _LIMITS["media_bytes"]
    if size_bytes > limit.maximum:
        raise RejectionError(TOO_LARGE, f"the file has {size_bytes} bytes, the limit is {limit.maximum}")


async def read_files(headers: Headers, body: bytes) -> list[tuple[str, str, bytes]]:
    """The files of a multipart body: name, type and content; raises `RejectionError` when it is none."""

    async def pieces() -> AsyncGenerator[bytes, None]:
        yield body
        yield b""

    if not headers.get("content-type", "").startswith("multipart/form-data"):
        raise RejectionError(NO_FILE, "multipart/form-data is needed")
    try:
        form = await MultiPartParser(headers, pieces(), max_files=2, max_fields=8).parse()
    except (MultiPartException, KeyError) as error:
        raise RejectionError(NO_FILE, "the multipart body cannot be read") from error
    try:
        found = [
            (item.filename or "", (item.content_type or "").lower(), await item.read())
            for _, item in form.multi_items()
            if isinstance(item, UploadFile)
        ]
    finally:
        await form.close()
    if not found:
        raise RejectionError(NO_FILE, "there is no file")
    return found
