"""The scenario that is open: its document, selection and history, its file and its pictures."""

from __future__ import annotations

from errno import EEXIST
from os import strerror
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from app.places import workspace_folder
from editor.document.change import Change
from editor.document.selection import Selection
from editor.document.store import Store
from editor.library.media_folder import MediaFolder
from editor.library.scenario_files import SCENARIOS
from editor.undo import History
from runtime.flow.document import Document
from runtime.flow.file_format import SUFFIX
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId, NodeId
from runtime.messages.message import Message
from runtime.wording import Wording
from widgets.language import language
from widgets.theme import current_theme

if TYPE_CHECKING:
    from app.opening.reading import Prepared
    from editor.canvas.scene import CanvasScene

_UNNAMED = Wording("未命名场景", "Untitled scenario")


class OpenDocument(QObject):
    """Joins what belongs to one open scenario; made anew for every scenario that is opened."""

    changed = Signal(object)
    """The Change of the document that just happened."""
    selection_changed = Signal()
    title_changed = Signal()
    """Name, file, or whether there is something to save."""

    def __init__(
        self,
        document: Document,
        path: Path | None = None,
        media_home: Path | None = None,
        parent: QObject | None = None,
        prepared: Prepared | None = None,
    ) -> None:
        super().__init__(parent)
        self.prepared = prepared
        """Its canvas, if it was worked out while the file was read; taken by the first that shows it."""
        self.store = prepared.store if prepared is not None else Store(document)
        self.selection = Selection(self.store)
        self.history = History(self.store, self, selection=self.selection)
        self.path = path
        self.media = _media_of(path, media_home)
        self._name = document.flow.name
        self._ends = [
            self.store.subscribe(self._on_change),
            self.selection.subscribe(self.selection_changed.emit),
        ]
        self.history.clean_changed.connect(self.title_changed)

    @property
    def flow(self) -> Flow:
        """The flow as it is now."""
        return self.store.flow

    @property
    def document(self) -> Document:
        """The whole document as it is now."""
        return self.store.document

    @property
    def name(self) -> Wording:
        """What people call it: the scenario's name, else the file's."""
        if self.flow.name:
            return Wording(self.flow.name, self.flow.name)
        if self.path is not None:
            stem = self.path.name.removesuffix(SUFFIX)
            return Wording(stem, stem)
        return _UNNAMED

    @property
    def is_dirty(self) -> bool:
        """Whether something would be lost without saving."""
        return not self.history.is_clean()

    def take_scene(self) -> CanvasScene | None:
        """The canvas that was worked out while the file was read, once, if it still has the right look."""
        prepared, self.prepared = self.prepared, None
        if prepared is None or prepared.theme is not current_theme() or prepared.language != language():
            return None
        return prepared.scene

    def mark_rescued(self) -> None:
        """Remember that it came out of a recovery file and stands in no file of its own."""
        self.history.forget_clean()
        self.title_changed.emit()

    def mark_saved(self, path: Path) -> None:
        """Remember that it stands in *path* as it is now."""
        self.path = path
        self.history.set_clean()
        self.title_changed.emit()

    def mark_stored(self, path: Path) -> None:
        """Remember that it stands in *path* as it was a moment ago; edits made since are not saved."""
        self.path = path
        self.history.forget_clean()
        self.title_changed.emit()

    def bring_media(self, path: Path) -> None:
        """Copy the pictures the scenario shows beside the file it is to be saved in.

        Raises OSError when one cannot be copied, FileExistsError when another file has its name there.
        """
        target = MediaFolder.beside(path)
        if target.home.resolve() == self.media.home.resolve():
            return
        for source in media_sources(self.flow):
            file = self.media.path_of(source)
            if file is None or file.parent.resolve() != self.media.home.resolve():
                continue
            taken = target.take_in(file)
            if taken != source:
                raise FileExistsError(EEXIST, strerror(EEXIST), str(target.home / file.name))
        self.media = target

    def close(self) -> None:
        """Stop listening; nothing of it may be used any more."""
        for end in self._ends:
            end()
        self.history.close()

    def _on_change(self, change: Change) -> None:
        self.changed.emit(change)
        if self.flow.name != self._name:
            self._name = self.flow.name
            self.title_changed.emit()


def empty_document() -> Document:
    """A scenario with nothing in it."""
    return Document(flow=Flow(id=FlowId(f"flow-{uuid4().hex[:8]}")))


def new_document() -> Document:
    """A scenario with nothing in it but where it starts."""
    from editor.document.starting_points import starting_node

    start = starting_node("node", "start", NodeId(f"n-{uuid4().hex[:8]}"))
    flow = empty_document().flow
    return Document(flow=flow.model_copy(update={"nodes": {start.id: start}}))


def media_sources(flow: Flow) -> tuple[str, ...]:
    """Every media source the flow's chatbot and messages show, without repeats."""
    found: dict[str, None] = {flow.chatbot.logo: None} if flow.chatbot.logo else {}
    for node in flow.nodes.values():
        for name in type(node).model_fields:
            value = getattr(node, name)
            if isinstance(value, Message):
                found.update(dict.fromkeys(value.media_sources()))
    return tuple(found)


def _media_of(path: Path | None, media_home: Path | None) -> MediaFolder:
    if media_home is not None:
        return MediaFolder(media_home)
    if path is not None:
        return MediaFolder.beside(path)
    return MediaFolder(workspace_folder() / SCENARIOS / "media")
