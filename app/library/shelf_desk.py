"""What the start page asks of the library: lists, pictures, and everything done to a scenario there."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from app.library.desk import LibraryDesk
from app.main_window.notices import Notice, NoticeAction, Notices
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.files import Files
    from editor.library.entry import Entry, EntryId
    from editor.library.workspace import Workspace

_REMOVED: Final = Wording("已移除「{name}」", 'Removed "{name}"')
_UNLISTED: Final = Wording(
    "已从场景库移除「{name}」，文件还在原处", 'Took "{name}" off the list; its file stays'
)
_BACK: Final = Wording("「{name}」回来了", '"{name}" is back')
_TAKEN: Final = Wording("已导入「{name}」", 'Imported "{name}"')
_TAKEN_MANY: Final = Wording("已导入 {count} 个场景", "Imported {count} scenarios")
_DUPLICATED: Final = Wording("已复制成「{name}」", 'Copied as "{name}"')
_COPY: Final = Wording("{name} 副本", "{name} copy")
_UNDO: Final = Wording("撤销", "Undo")
_OPEN: Final = Wording("打开", "Open")
_SAVE: Final = Wording("保存", "Save")
_IS_OPEN: Final = Wording(
    "「{name}」正开着，还有没保存的修改，没有移除。先保存或关闭它。",
    '"{name}" is open with changes that are not saved; it was not removed. Save or close it first.',
)
_RENAME: Final = Wording("重命名场景", "Rename the scenario")
_FILTER: Final = Wording("能导入的文件 ({endings})", "Files to import ({endings})")
_PICTURES_MAX: Final = 200
_Key = tuple[str, str, int, int, float, str]


class ShelfDesk(QObject):
    """Each deed is answered by a note with a way back, or a bar that says why not; never by a question."""

    listed = Signal(object, object)
    """What was asked for, (search, tag), and the Listing."""
    pictured = Signal(str, object)
    """A scenario's path and its QImage."""
    done = Signal(object, object, object)
    """What was done, the words of what can be done about it now (or empty), and the callable that does it."""

    def __init__(self, library: LibraryDesk, files: Files, notices: Notices, window: QWidget) -> None:
        super().__init__(library)
        self._library = library
        self._files = files
        self._notices = notices
        self._window = window
        self._pictures: OrderedDict[_Key, QImage] = OrderedDict()
        self._wanted: set[_Key] = set()
        self.changed = library.changed

    def begin(self) -> None:
        """Look for what was changed from outside; once, after the window is on screen."""
        self._library.refresh(self._files.recent.paths())

    def look_up(self, search: str, tag: str) -> None:
        """Search the library; `listed` brings the answer."""
        from editor.library.listing import listing

        self._library.ask(
            lambda workspace: listing(workspace, search, tag), partial(self.listed.emit, (search, tag))
        )

    def want_picture(self, path: str, digest: str, size: QSize, ratio: float) -> None:
        """Paint a scenario's picture, or bring the one that was painted; `pictured` tells."""
        from widgets.theme import current_theme

        key: _Key = (path, digest, size.width(), size.height(), ratio, str(current_theme().name))
        known = self._pictures.get(key)
        if known is not None:
            self._pictures.move_to_end(key)
            self.pictured.emit(path, known)
        elif key not in self._wanted:
            self._wanted.add(key)
            self._library.ask(
                lambda _workspace: picture_of(Path(path), size, ratio), partial(self._keep_picture, key)
            )

    def rename(self, entry_id: EntryId, name: str) -> None:
        """Rename a scenario; one that is open is renamed as an edit and saved."""
        opened = self._open_path()

        def renamed(workspace: Workspace) -> Entry | None:
            entry = workspace.catalogue.entry(entry_id)
            return None if entry.path == opened else workspace.rename(entry_id, name)

        self._library.ask(renamed, partial(self._finish_rename, name))

    def tag(self, entry_id: EntryId, tags: tuple[str, ...]) -> None:
        """Give a scenario these tags and no others."""

        def tagged(workspace: Workspace) -> None:
            for old in workspace.catalogue.entry(entry_id).tags:
                if old not in tags:
                    workspace.catalogue.untag(entry_id, old)
            for tag in tags:
                workspace.catalogue.tag(entry_id, tag)

        self._library.ask(tagged, self._tell_changed)

    def duplicate(self, entry_id: EntryId) -> None:
        """Branch a copy of a scenario."""

        def copied(workspace: Workspace) -> Entry:
            name = workspace.catalogue.entry(entry_id).name
            return workspace.duplicate(entry_id, tr(_COPY.format(name=name)))

        self._library.ask(copied, partial(self._tell_made, _DUPLICATED))

    def remove(self, entry_id: EntryId) -> None:
        """Take a scenario away; the note brings it back."""
        self._library.ask(lambda workspace: workspace.catalogue.entry(entry_id), self._remove)

    def bring_back(self, entry_id: EntryId) -> None:
        """Bring a removed scenario back."""

        def back(entry: Entry) -> None:
            self.changed.emit()
            self.done.emit(_BACK.format(name=entry.name), "", None)

        self._library.ask(lambda workspace: workspace.bring_back(entry_id), back)

    def show_folder(self, folder: str) -> None:
        """Show the folder of a scenario in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(folder))

    def ask_to_import(self) -> None:
        """Let the person choose files to take in."""
        from editor.library.importing import IMPORTERS

        endings = " ".join(f"*{ending}" for ending in sorted(IMPORTERS))
        title = tr("导入到场景库", "Import into the library")
        dialog = QFileDialog(self._window, title, "", tr(_FILTER.format(endings=endings)))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take_in)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_in(self, names: list[str]) -> None:
        """Take files into the workspace, one after the other; one that is refused stops no other."""
        taken: list[Entry] = []
        for number, name in enumerate(names, start=1):
            is_last = number == len(names)
            self._library.ask(
                partial(_take_in, Path(name)),
                partial(self._taken, taken, is_last),
                partial(self._refuse_import, name, taken, is_last),
            )

    def _taken(self, taken: list[Entry], is_last: bool, entries: tuple[Entry, ...]) -> None:
        taken += entries
        if is_last:
            self._tell_taken(taken)

    def _refuse_import(self, name: str, taken: list[Entry], is_last: bool, why: Wording) -> None:
        sentence = Wording("没有导入「{name}」：{why}", '"{name}" was not imported: {why}')
        notice = Notice(f"import {name}", sentence.format(name=Path(name).name, why=why), "error", name)
        self._notices.show_notice(notice)
        if is_last:
            self._tell_taken(taken)

    def _tell_taken(self, taken: list[Entry]) -> None:
        self.changed.emit()
        if len(taken) == 1:
            self._tell_made(_TAKEN, taken[0])
        elif taken:
            self.done.emit(_TAKEN_MANY.format(count=len(taken)), "", None)

    def _remove(self, entry: Entry) -> None:
        if entry.path == self._open_path():
            document = self._files.document
            if document is not None and document.is_dirty:
                save = NoticeAction(_SAVE, partial(self._save_then_remove, entry))
                sentence = _IS_OPEN.format(name=entry.name)
                self._notices.show_notice(Notice("library", sentence, "warn", actions=(save,)))
                return
            self._files.close()
        self._library.ask(lambda workspace: workspace.remove(entry.id), partial(self._tell_removed, entry))

    def _save_then_remove(self, entry: Entry) -> None:
        if self._files.save_and_wait():
            self._remove(entry)

    def _tell_removed(self, before: Entry, removed: Entry) -> None:
        self.changed.emit()
        words = _UNLISTED if before.path.is_file() else _REMOVED
        self.done.emit(words.format(name=removed.name), _UNDO, partial(self.bring_back, removed.id))

    def _tell_made(self, words: Wording, entry: Entry) -> None:
        self.changed.emit()
        self.done.emit(words.format(name=entry.name), _OPEN, partial(self._files.open_path, str(entry.path)))

    def _finish_rename(self, name: str, entry: Entry | None) -> None:
        document = self._files.document
        if entry is None and document is not None:
            with document.store.edit(_RENAME) as draft:
                draft.set_flow(name=name)
            self._files.save_and_wait()
        self.changed.emit()

    def _tell_changed(self, _done: object) -> None:
        self.changed.emit()

    def _keep_picture(self, key: _Key, picture: QImage) -> None:
        self._wanted.discard(key)
        self._pictures[key] = picture
        while len(self._pictures) > _PICTURES_MAX:
            self._pictures.popitem(last=False)
        self.pictured.emit(key[0], picture)

    def _open_path(self) -> Path | None:
        document = self._files.document
        return document.path.resolve() if document is not None and document.path is not None else None


def _take_in(file: Path, workspace: Workspace) -> tuple[Entry, ...]:
    return workspace.take_in(file)


def picture_of(path: Path, size: QSize, ratio: float) -> QImage:
    """The picture of the scenario in a file, an empty one when it is none; may run in any thread."""
    from app.open_document import empty_document
    from app.start_page.thumbnail import thumbnail_of
    from runtime.flow.errors import UnreadableDocument
    from runtime.flow.file_format import read_document

    try:
        document = read_document(path)
    except (UnreadableDocument, OSError):
        document = empty_document()
    return thumbnail_of(document, size, ratio)
