"""The way from a number in an area to the node it is about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.main_window.notices import Notice, NoticeAction
from app.publishing.online import Online
from runtime.flow.ids import NodeId
from runtime.wording import Wording

if TYPE_CHECKING:
    from app.editing_area import EditingArea
    from app.files import Files
    from app.library.desk import LibraryDesk
    from app.main_window.notices import Notices
    from app.open_document import OpenDocument
    from app.publishing.publishing import Publishing
    from editor.library.workspace import Workspace

_NO_FILE = Wording(
    "这个场景的文件不在场景库里，画布上看不到。走过的路在右边。",
    "The file of this scenario is not in the library, so there is no canvas; its way stands at the right.",
)
_NO_NODE = Wording(
    "草稿里已经没有这个节点，它只在已发布的版本里。",
    "The draft has no such node any more, only a published version has it.",
)
_OTHER_DRAFT: Final = Wording(
    "这里是草稿，和线上的版本不一样。会话走的是发布过的版本。",
    "This is the draft, which differs from what is online. Conversations go by published versions.",
)
_COMPARE: Final = Wording("与线上版本比较", "Compare with what is online")


class NodeSight(QObject):
    """Opens a scenario by its flow id, if it is not open, and brings a node into view.

    The canvas shows the draft: where that is not what is online, it says so and offers to compare.
    """

    def __init__(
        self,
        library: LibraryDesk,
        files: Files,
        notices: Notices,
        area: Callable[[], EditingArea | None],
        show_editing: Callable[[], None],
        publishing: Publishing,
    ) -> None:
        super().__init__(library)
        self._library = library
        self._files = files
        self._notices = notices
        self._area = area
        self._show_editing = show_editing
        self._publishing = publishing
        self._wished: tuple[str, str] | None = None
        files.opened.connect(self._on_opened)

    def show(self, flow_id: str, node: str) -> None:
        """Go to *node* of the scenario with *flow_id*; an empty node shows the whole of it."""
        self._notices.dismiss("node_sight")
        document = self._files.document
        if document is not None and document.flow.id == flow_id:
            self._show_editing()
            self._reveal(node)
            return
        self._wished = (flow_id, node)
        self._library.ask(lambda workspace: _path_of(workspace, flow_id), self._open)

    def _open(self, path: Path | None) -> None:
        if path is None:
            self._wished = None
            self._notices.show_notice(Notice("node_sight", _NO_FILE, "warn"))
            return
        self._files.open_path(str(path))

    def _on_opened(self, document: object) -> None:
        wished = self._wished
        now = self._files.document
        if wished is not None and document is not None and now is not None and now.flow.id == wished[0]:
            self._wished = None
            self._reveal(wished[1])

    def _reveal(self, node: str) -> None:
        area, document = self._area(), self._files.document
        if area is None or document is None or not node:
            return
        if NodeId(node) in document.store.nodes:
            area.canvas.reveal(NodeId(node))
            if self._publishing.link.client is not None:
                self._publishing.link.start(self._say_if_other(document), _ignore)
        else:
            self._notices.show_notice(Notice("node_sight", _NO_NODE, "warn"))

    async def _say_if_other(self, document: OpenDocument) -> None:
        from runtime.flow.document import digest

        client, flow = self._publishing.link.client, document.flow
        if client is None:
            return
        online = Online.read(await client.versions(flow.id)).digest
        is_other = bool(online) and await asyncio.to_thread(digest, flow) != online
        if is_other and self._files.document is document:
            compare = NoticeAction(_COMPARE, self._publishing.compare_online)
            self._notices.show_notice(Notice("node_sight", _OTHER_DRAFT, "info", actions=(compare,)))


def _ignore(_error: Exception) -> None:
    """Whether they differ is not known without the runtime."""


def _path_of(workspace: Workspace, flow_id: str) -> Path | None:
    return next((entry.path for entry in workspace.catalogue.entries() if entry.flow_id == flow_id), None)
