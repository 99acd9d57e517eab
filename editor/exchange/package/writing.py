"""Writes packages; the same scenarios and media give the same bytes."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from editor.document.used_media import used_media
from editor.exchange.format import ExportRefused, Step, no_step
from editor.exchange.package.manifest import BOUNDS, MANIFEST, Manifest, PackedMedia, PackedScenario
from editor.library.media_folder import MediaFolder, portable_name
from runtime.flow.document import Document
from runtime.flow.file_format import SUFFIX, to_text
from runtime.messages.media import LOCAL
from runtime.wording import Wording, printable

_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The one moment every entry gets: the first a zip file can tell."""
_CHUNK_BYTES = 1 << 20
_NAMESAKES = Wording(
    "两个场景用了同名「{name}」但内容不同的媒体，不能放进一个包。改掉一个名称再导出。",
    'Two scenarios use different media of the same name "{name}", which one package cannot hold. '
    "Rename one of them.",
)


@dataclass(frozen=True, slots=True)
class Packing:
    """A scenario to pack with the folder its media are in."""

    document: Document
    media: MediaFolder


def write_package(packings: Sequence[Packing], out: BinaryIO, step: Step = no_step) -> tuple[str, ...]:
    """Writes scenarios and the media they use; gives the names of media that are nowhere to be found.

    Raises ExportRefused when two media of one name differ or the package would be too large, OSError, and
    what *step* raises.
    """
    files, missing = _files_of(packings)
    scenarios = _scenarios_of(packings)
    total = sum(file.stat().st_size for file in files.values()) + sum(len(text) for _, text in scenarios)
    if total > BOUNDS.total_bytes or any(f.stat().st_size > BOUNDS.entry_bytes for f in files.values()):
        raise ExportRefused(
            Wording(
                "场景和媒体共 {size} MB，一个包最多 {limit} MB。换小一些的视频再导出。",
                "Scenario and media are {size} MB together, a package takes {limit} MB. Use smaller videos.",
            ).format(size=total >> 20, limit=BOUNDS.total_bytes >> 20)
        )
    media = tuple(_packed(name, file) for name, file in sorted(files.items()))
    listed = tuple(
        PackedScenario(
            path=path,
            name=packing.document.flow.name,
            sha256=hashlib.sha256(text).hexdigest(),
            size_bytes=len(text),
        )
        for packing, (path, text) in zip(packings, scenarios, strict=True)
    )
    manifest = Manifest(scenarios=listed, media=media)
    done = 0
    with zipfile.ZipFile(out, "w", allowZip64=False) as archive:
        contents = json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, indent=2)
        archive.writestr(_entry(MANIFEST), contents.encode() + b"\n", zipfile.ZIP_DEFLATED, 6)
        for path, text in scenarios:
            archive.writestr(_entry(path), text, zipfile.ZIP_DEFLATED, 6)
            done += len(text)
            step(done, total)
        for packed in media:
            # Pictures and videos are compressed already.
            done = _copy(archive, packed, files[packed.name], done, total, step)
    return missing


def _files_of(packings: Sequence[Packing]) -> tuple[dict[str, Path], tuple[str, ...]]:
    files: dict[str, Path] = {}
    missing: dict[str, None] = {}
    for packing in packings:
        for source in used_media(packing.document.flow):
            name, file = source.removeprefix(LOCAL), packing.media.path_of(source)
            if file is None:
                missing[name] = None
            elif name in files and not _are_same(files[name], file):
                raise ExportRefused(_NAMESAKES.format(name=printable(name, 80)))
            else:
                files[name] = file
    return files, tuple(missing)


def _are_same(one: Path, other: Path) -> bool:
    return one == other or (_sha256(one) == _sha256(other))


def _scenarios_of(packings: Sequence[Packing]) -> list[tuple[str, bytes]]:
    """Path and text of every scenario; the second of a name gets a number."""
    found: list[tuple[str, bytes]] = []
    taken: set[str] = set()
    for packing in packings:
        flow = packing.document.flow
        stem = portable_name(flow.name or flow.id)[:60].replace(":", "_") or "scenario"
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem} {number}", number + 1
        taken.add(name.casefold())
        text = to_text(packing.document).encode("utf-8", "surrogatepass")
        found.append((f"scenarios/{name}{SUFFIX}", text))
    return found


def _packed(name: str, file: Path) -> PackedMedia:
    return PackedMedia(path=f"media/{name}", name=name, sha256=_sha256(file), size_bytes=file.stat().st_size)


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _OLDEST)
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info


def _copy(
    archive: zipfile.ZipFile, packed: PackedMedia, file: Path, done: int, total: int, step: Step
) -> int:
    info = _entry(packed.path)
    info.file_size = packed.size_bytes
    with file.open("rb") as source, archive.open(info, "w") as target:
        while chunk := source.read(_CHUNK_BYTES):
            target.write(chunk)
            done += len(chunk)
            step(done, total)
    return done
