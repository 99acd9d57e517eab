"""What the chatbots' page asks of the library, and what is done to the chatbot that is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.library.desk import LibraryDesk
from app.places import workspace_folder
from runtime.wording import Wording
from widgets.language import tr

if TYPE_CHECKING:
    from app.chatbots.open_chatbot import OpenChatbot
    from editor.library.chatbots.document import ChatbotDocument, ChatbotId
    from editor.library.chatbots.shelf import ChatbotEntry
    from editor.library.revision import Kind, Revision
    from editor.library.workspace import Workspace
    from editor.undo import History

_NEW: Final = Wording("新的聊天机器人", "New chatbot")
_COPY: Final = Wording("{name} 副本", "{name} copy")
_REMOVED: Final = Wording("已移除「{name}」", 'Removed "{name}"')
_TAKEN: Final = Wording("已导入「{name}」", 'Imported "{name}"')
_RESTORED: Final = Wording("已恢复到版本 {number}", "Version {number} is back")
_RESTORE: Final = Wording("恢复到版本 {number}", "Restore version {number}")
_UNDO: Final = Wording("撤销", "Undo")


class ChatbotDesk(QObject):
    """Writes what is edited a moment later, in the library's thread; keeps a version when one is left."""

    listed = Signal(object)
    """Every ChatbotEntry, by name."""
    opened = Signal(object)
    """The OpenChatbot, or None."""
    versions_listed = Signal(object)
    """The Revisions of the open chatbot, newest first."""
    done = Signal(object, object, object)
    """What was done, the words of what can be done about it now (or empty), and the callable that does it."""
    refused = Signal(object)
    """The reason, a Wording."""
    history_changed = Signal()
    page_asked = Signal()
    """The person wants to see the chatbots."""

    def __init__(self, library: LibraryDesk) -> None:
        super().__init__(library)
        self._library = library
        self.open: OpenChatbot | None = None
        self.entries: tuple[ChatbotEntry, ...] = ()
        self.is_shown = False
        """Whether the chatbots are on screen; undo is theirs then."""

    @property
    def history(self) -> History | None:
        """The history of the open chatbot while it is on screen."""
        return self.open.history if self.is_shown and self.open is not None else None

    def show(self, is_shown: bool) -> None:
        """The page came or went."""
        if is_shown != self.is_shown:
            self.is_shown = is_shown
            if is_shown:
                self.look_up()
            else:
                self.keep()
            self.history_changed.emit()

    def show_page(self) -> None:
        """Turn to the chatbots."""
        self.page_asked.emit()

    def new(self) -> None:
        """Turn to the chatbots and make one."""
        self.page_asked.emit()
        self.create()

    def look_up(self) -> None:
        """Read the folder; `listed` brings the answer."""
        self._library.ask(lambda workspace: workspace.chatbots.entries(), self._on_listed, self.refused.emit)

    def create(self) -> None:
        """Make a chatbot and open it."""
        name = tr(_NEW)
        self._ask_entry(lambda workspace: workspace.chatbots.create(name))

    def duplicate(self, chatbot_id: ChatbotId, name: str) -> None:
        """Make a copy and open it."""
        called = tr(_COPY.format(name=name))
        self.keep()
        self._ask_entry(lambda workspace: workspace.chatbots.duplicate(chatbot_id, called))

    def take_in(self, files: list[Path]) -> None:
        """Put chatbots from files on the shelf."""
        from editor.library.chatbots.document import read_chatbot

        def taken(entry: ChatbotEntry) -> None:
            self._show_entry(entry)
            self.done.emit(_TAKEN.format(name=entry.name), "", None)

        for file in files:
            self._library.ask(
                lambda workspace, file=file: workspace.chatbots.take_in(read_chatbot(file)),  # type: ignore[misc]  # a default binds the file
                taken,
                self.refused.emit,
            )

    def keep_copy(self, document: ChatbotDocument, picture: Path | None = None) -> None:
        """Put a chatbot made elsewhere on the shelf, with the file of its picture."""

        def kept(workspace: Workspace) -> ChatbotEntry:
            if picture is not None:
                workspace.chatbots.media.take_in(picture)
            return workspace.chatbots.save(document)

        self._ask_entry(kept)

    def remove(self, chatbot_id: ChatbotId, name: str) -> None:
        """Put a chatbot into the bin; the note brings it back."""
        if self.open is not None and self.open.document.id == chatbot_id:
            self.show_chatbot(None)

        def removed(place: Path) -> None:
            self.look_up()
            self.done.emit(_REMOVED.format(name=name), _UNDO, partial(self._bring_back, place))

        self._library.ask(lambda workspace: workspace.chatbots.remove(chatbot_id), removed, self.refused.emit)

    def show_chatbot(self, entry: ChatbotEntry | None) -> None:
        """Open a chatbot, or none; the one before is written and kept as a version."""
        from app.chatbots.open_chatbot import OpenChatbot

        self.keep()
        old, self.open = self.open, None
        if entry is not None and entry.document is not None:
            self.open = OpenChatbot(entry.document, self)
            self.open.resting.connect(self._write)
            self.open.history.changed.connect(self.history_changed)
        self.opened.emit(self.open)
        self.history_changed.emit()
        self.list_versions()
        if old is not None:
            old.close()
            old.deleteLater()

    def keep(self, kind: Kind = "saved") -> None:
        """Write the open chatbot and keep it as it is now."""
        self._write(kind)

    def list_versions(self) -> None:
        """Ask for the versions of the open chatbot; `versions_listed` brings them."""
        if self.open is None:
            self.versions_listed.emit(())
            return
        chatbot_id = self.open.document.id

        def told(found: tuple[Revision, ...]) -> None:
            if self.open is not None and self.open.document.id == chatbot_id:
                self.versions_listed.emit(found)

        self._library.ask(
            lambda workspace: workspace.chatbots.versions.of_chatbot(chatbot_id), told, self.refused.emit
        )

    def name_version(self, revision_id: int, name: str) -> None:
        """Name a version."""
        self._library.ask(
            lambda workspace: workspace.chatbots.versions.name(revision_id, name),
            self._list_again,
            self.refused.emit,
        )

    def restore(self, revision_id: int) -> None:
        """Bring a version back as one edit that can be undone."""
        self.keep()

        def read(workspace: Workspace) -> tuple[Revision, ChatbotDocument]:
            versions = workspace.chatbots.versions
            return versions.revision(revision_id), versions.document(revision_id)

        def put(found: tuple[Revision, ChatbotDocument]) -> None:
            revision, document = found
            if self.open is not None and self.open.document.id == document.id:
                self.open.store.put(document, _RESTORE.format(number=revision.number))
                words = _RESTORED.format(number=revision.number)
                self.done.emit(words, _UNDO, self.open.history.undo)

        self._library.ask(read, put, self.refused.emit)

    def media_home(self) -> Path:
        """The folder of the pictures that chatbots show."""
        from editor.library.chatbots.shelf import CHATBOTS

        return workspace_folder() / CHATBOTS / "media"

    def close(self) -> None:
        """Write what was edited; the library waits for it when it is closed."""
        self.keep()

    def _write(self, kind: Kind | None = None) -> None:
        current = self.open
        if current is None or (kind is None and not current.is_dirty):
            return
        document = current.document
        if not current.is_dirty and kind is not None:
            self._library.ask(
                lambda workspace: workspace.chatbots.versions.record(document, kind), self._list_again
            )
            return
        current.mark_written(document)

        def write(workspace: Workspace) -> None:
            workspace.chatbots.save(document, kind)

        self._library.ask(write, self._on_written, partial(self._not_written, document))

    def _not_written(self, document: ChatbotDocument, why: Wording) -> None:
        """What could not be written counts as edited still, and is tried again with the next edit."""
        if self.open is not None and self.open.document.id == document.id:
            self.open.mark_unwritten()
        self.refused.emit(why)

    def _on_written(self, _done: object) -> None:
        self.look_up()
        self.list_versions()

    def _list_again(self, _done: object) -> None:
        self.list_versions()

    def _bring_back(self, place: Path) -> None:
        self._ask_entry(lambda workspace: workspace.chatbots.bring_back(place))

    def _ask_entry(self, work: Callable[[Workspace], ChatbotEntry]) -> None:
        self._library.ask(work, self._show_entry, self.refused.emit)

    def _show_entry(self, entry: ChatbotEntry) -> None:
        self.show_chatbot(entry)
        self.look_up()

    def _on_listed(self, entries: tuple[ChatbotEntry, ...]) -> None:
        self.entries = entries
        if self.open is None and self.is_shown:
            readable = [entry for entry in entries if entry.document is not None]
            if readable:
                self.show_chatbot(readable[0])
        self.listed.emit(entries)
