"""Reads packages of strangers: bounded, checked against their digests, and without touching a file."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from editor.document.used_media import used_media, with_media_renamed
from editor.exchange.format import Step, no_step
from editor.exchange.package.manifest import (
    BOUNDS,
    MANIFEST,
    MAX_MANIFEST_BYTES,
    PACKAGE_FORMAT,
    Manifest,
    PackedMedia,
    PackedScenario,
)
from editor.library.media_folder import MAX_MEDIA_BYTES, MediaFolder, is_plain_name
from runtime.flow.document import Document
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import MAX_BYTES, from_text
from runtime.messages.media import LOCAL
from runtime.spreadsheets.bounded_zip import BoundedZip, bounded_zip
from runtime.spreadsheets.refusals import FileRefused
from runtime.wording import Wording, printable

_NO_PACKAGE = Wording(
    "这不是信流的场景包：里面没有清单。", "This is no Xinliu package: it holds no list of contents."
)
_NEWER = Wording(
    "场景包由更新的版本保存（格式 {found}，这里最高 {known}）。请升级信流后再打开。",
    "The package was saved by a newer version (format {found}, this one reads up to {known}). "
    "Update Xinliu to open it.",
)
_WRONG_LIST = Wording(
    "场景包的清单有误，位置 {place}：{reason}。再要一份。",
    "The package's list of contents is wrong at {place}: {reason}. Get another copy.",
)
_WRONG_SCENARIO = Wording(
    "场景「{name}」与清单中的摘要不符，文件可能不完整。向发送人再要一份。",
    'Scenario "{name}" does not match its digest; the file may be incomplete. Ask for a new copy.',
)
_WRONG_MEDIA = Wording(
    "第 {number} 个媒体文件「{name}」与清单中的摘要不符，文件可能不完整。"
    "向发送人再要一份，或不带这个文件打开。",
    'Media file {number}, "{name}", does not match its digest; the file may be incomplete. '
    "Ask for a new copy, or open it without the file.",
)
_WRONG_PICTURE = Wording(
    "第 {number} 张图片「{name}」与清单中的摘要不符，文件可能不完整。向发送人再要一份，或不带这张图片打开。",
    'Picture {number}, "{name}", does not match its digest; the file may be incomplete. '
    "Ask for a new copy, or open it without the picture.",
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp")


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was read: its scenarios, and which media in it are sound."""

    path: Path
    scenarios: tuple[Document, ...]
    media: tuple[PackedMedia, ...]
    """The media that match their digests."""
    damaged: tuple[Wording, ...] = ()
    """One sentence for each medium that is missing or does not match: which, and what to do."""


def read_package(path: Path, step: Step = no_step) -> Package:
    """The package at *path*; nothing is written, and damaged media are told, not raised.

    Raises FileRefused for anything that is no sound package, OSError when it cannot be read.
    """
    with bounded_zip(path, BOUNDS) as packed:
        manifest = _manifest(packed)
        scenarios = tuple(_scenario(packed, each) for each in manifest.scenarios)
        sound: list[PackedMedia] = []
        damaged: list[Wording] = []
        total = sum(each.size_bytes for each in manifest.media)
        done = 0
        counted = {_WRONG_PICTURE: 0, _WRONG_MEDIA: 0}
        for each in manifest.media:
            words = _WRONG_PICTURE if each.name.lower().endswith(_PICTURES) else _WRONG_MEDIA
            counted[words] += 1
            if _is_sound(packed, each):
                sound.append(each)
            else:
                damaged.append(words.format(number=counted[words], name=printable(each.name, 80)))
            done += each.size_bytes
            step(done, max(1, total))
    return Package(path, scenarios, tuple(sound), tuple(damaged))


