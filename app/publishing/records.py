"""What was published, kept in our own library, so that comparing needs no service."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from runtime.wording import Wording

if TYPE_CHECKING:
    from app.library.desk import LibraryDesk
    from editor.library.workspace import Workspace
    from runtime.flow.document import Document
    from runtime.flow.ids import FlowId

T = TypeVar("T")

PATIENCE_S: Final = 5.0
"""How long the library may take to look; then it counts as not kept."""


class Records:
    """Keeps documents as they were published and finds them again."""

    def __init__(self, library: LibraryDesk) -> None:
        self._library = library

    def keep(self, document: Document, version: int, note: str) -> None:
        """Keep a document as the version it was published as."""

        def work(workspace: Workspace) -> None:
            workspace.versions.record(document, "published", note=note, number=version)

        self._library.ask(work, self._tell_changed)

    async def recall(self, flow_id: FlowId, version: int) -> Document | None:
        """The document as it was published as that version, None when it is not kept here."""

        def find(workspace: Workspace) -> Document | None:
            kept = (each for each in workspace.versions.of(flow_id) if each.published_as == version)
            found = next(kept, None)
            return None if found is None else workspace.versions.document(found.id)

        return await self._answer(find)

    async def newest(self, flow_id: FlowId) -> tuple[Document, int] | None:
        """What was published last and its number, None when nothing is kept here."""

        def find(workspace: Workspace) -> tuple[Document, int] | None:
            found = workspace.versions.latest_published(flow_id)
            if found is None or found.published_as is None:
                return None
            return workspace.versions.document(found.id), found.published_as

        return await self._answer(find)

    async def _answer(self, find: Callable[[Workspace], T | None]) -> T | None:
        """What the library finds; None when it cannot look."""
        import asyncio

        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()

        def tell(found: T | None) -> None:
            if not answer.done():
                answer.set_result(found)

        def refused(_reason: Wording) -> None:
            tell(None)

        self._library.ask(find, tell, refused)
        try:
            return await asyncio.wait_for(answer, PATIENCE_S)
        except TimeoutError:
            return None

    def _tell_changed(self, _done: None) -> None:
        self._library.changed.emit()
