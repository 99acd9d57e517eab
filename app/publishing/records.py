"""What was published, kept in our own library, so that comparing needs no service."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from runtime.wording import Wording

if TYPE_CHECKING:
    from app.library.desk import LibraryDesk
    from editor.library.workspace import Workspace
    from runtime.flow.document import Document
    from runtime.flow.ids import FlowId

PATIENCE_S: Final = 5.0
"""How long the library may take to look; then it counts as not kept."""


class Records:
    """Keeps documents as they were published and finds them again."""

    def __init__(self, library: LibraryDesk | None = None) -> None:
        self._library = library

    def keep(self, document: Document, version: int, note: str) -> None:
        """Keep a document as the version it was published as."""
        if self._library is not None:
            library = self._library

            def work(workspace: Workspace) -> None:
                workspace.versions.record(document, "published", note=note, number=version)

            library.ask(work, lambda _: library.changed.emit())

    async def recall(self, flow_id: FlowId, version: int) -> Document | None:
        """The document as it was published as that version, None when it is not kept here."""
        if self._library is None:
            return None
        answer: asyncio.Future[Document | None] = asyncio.get_running_loop().create_future()

        def find(workspace: Workspace) -> Document | None:
            kept = (each for each in workspace.versions.of(flow_id) if each.published_as == version)
            found = next(kept, None)
            return None if found is None else workspace.versions.document(found.id)

        def tell(document: Document | None) -> None:
            if not answer.done():
                answer.set_result(document)

        def refused(_reason: Wording) -> None:
            tell(None)

        self._library.ask(find, tell, refused)
        try:
            return await asyncio.wait_for(answer, PATIENCE_S)
        except TimeoutError:
            return None

    async def newest(self, flow_id: FlowId) -> tuple[Document, int] | None:
        """What was published last and its number, None when nothing is kept here."""
        if self._library is None:
            return None
        answer: asyncio.Future[int | None] = asyncio.get_running_loop().create_future()

        def find(workspace: Workspace) -> int | None:
            found = workspace.versions.latest_published(flow_id)
            return None if found is None else found.published_as

        def tell(number: int | None) -> None:
            if not answer.done():
                answer.set_result(number)

        def refused(_reason: Wording) -> None:
            tell(None)

        self._library.ask(find, tell, refused)
        try:
            number = await asyncio.wait_for(answer, PATIENCE_S)
        except TimeoutError:
            return None
        document = await self.recall(flow_id, number) if number else None
        return None if document is None or not number else (document, number)
