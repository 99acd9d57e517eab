"""The list of contents of a package: what is in it, how large, with which digests."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from editor.library.media_folder import MAX_MEDIA_BYTES
from runtime.flow.file_format import MAX_BYTES
from runtime.records import Record
from runtime.spreadsheets.bounded_zip import Bounds

MANIFEST = "manifest.json"
PACKAGE_FORMAT = 1
"""The version of the package format this program writes."""
MAX_MANIFEST_BYTES = 4 << 20
MAX_SCENARIOS = 50
MAX_MEDIA = 2_000
BOUNDS = Bounds(
    entries=MAX_MEDIA + 2 * MAX_SCENARIOS,
    entry_bytes=max(MAX_MEDIA_BYTES, MAX_BYTES),
    total_bytes=1 << 30,
)

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class PackedScenario(Record):
    """One scenario in a package; *path* is its entry in the zip file."""

    path: Annotated[str, Field(max_length=400)]
    name: Annotated[str, Field(max_length=200)] = ""
    sha256: Digest
    size_bytes: Annotated[int, Field(ge=0)]


class PackedMedia(Record):
    """One media file in a package; *name* is what `media:NAME` means in its scenarios."""

    path: Annotated[str, Field(max_length=400)]
    name: Annotated[str, Field(max_length=200)]
    sha256: Digest
    size_bytes: Annotated[int, Field(ge=0)]


class Manifest(Record):
    """What `manifest.json` holds."""

    xinliu_package: Literal[1] = 1
    scenarios: Annotated[tuple[PackedScenario, ...], Field(min_length=1, max_length=MAX_SCENARIOS)]
    media: Annotated[tuple[PackedMedia, ...], Field(max_length=MAX_MEDIA)] = ()