def unpack(package: Package, scenario: Document, folder: MediaFolder) -> Document:
    """Puts the media *scenario* uses into *folder*, and gives the scenario as it names them there.

    A file that stands there with the same bytes is kept once; another of its name gives way to neither, the
    new one gets another name. Raises FileRefused when the package was changed meanwhile, OSError.
    """
    wanted = {source.removeprefix(LOCAL) for source in used_media(scenario.flow)}
    names: dict[str, str] = {}
    with bounded_zip(package.path, BOUNDS) as packed, tempfile.TemporaryDirectory() as temporary:
        for each in package.media:
            if each.name not in wanted:
                continue
            if not _is_sound(packed, each):
                raise FileRefused(_WRONG_SCENARIO.format(name=printable(each.name, 80)))
            file = Path(temporary) / each.name
            with file.open("wb") as stream:
                for chunk in packed.chunks(each.path):
                    stream.write(chunk)
            taken = folder.take_in(file)
            file.unlink()
            if taken != LOCAL + each.name:
                names[LOCAL + each.name] = taken
    if not names:
        return scenario
    nodes = {node.id: with_media_renamed(node, names) for node in scenario.flow.nodes.values()}
    return scenario.model_copy(update={"flow": scenario.flow.model_copy(update={"nodes": nodes})})


def _manifest(packed: BoundedZip) -> Manifest:
    if MANIFEST not in packed.names():
        raise FileRefused(_NO_PACKAGE)
    try:
        data = json.loads(packed.read(MANIFEST, MAX_MANIFEST_BYTES))
    except (ValueError, RecursionError) as error:
        raise FileRefused(_NO_PACKAGE) from error
    version = data.get("xinliu_package") if isinstance(data, dict) else None
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise FileRefused(_NO_PACKAGE)
    if version > PACKAGE_FORMAT:
        raise FileRefused(_NEWER.format(found=version if version < 10**9 else "…", known=PACKAGE_FORMAT))
    try:
        manifest = Manifest.model_validate(data)
    except (ValidationError, RecursionError) as error:
        raise FileRefused(_wrong_list(error)) from error
    for medium in manifest.media:
        if not is_plain_name(medium.name):
            raise FileRefused(
                _WRONG_LIST.format(
                    place="media",
                    reason=Wording("文件名「{name}」不能用", 'the name "{name}" cannot be used').format(
                        name=printable(medium.name, 80)
                    ),
                )
            )
    _check_unique("media", [each.name.casefold() for each in manifest.media])
    _check_unique("media", [each.path for each in manifest.media])
    _check_unique("scenarios", [each.path for each in manifest.scenarios])
    return manifest


def _wrong_list(error: ValidationError | RecursionError) -> Wording:
    if not isinstance(error, ValidationError):
        return _NO_PACKAGE
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"])
    return _WRONG_LIST.format(place=printable(place, 80), reason=printable(first["msg"], 200))


def _check_unique(place: str, names: Iterable[str]) -> None:
    listed = list(names)
    if len(set(listed)) != len(listed):
        reason = Wording("同一个文件列了两次", "one file is listed twice")
        raise FileRefused(_WRONG_LIST.format(place=place, reason=reason))


def _scenario(packed: BoundedZip, listed: PackedScenario) -> Document:
    name = printable(listed.name or listed.path, 80)
    if listed.path not in packed.names():
        raise FileRefused(_WRONG_SCENARIO.format(name=name))
    data = packed.read(listed.path, MAX_BYTES)
    if hashlib.sha256(data).hexdigest() != listed.sha256:
        raise FileRefused(_WRONG_SCENARIO.format(name=name))
    try:
        return from_text(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FileRefused(_WRONG_SCENARIO.format(name=name)) from error
    except UnreadableDocument as error:
        where = Wording("场景「{name}」：{why}", 'Scenario "{name}": {why}')
        raise FileRefused(where.format(name=name, why=error.sentence)) from error


def _is_sound(packed: BoundedZip, listed: PackedMedia) -> bool:
    """Whether the entry is there, whole, and what the list says."""
    if listed.path not in packed.names() or packed.size_of(listed.path) > MAX_MEDIA_BYTES:
        return False
    if packed.size_of(listed.path) != listed.size_bytes:
        return False
    digest = hashlib.sha256()
    try:
        for chunk in packed.chunks(listed.path):
            digest.update(chunk)
    except FileRefused:
        return False
    return digest.hexdigest() == listed.sha256
