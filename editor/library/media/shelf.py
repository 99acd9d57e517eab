"""The media of all scenarios: the files are the truth, the catalogue remembers what was read of them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from editor.document.folding import folded
from editor.document.media_edits import with_media_replaced
from editor.document.used_media import with_media_renamed
from editor.library.catalogue import Catalogue
from editor.library.database import Database
from editor.library.media.medium import Medium, RemovedMedium
from editor.library.media.probing import probe
from editor.library.media.refusals import MediaMissing, MediaUsed, NameTaken
from editor.library.media.taking import take_checked
from editor.library.media.uses import LiveUses, MediaUse, noted_uses
from editor.library.media_folder import MediaFolder, is_plain_name, portable_name
from editor.library.moments import now_utc
from editor.library.scenario_files import BIN
from editor.library.tables import MEDIA
from editor.library.versions import Versions
from resources.files import resource_path
from runtime.flow.file_format import read_document, write_document
from runtime.messages.media import LOCAL
from runtime.messages.media_facts import MediaFacts
from runtime.wording import Wording

KEPT_IN_BIN: Final = timedelta(days=30)
_BINNED: Final = "media"


class MediaShelf:
    """Lists, renames, replaces, merges and removes media; may be called from any thread."""

    def __init__(self, database: Database, catalogue: Catalogue, versions: Versions, folder: Path) -> None:
        """*folder* is the workspace."""
        self._database = database
        self._catalogue = catalogue
        self._versions = versions
        self._bin = folder / BIN / _BINNED
        self._own = folder / "scenarios" / "media"

    def listing(
        self,
        homes: Collection[Path] = (),
        live: LiveUses | None = None,
    ) -> tuple[Medium, ...]:
        """Every medium, by folder and name.

        *homes* are further media folders to look into. *live* is the open scenario as it is now; it stands in
        for what is noted of its file.
        """
        uses = self._uses(live)
        media: list[Medium] = []
        for home in self._homes(homes):
            found = [self._medium(file, uses) for file in _files_in(home)]
            by_digest: dict[str, list[Path]] = defaultdict(list)
            for medium in found:
                by_digest[medium.digest].append(medium.file)
            media += [
                replace(each, twins=tuple(file for file in by_digest[each.digest] if file != each.file))
                for each in found
            ]
        shipped = [self._medium(file, uses, is_shipped=True) for file in _files_in(resource_path("media"))]
        return (*media, *shipped)

    def facts(self, file: Path) -> MediaFacts:
        """What is known of one file; raises OSError."""
        return self._known(file.resolve())[0]

    def take_in(self, file: Path, home: Path) -> MediaFacts:
        """Copies a file into a media folder; raises MediaFlawed for one that cannot be used, OSError."""
        return take_checked(file, MediaFolder(home))

    def rename(self, file: Path, name: str) -> str:
        """Copies a file to another name and gives its source; those who show it are for the caller to change.

        The old file stays until `remove`: an undo shows it again. Raises MediaMissing, NameTaken, OSError.
        """
        target = file.with_name(portable_name(name.strip()))
        if not is_plain_name(target.name) or not target.stem:
            raise NameTaken(name)
        if target.suffix.lower() != file.suffix.lower():
            target = target.with_name(portable_name(target.name + file.suffix))
        if not file.is_file():
            raise MediaMissing(file.name)
        if target.exists():
            raise NameTaken(target.name)
        shutil.copyfile(file, target)
        return LOCAL + target.name

    def remove(self, file: Path, live: LiveUses | None = None) -> RemovedMedium:
        """Puts a file into the bin; raises MediaUsed when somebody shows it, MediaMissing, OSError."""
        uses = self._uses(live).get(file.resolve(), ())
        if uses:
            raise MediaUsed(file.name, uses)
        if not file.is_file():
            raise MediaMissing(file.name)
        self._bin.mkdir(parents=True, exist_ok=True)
        place = self._bin / f"{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:12]} {file.name}"
        file.replace(place)
        os.utime(place)
        return RemovedMedium(place, file)

    def bring_back(self, removed: RemovedMedium) -> Path:
        """Takes a file out of the bin; it stays there when its name was taken meanwhile. Raises OSError."""
        if not removed.home.exists():
            removed.home.parent.mkdir(parents=True, exist_ok=True)
            removed.file.replace(removed.home)
        return removed.home

    def change_elsewhere(
        self, file: Path, facts: MediaFacts, but: Path | None = None, *, same_bytes: bool = False
    ) -> int:
        """Shows another file of the same folder in every saved scenario but one; gives how many were changed.

        Each is kept as a version before. *same_bytes* changes the name alone. Raises OSError, LibraryRefusal
        or UnreadableDocument.
        """
        old = LOCAL + file.name
        scenarios = {use.scenario for use in self._uses(None).get(file.resolve(), ()) if use.scenario}
        changed = 0
        for path in sorted(scenarios - {but}):
            document = read_document(path)
            self._versions.record(document, "saved")
            nodes = {
                node_id: with_media_renamed(node, {old: facts.source})
                if same_bytes
                else with_media_replaced(node, old, facts)
                for node_id, node in document.flow.nodes.items()
            }
            flow = document.flow.model_copy(update={"nodes": nodes})
            document = document.model_copy(update={"flow": flow})
            write_document(document, path)
            self._versions.record(document, "saved")
            entry = self._catalogue.at(path)
            if entry is not None:
                self._catalogue.put(document, path, entry.counts)
            changed += 1
        return changed

    def empty_bin(self) -> None:
        """Deletes what was removed long ago."""
        oldest = (now_utc() - KEPT_IN_BIN).timestamp()
        for file in self._bin.iterdir() if self._bin.is_dir() else ():
            if file.is_file() and file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)

    def _homes(self, more: Collection[Path]) -> list[Path]:
        beside = [entry.path.parent / "media" for entry in self._catalogue.entries()]
        every = (self._own, *beside, *more)
        return [home for home in dict.fromkeys(each.resolve() for each in every) if home.is_dir()]

    def _uses(self, live: LiveUses | None) -> dict[Path, tuple[MediaUse, ...]]:
        """The file that is shown → who shows it."""
        with self._database.reading() as connection:
            noted = list(noted_uses(connection))
        found: dict[Path, list[MediaUse]] = defaultdict(list)
        for use in noted:
            assert use.scenario is not None
            if live is None or use.scenario != live.scenario:
                _note(found, use, use.scenario.parent / "media")
        if live is not None:
            for use in live.uses:
                _note(found, use, live.home)
        return {file: tuple(uses) for file, uses in found.items()}

    def _medium(
        self, file: Path, uses: dict[Path, tuple[MediaUse, ...]], *, is_shipped: bool = False
    ) -> Medium:
        facts, digest = self._known(file)
        return Medium(file, facts, digest, uses.get(file, ()), is_shipped=is_shipped)

    def _known(self, file: Path) -> tuple[MediaFacts, str]:
        """What is noted of a file, read anew when it is not the one that was read."""
        stat = file.stat()
        with self._database.reading() as connection:
            row = connection.execute(select(MEDIA).where(MEDIA.c.path == str(file))).first()
        if row is not None and (row.file_bytes, row.file_time_ns) == (stat.st_size, stat.st_mtime_ns):
            return _facts_from(row.facts), row.digest
        facts = probe(file, LOCAL + file.name)
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        values = {
            "file_bytes": stat.st_size,
            "file_time_ns": stat.st_mtime_ns,
            "digest": digest,
            "facts": json.dumps(asdict(facts), ensure_ascii=False),
        }
        with self._database.writing() as connection:
            put = upsert(MEDIA).values(path=str(file), **values)
            connection.execute(put.on_conflict_do_update(index_elements=["path"], set_=values))
        return facts, digest


def fitting(media: Iterable[Medium], search: str = "", kind: str = "", only: str = "") -> Iterator[Medium]:
    """The media whose name, place or scenario has every word of *search*, of one kind if one is asked for.

    *only* is `unused`, `double`, `flawed` or empty.
    """
    words = folded(search).split()
    for medium in media:
        text = folded(
            " ".join([medium.name, *(f"{use.scenario_name} {use.place.zh}" for use in medium.uses)])
        )
        is_wanted = {
            "": True,
            "unused": medium.is_unused,
            "double": bool(medium.twins),
            "flawed": medium.facts.problem is not None,
        }[only]
        if is_wanted and (not kind or medium.facts.kind == kind) and all(word in text for word in words):
            yield medium


def _note(found: dict[Path, list[MediaUse]], use: MediaUse, home: Path) -> None:
    file = MediaFolder(home).path_of(use.source)
    if file is not None:
        found[file.resolve()].append(use)


def _files_in(home: Path) -> list[Path]:
    names = sorted(file.name for file in home.iterdir() if is_plain_name(file.name) and not file.is_symlink())
    files = (home.resolve() / name for name in names if not name.startswith("."))
    return [file for file in files if file.is_file()]


def _facts_from(text: str) -> MediaFacts:
    data = json.loads(text)
    problem = data.pop("problem")
    data["codecs"] = tuple(data["codecs"])
    return MediaFacts(**data, problem=Wording(**problem) if problem else None)
