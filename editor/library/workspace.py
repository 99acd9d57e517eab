"""The workspace: scenario files in a folder, and beside them the catalogue with its revisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from editor.library.canonical import canonical
from editor.library.catalogue import NOWHERE, Catalogue
from editor.library.chatbots.shelf import ChatbotShelf
from editor.library.database import Database
from editor.library.entry import Counts, Entry, EntryId, Origin
from editor.library.importing import branched, importer_of, with_media
from editor.library.media.file_facts import FileFacts
from editor.library.media.shelf import MediaShelf
from editor.library.media_folder import MediaFolder
from editor.library.moments import now_utc
from editor.library.revision import RevisionId
from editor.library.scenario_files import BIN, CATALOGUE, SCENARIOS, free_path, is_in, name_of
from editor.library.versions import Versions
from runtime.flow.document import Document
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import SUFFIX, read_document, write_document

KEPT_IN_BIN: Final = timedelta(days=30)
_COPY: Final = "{name} 副本"


class Workspace:
    """Everything about scenarios that outlasts a sitting; may be called from any thread.

    The files are the truth of a draft: what the catalogue says of them is read anew when they change.
    """

    def __init__(self, folder: Path) -> None:
        """Opens the workspace in *folder* and makes it if need be.

        Raises NewerLibrary, LibraryDamaged or OSError.
        """
        self.folder = folder
        self.scenarios_folder = folder / SCENARIOS
        self.scenarios_folder.mkdir(parents=True, exist_ok=True)
        self._database = Database(folder / CATALOGUE)
        self.catalogue = Catalogue(self._database)
        self.versions = Versions(self._database)
        self.chatbots = ChatbotShelf(self._database, folder)
        self.media = MediaShelf(self._database, self.catalogue, self.versions, folder)

    def close(self) -> None:
        """Closes the catalogue."""
        self._database.close()

    def note_opened(self, document: Document, path: Path, counts: Counts | None = None) -> Entry:
        """Puts a scenario that was opened first; raises OSError when its file is gone."""
        return self.catalogue.put(document, path.resolve(), counts or counts_of(document, path), opened=True)

    def note_saved(self, document: Document, path: Path, counts: Counts | None = None) -> Entry:
        """Enters a scenario that was saved and keeps its state; raises OSError when its file is gone."""
        self.versions.record(document, "saved")
        return self.note_opened(document, path, counts)

    def refresh(self) -> Iterator[Entry]:
        """Reads what is new or was changed from outside, one file at each step, and clears the bin.

        The caller may stop between two steps; the rest is read next time.
        """
        known = {entry.path: entry for entry in self.catalogue.entries()}
        files = {file.resolve() for file in self.scenarios_folder.glob(f"*{SUFFIX}")}
        for path in sorted(files | set(known)):
            try:
                if not self.catalogue.is_current(path):
                    yield self._read(path)
            except OSError:
                continue
        self._empty_bin()

    def adopt(self, paths: Iterable[Path]) -> None:
        """Enters files opened before there was a catalogue; those that are known already stay as they are."""
        for path in paths:
            try:
                if self.catalogue.at(path.resolve()) is None:
                    self._read(path.resolve())
            except OSError:
                continue

    def rename(self, entry_id: EntryId, name: str) -> Entry:
        """Gives a scenario another name; a file of the workspace is renamed with it.

        Raises ScenarioMissing, UnreadableDocument or OSError; the old file then stays as it was.
        """
        entry = self.catalogue.entry(entry_id)
        document = read_document(entry.path)
        renamed = document.model_copy(update={"flow": document.flow.model_copy(update={"name": name[:80]})})
        path = entry.path
        if is_in(self.scenarios_folder, path) and name_of(path) != name:
            path = free_path(self.scenarios_folder, name)
        write_document(renamed, path)
        if path != entry.path:
            entry.path.unlink(missing_ok=True)
            self.catalogue.move(entry_id, path)
        self.versions.record(renamed, "saved")
        return self.catalogue.put(renamed, path, entry.counts)

    def duplicate(self, entry_id: EntryId, name: str = "") -> Entry:
        """Branches a copy of a scenario into the workspace; raises as `rename` does."""
        entry = self.catalogue.entry(entry_id)
        document = read_document(entry.path)
        made = self.branch(document, MediaFolder.beside(entry.path), name)
        for tag in entry.tags:
            made = self.catalogue.tag(made.id, tag)
        return made

    def branch_revision(self, revision_id: RevisionId, media: MediaFolder, name: str = "") -> Entry:
        """Branches a copy of a kept state; raises as `Versions.document` does, and OSError."""
        revision = self.versions.revision(revision_id)
        document = self.versions.document(revision_id)
        return self.branch(document, media, name, Origin(revision.flow_id, revision.number))

    def branch(
        self, document: Document, media: MediaFolder, name: str = "", origin: Origin | None = None
    ) -> Entry:
        """A scenario of its own made of a copy, with its pictures, that remembers where it came from."""
        if origin is None:
            kept = self.versions.by_digest(document.flow.id, canonical(document).digest)
            origin = Origin(document.flow.id, kept.number if kept is not None else None)
        copy = branched(document, name or _COPY.format(name=document.flow.name))
        copy = with_media(copy, media, MediaFolder(self.scenarios_folder / "media"))
        path = free_path(self.scenarios_folder, copy.flow.name)
        write_document(copy, path)
        self.versions.record(copy, "saved")
        return self.catalogue.put(copy, path.resolve(), counts_of(copy, path), opened=True, origin=origin)

    def remove(self, entry_id: EntryId) -> Entry:
        """Puts a scenario into the bin; a file outside the workspace stays where it is.

        Raises ScenarioMissing or OSError.
        """
        entry = self.catalogue.entry(entry_id)
        if not is_in(self.scenarios_folder, entry.path):
            return self.catalogue.move(entry_id, Path(f"{NOWHERE}{entry_id}"), home=entry.path)
        bin_folder = self.folder / BIN
        bin_folder.mkdir(exist_ok=True)
        place = free_path(bin_folder, f"{entry_id} {name_of(entry.path)}")
        entry.path.replace(place)
        return self.catalogue.move(entry_id, place, home=entry.path)

    def bring_back(self, entry_id: EntryId) -> Entry:
        """Takes a scenario out of the bin, to where it was or, when that is taken, beside it.

        Raises ScenarioMissing or OSError.
        """
        entry, home = self.catalogue.entry(entry_id), self.catalogue.home_of(entry_id)
        if home is None:
            return entry
        if not str(entry.path).startswith(NOWHERE):
            home = home if not home.exists() else free_path(home.parent, name_of(home))
            entry.path.replace(home)
        return self.catalogue.move(entry_id, home)

    def take_in(self, file: Path) -> tuple[Entry, ...]:
        """Copies what a file holds into the workspace.

        A scenario of the same id that is there already keeps its id and its revisions to itself: the one
        taken in becomes a branch of it. Raises ImportRefused or OSError.
        """
        taken = importer_of(file)(file, self.scenarios_folder)
        entries = []
        for path, document in ((each.path.resolve(), each.document) for each in taken):
            known = [each for each in self.catalogue.entries() if each.flow_id == document.flow.id]
            if any(each.path != path for each in known):
                origin = Origin(document.flow.id, None)
                document = branched(document, document.flow.name)  # noqa: PLW2901 - the same scenario from here on
                write_document(document, path)
            else:
                origin = None
            self.versions.record(document, "imported", note=file.name)
            counts = counts_of(document, path)
            entries.append(self.catalogue.put(document, path, counts, opened=True, origin=origin))
        return tuple(entries)

    def _read(self, path: Path) -> Entry:
        try:
            document = read_document(path)
        except UnreadableDocument:
            return self.catalogue.put_unreadable(path)
        moved = self.catalogue.missing(document.flow.id)
        if moved is not None and self.catalogue.at(path) is None:
            self.catalogue.move(moved.id, path)
        return self.catalogue.put(document, path, counts_of(document, path))

    def _empty_bin(self) -> None:
        self.media.empty_bin()
        now = now_utc()
        self.chatbots.empty_bin((now - KEPT_IN_BIN).timestamp())
        for entry in self.catalogue.removed():
            if entry.removed_at is not None and now - entry.removed_at > KEPT_IN_BIN:
                if is_in(self.folder / BIN, entry.path):
                    entry.path.unlink(missing_ok=True)
                self.catalogue.forget(entry.id)


def counts_of(document: Document, path: Path) -> Counts:
    """The problems of a scenario as its file stands."""
    from runtime.flow.issues.checker import check_flow

    issues = check_flow(document.flow, None, FileFacts(MediaFolder.beside(path)).by_name())
    errors = sum(issue.severity == "error" for issue in issues)
    return Counts(errors, len(issues) - errors)
