"""New, open, save and close: one scenario at a time, and nothing is ever lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.command_line import SAMPLES
from app.garbage import spare_nothing, spare_what_is_there
from app.main_window.notices import Notice, NoticeAction, Notices
from app.places import recovery_folder, state_folder, workspace_folder
from app.reasons import reason_of
from app.saving import LARGE_NODES, Saving, save_failure
from editor.library.recent import RecentFiles
from resources.files import resource_path
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.autosaving import Autosaver
    from app.open_document import OpenDocument
    from app.opening.opening import Opening
    from app.opening.reading import Prepared
    from editor.library.autosave import Leftover
    from runtime.flow.document import Document
    from runtime.flow.errors import UnreadableDocument

_SAVE = Wording("保存", "Save")
_DONT_SAVE = Wording("不保存", "Don't save")
_SAVE_AS = Wording("另存为…", "Save as…")
_REVERTED = Wording("恢复到已保存的", "Revert to saved")
_FILTER = Wording("信流场景 (*.xinliu.json)", "Xinliu scenario (*.xinliu.json)")


class Files(QObject):
    """Holds the open scenario and moves it between the screen and the disk; says everything in bars."""

    opened = Signal(object)
    """The OpenDocument that is now open, or None."""
    saved = Signal(object)
    """The moment the recovery file was written."""
    stored = Signal(object)
    """The scenario stands in its file, a Path, as it is now."""
    title_changed = Signal()

    def __init__(self, window: QWidget, notices: Notices) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self.recent = RecentFiles(state_folder() / "recent.json")
        self.document: OpenDocument | None = None
        self.autosaver: Autosaver | None = None
        self._opening: Opening | None = None
        self.saving = Saving(self)
        self.saving.changed.connect(self.title_changed)

    def new(self) -> None:
        """Begin an empty scenario."""
        self._leaving(self._begin_new)

    def ask_to_open(self) -> None:
        """Let the person choose a file and open it."""
        dialog = QFileDialog(
            self._window, tr("打开场景", "Open a scenario"), str(self._folder()), tr(_FILTER)
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_path)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_path(self, name: str) -> None:
        """Open the file of a path, once what is open may go."""
        self._leaving(lambda: self.open_soon(Path(name)))

    def open_sample(self, name: str) -> None:
        """Open a copy of a sample that ships; it gets a file of its own when it is saved."""
        from runtime.flow.file_format import SUFFIX, read_document

        if name not in SAMPLES:
            sentence = Wording(
                "没有样例「{name}」。有：{all}。", 'There is no sample "{name}". There are {all}.'
            )
            self._say("open", sentence.format(name=name, all=", ".join(SAMPLES)))
            return
        self._leaving(lambda: self._show(read_document(resource_path(f"scenarios/{name}{SUFFIX}"))))

    def open_template(self, template_id: str) -> None:
        """Begin a scenario of one's own from a template."""
        from app.templates.catalogue import document_from

        self._leaving(lambda: self._show(document_from(template_id)))

    def open_made(self, document: Document, then: Callable[[], None] = lambda: None) -> None:
        """Open a scenario the program made, and do *then*; it gets a file of its own when it is saved."""

        def show() -> None:
            self._show(document)
            then()

        self._leaving(show)

    def open_unsaved(self, document: Document, media_home: Path) -> None:
        """Open a scenario that is in no file yet, with its media in a folder, once what is open may go."""
        self._leaving(lambda: self._begin_unsaved(document, media_home))

    def open_soon(self, path: Path) -> bool:
        """Open a file, a large one beside the screen; False, with a bar, when it cannot be opened at all."""
        from app.opening.opening import Opening
        from app.opening.reading import is_large

        if self._opening is not None:
            self._opening.give_up()
        if not is_large(path):
            return self.open_file(path)
        opening = self._opening = Opening(path, self._window)
        opening.ready.connect(partial(self._show_prepared, path))
        opening.failed.connect(partial(self._opening_failed, path))
        opening.given_up.connect(self._opening_ended)
        return True

    def open_file(self, path: Path) -> bool:
        """Open a file at once; False, with a bar that says why, when it cannot be; what was open stays."""
        document = self._read(path)
        if document is None:
            return False
        self._show(document, path)
        self._remember(path)
        return True

    def save(self) -> bool:
        """Save into the scenario's file, a large one beside the screen; says whether that began."""
        return self._save(waits=False)

    def save_and_wait(self) -> bool:
        """Save into the scenario's file; says whether it stands there now."""
        return self._save(waits=True)

    def _save(self, waits: bool) -> bool:
        """The first time into a file of the workspace, named as the scenario."""
        if self.document is None:
            return False
        path = self.document.path
        if path is None:
            from editor.library.scenario_files import SCENARIOS, free_path

            folder = workspace_folder() / SCENARIOS
            with suppress(OSError):  # writing says why
                folder.mkdir(parents=True, exist_ok=True)
            path = free_path(folder, tr(self.document.name))
        return self.save_to(path, waits)

    def ask_to_save_as(self) -> None:
        """Let the person choose a file and save there."""
        from runtime.flow.file_format import SUFFIX

        if self.document is None:
            return
        name = tr(self.document.name).replace("/", "-") + SUFFIX
        start = str(self._folder() / name)
        dialog = QFileDialog(self._window, tr("保存场景", "Save the scenario"), start, tr(_FILTER))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(self._save_to_name)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, path: Path, waits: bool = True) -> bool:
        """Save into a file; on failure the old file, the document and the history stay as they are.

        Without *waits* a large one is written beside the screen, and True says that it has begun.
        """
        from runtime.flow.file_format import SUFFIX

        document = self.document
        if document is None:
            return False
        if not path.name.endswith(SUFFIX):
            path = path.with_name(path.name.removesuffix(".json") + SUFFIX)
        is_beside = not waits and len(document.store.nodes) > LARGE_NODES
        try:
            document.bring_media(path)
            if not is_beside:
                self.saving.write_now(document.document, path)
        except OSError as error:
            self._save_failed(path, error)
            return False
        if is_beside:
            self.saving.begin(document, path, self._saved, self._save_failed)
        else:
            document.mark_saved(path)
            self._saved(path)
        return True

    def _saved(self, path: Path) -> None:
        self._notices.dismiss("save")
        self._remember(path)
        self.stored.emit(path)

    def _save_failed(self, path: Path, error: OSError) -> None:
        if self.document is not None:
            failure = save_failure(self.document.document, path, error, self.ask_to_save_as)
            self._notices.show_notice(failure)

    def revert(self) -> None:
        """Go back to the state that was saved; the changes can be brought back."""
        document = self.document
        if document is None or document.path is None:
            return
        saved = document.history.stack.cleanIndex()
        if saved >= 0:
            document.history.seal()
            document.history.stack.setIndex(saved)
        elif (found := self._read(document.path)) is not None:
            self._put_back(document, document.path, found)

    def _put_back(self, document: OpenDocument, path: Path, found: Document) -> None:
        """Make of what is open what stands in its file, as an edit; another scenario there is opened."""
        from editor.document.replacing import change_to

        if found.flow.id != document.flow.id:
            self._show(found, path)
            return
        document.history.seal()
        change = change_to(document.store, found, _REVERTED)
        if not change.is_empty():
            document.store.apply(change)
        document.mark_saved(path)

    def close(self) -> None:
        """Close the scenario."""
        self._leaving(self._close_now)

    def clear_recent(self) -> None:
        """Forget which files were open."""
        self.recent.clear()

    def may_leave(self, then: Callable[[], None]) -> bool:
        """Whether nothing would be lost; otherwise asks in a bar and calls *then* once it is settled."""
        document = self.document
        if document is None or not document.is_dirty:
            return True

        def save_then() -> None:
            if self.save_and_wait():
                then()

        def drop_then() -> None:
            if self.autosaver is not None:
                self.autosaver.close()
            then()

        sentence = Wording("「{name}」有没保存的修改。", '"{name}" has changes that are not saved.')
        actions = (NoticeAction(_SAVE, save_then), NoticeAction(_DONT_SAVE, drop_then))
        self._notices.show_notice(
            Notice("leave", sentence.format(name=document.name), "warn", actions=actions)
        )
        return False

    def show_recovered(self, document: Document, leftover: Leftover) -> None:
        """Open what a dead program left once what is open may go; it counts as not saved."""
        self._leaving(lambda: self._begin_recovered(document, leftover))

    def end(self) -> None:
        """Let the document go for good, when the program ends."""
        if self._opening is not None:
            self._opening.close()
        self._close_now()

    def _begin_unsaved(self, document: Document, media_home: Path) -> None:
        self._show(document, None, media_home)
        assert self.document is not None
        self.document.mark_rescued()

    def _begin_recovered(self, document: Document, leftover: Leftover) -> None:
        self._show(document, leftover.scenario, leftover.media_home)
        assert self.document is not None
        assert self.autosaver is not None
        self.document.mark_rescued()
        self.autosaver.take_over(leftover)

    def _leaving(self, then: Callable[[], object]) -> None:
        if self.may_leave(lambda: self._go(then)):
            self._go(then)

    def _go(self, then: Callable[[], object]) -> None:
        self._notices.dismiss("leave")
        then()

    def _begin_new(self) -> None:
        from app.open_document import new_document

        self._show(new_document())

    def _read(self, path: Path) -> Document | None:
        from runtime.flow.errors import UnreadableDocument
        from runtime.flow.file_format import read_document

        try:
            document = read_document(path)
        except (UnreadableDocument, OSError) as error:
            self._say_unreadable(path, error)
            return None
        self._notices.dismiss("open")
        return document

    def _say_unreadable(self, path: Path, error: UnreadableDocument | OSError) -> None:
        if isinstance(error, OSError):
            sentence = Wording("读不了「{name}」：{why}。", 'Cannot read "{name}": {why}.')
            self._say("open", sentence.format(name=path.name, why=reason_of(error)), str(path))
        else:
            sentence = Wording("打不开「{name}」：{why}", 'Cannot open "{name}": {why}')
            self._say("open", sentence.format(name=path.name, why=error.sentence), str(path))

    def _show_prepared(self, path: Path, prepared: Prepared) -> None:
        self._opening = None
        self._notices.dismiss("open")

        def show() -> None:
            self._show(prepared.store.document, path, prepared=prepared)
            self._remember(path)
            spare_what_is_there()

        self._leaving(show)

    def _opening_failed(self, path: Path, error: Exception) -> None:
        from runtime.flow.errors import UnreadableDocument

        self._opening_ended()
        if not isinstance(error, UnreadableDocument | OSError):
            raise error
        self._say_unreadable(path, error)

    def _opening_ended(self) -> None:
        self._opening = None
        if self.document is None:
            self.opened.emit(None)

    def _show(
        self,
        document: Document,
        path: Path | None = None,
        media_home: Path | None = None,
        prepared: Prepared | None = None,
    ) -> None:
        from app.autosaving import Autosaver
        from app.open_document import OpenDocument

        self._close_now(tells=False)
        self.document = OpenDocument(document, path, media_home, self, prepared)
        self.document.title_changed.connect(self.title_changed)
        self.autosaver = Autosaver(self.document, recovery_folder(), self.document)
        self.autosaver.saved.connect(self.saved)
        self.autosaver.failed.connect(self._autosave_failed)
        self.opened.emit(self.document)

    def _close_now(self, tells: bool = True) -> None:
        if self.autosaver is not None:
            self.autosaver.close()
        self.saving.stop()
        spare_nothing()
        document, self.document, self.autosaver = self.document, None, None
        if document is not None:
            document.close()
            if tells:
                self.opened.emit(None)
            document.deleteLater()

    def _autosave_failed(self, reason: Wording) -> None:
        sentence = Wording(
            "自动保存没有成功：{why}。修改还在窗口里，先保存到别处。",
            "Autosave failed: {why}. Your changes are still here; save them elsewhere.",
        )
        actions = (NoticeAction(_SAVE_AS, self.ask_to_save_as),)
        self._notices.show_notice(Notice("autosave", sentence.format(why=reason), "warn", actions=actions))

    def _save_to_name(self, name: str) -> None:
        self.save_to(Path(name), waits=False)

    def _remember(self, path: Path) -> None:
        try:
            self.recent.add(path)
        except OSError:
            return
        self.title_changed.emit()

    def _folder(self) -> Path:
        if self.document is not None and self.document.path is not None:
            return self.document.path.parent
        recent = self.recent.paths()
        return recent[0].parent if recent else Path.home()

    def _say(self, key: str, sentence: Wording, detail: str = "") -> None:
        self._notices.show_notice(Notice(key, sentence, "error", detail))
