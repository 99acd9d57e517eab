"""The versions of the open scenario: kept as it is edited and saved, listed, named, restored, branched."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app.library.desk import LibraryDesk
from app.main_window.notices import Notice, Notices
from editor.library.entry import Counts
from runtime.wording import Wording, same
from widgets.language import tr

if TYPE_CHECKING:
    from pathlib import Path

    from app.editing_area import EditingArea
    from app.files import Files
    from app.open_document import OpenDocument
    from editor.document.change import Change
    from editor.library.entry import Entry
    from editor.library.revision import Kind, Revision
    from editor.library.workspace import Workspace
    from runtime.flow.document import Document
    from runtime.flow.ids import FlowId

AUTOMATIC_MS: Final = 10 * 60 * 1000
"""How long edits go on before a version is kept by itself."""
WIDE_NODES: Final = 8
"""An edit of so many nodes at once (a merge, a script table, a paste) keeps what was there before it."""
_RESTORE: Final = Wording("恢复到 {moment} 的版本", "Restore the version of {moment}")
_RESTORED: Final = Wording("已恢复到 {moment} 的版本", "Restored the version of {moment}")
_ALIKE: Final = Wording("现在的内容和这个版本一样", "This version is the same as what is here now")
_BRANCHED: Final = Wording("已复制成「{name}」", 'Copied as "{name}"')
_COPY: Final = Wording("{name} 副本", "{name} copy")
_OPEN: Final = Wording("打开", "Open")
_UNDO: Final = Wording("撤销", "Undo")


class VersionDesk(QObject):
    """Follows the open scenario; what it asks of the library is answered later, if that is still wanted."""

    compare_asked = Signal(int)
    """The id of the revision to compare with what is open."""
    listed = Signal(object)
    """The open scenario's revisions, newest first."""

    def __init__(self, library: LibraryDesk, files: Files, notices: Notices) -> None:
        super().__init__(library)
        self._library = library
        self._files = files
        self._notices = notices
        self._area: EditingArea | None = None
        self._document: OpenDocument | None = None
        self.revisions: tuple[Revision, ...] = ()
        """Of the open scenario, newest first, as last listed."""
        self._automatic = QTimer(self)
        self._automatic.setSingleShot(True)
        self._automatic.setInterval(AUTOMATIC_MS)
        self._automatic.timeout.connect(self.keep)
        files.stored.connect(self._on_stored)
        library.failed.connect(self._say)

    def take(self, area: EditingArea | None) -> None:
        """Follow another scenario, or none."""
        self._automatic.stop()
        self._area, self._document = area, area.document if area is not None else None
        self.revisions = ()
        if area is None:
            return
        versions = area.problems.versions
        versions.name_given.connect(self.give_name)
        versions.compare_asked.connect(self.compare_asked)
        versions.restore_asked.connect(self.restore)
        versions.branch_asked.connect(self.branch)
        area.document.changed.connect(self._on_change)
        path = area.document.path
        if path is not None:
            document = area.document.document

            def opened(workspace: Workspace) -> None:
                workspace.versions.record(document, "automatic")
                workspace.note_opened(document, path)

            self._ask(opened, self._on_kept)
        self.list_soon()

    def keep(self, kind: Kind = "automatic", name: str = "", note: str = "") -> None:
        """Keep the open scenario as it is now; before anything that replaces much of it."""
        if self._document is None:
            return
        self._automatic.stop()
        document = self._document.document
        self._ask(
            lambda workspace: workspace.versions.record(document, kind, name=name, note=note), self._on_kept
        )

    def name_now(self) -> None:
        """Keep the open scenario as it is now and let the person name that version."""
        if self._document is None or self._area is None:
            return
        document = self._document.document
        self._area.problems.show_tab("history")

        def begin(revision: Revision) -> None:
            if self._area is not None and self._area.document.flow.id == revision.flow_id:
                self._area.problems.versions.name_version(revision.id)
            self._on_kept(revision)

        self._ask(lambda workspace: workspace.versions.record(document, "saved"), begin)

    def give_name(self, revision_id: int, name: str) -> None:
        """Name a version."""
        self._ask(lambda workspace: workspace.versions.name(revision_id, name), self._on_kept)

    def restore(self, revision_id: int) -> None:
        """Bring a version's content back as one edit that can be undone; what is here now is kept before."""
        document = self._document
        if document is None:
            return
        now = document.document

        def read(workspace: Workspace) -> tuple[Revision, Document]:
            workspace.versions.record(now, "automatic")
            return workspace.versions.revision(revision_id), workspace.versions.document(revision_id)

        self._ask(read, partial(self._restore, document))

    def branch(self, revision_id: int) -> None:
        """Make a scenario of its own of a version."""
        document = self._document
        if document is None:
            return
        media, name = document.media, self._copy_name(document)
        self._ask(lambda workspace: workspace.branch_revision(revision_id, media, name), self._tell_branched)

    def branch_now(self) -> None:
        """Make a scenario of its own of what is open, as it is now."""
        opened = self._document
        if opened is None:
            return
        document, media, name = opened.document, opened.media, self._copy_name(opened)

        def copy(workspace: Workspace) -> Entry:
            workspace.versions.record(document, "automatic")
            return workspace.branch(document, media, name)

        self._ask(copy, self._tell_branched)

    def list_soon(self) -> None:
        """List the versions of the open scenario anew."""
        if self._document is None:
            return
        flow_id = self._document.flow.id
        self._ask(lambda workspace: workspace.versions.of(flow_id), partial(self._show, flow_id))

    def _show(self, flow_id: FlowId, revisions: tuple[Revision, ...]) -> None:
        if self._area is not None and self._area.document.flow.id == flow_id:
            self.revisions = revisions
            self._area.problems.history_page.show_versions(revisions)
            self.listed.emit(revisions)

    def _restore(self, document: OpenDocument, found: tuple[Revision, Document]) -> None:
        from editor.document.replacing import change_to
        from editor.inspector.version_row import moment_in_words

        revision, old = found
        if document is not self._document or self._area is None:
            return
        moment = same(moment_in_words(revision))
        document.history.seal()
        change = change_to(document.store, old, _RESTORE.format(moment=moment))
        if change.is_empty():
            self._area.say(_ALIKE)
            return
        document.store.apply(change)
        self._area.toast.say(_RESTORED.format(moment=moment), _UNDO, document.history.undo)
        self.keep("restored", note=tr(_RESTORE.format(moment=moment)))

    def _tell_branched(self, entry: Entry) -> None:
        self._library.changed.emit()
        if self._area is not None:
            words = _BRANCHED.format(name=entry.name)
            self._area.toast.say(words, _OPEN, partial(self._files.open_path, str(entry.path)))

    def _copy_name(self, document: OpenDocument) -> str:
        return tr(_COPY.format(name=document.name))

    def _on_stored(self, path: Path) -> None:
        opened = self._document
        if opened is None:
            return
        self._automatic.stop()
        document, counts = opened.document, self._counts()
        self._ask(lambda workspace: workspace.note_saved(document, path, counts), self._on_kept)

    def _counts(self) -> Counts | None:
        """The problems as last checked; the checks run a moment after an edit."""
        if self._area is None or self._area.checking.is_waiting:
            return None
        issues = self._area.checking.issues
        errors = sum(issue.severity == "error" for issue in issues)
        return Counts(errors, len(issues) - errors)

    def _on_kept(self, _kept: object) -> None:
        self._library.changed.emit()
        self.list_soon()

    def _on_change(self, change: Change) -> None:
        if not self._automatic.isActive():
            self._automatic.start()
        if self._document is not None and len(change.node_ids()) >= WIDE_NODES:
            now = self._document.document
            self._ask(
                lambda workspace: workspace.versions.record(_before(now, change), "automatic"), self._on_kept
            )

    def _ask(self, work: Callable[[Workspace], object], then: Callable[..., None]) -> None:
        self._library.ask(work, then)

    def _say(self, sentence: Wording) -> None:
        self._notices.show_notice(Notice("library", sentence, "warn"))


def _before(after: Document, change: Change) -> Document:
    """The document before a change; worked out in the library's thread."""
    from editor.document.store import Store

    store = Store(after)
    store.apply(change.reversed())
    return store.document
