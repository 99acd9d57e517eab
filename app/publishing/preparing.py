"""What a publish sheet says, found out away from the widgets."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from app.publishing.files import files_of
from app.publishing.online import Decision, Forecast, Online, Published
from app.publishing.port import PublishingPort
from editor.document.difference import difference
from editor.document.differing.entries import Difference
from editor.library.media_folder import MediaFolder
from runtime.flow.document import Document
from runtime.flow.ids import FlowId, NodeId

Recall: TypeAlias = Callable[[FlowId, int], Awaitable[Document | None]]
"""Flow id and version → the document as it was published, from our own records; None when not kept there."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything the sheet shows of one state of the draft."""

    document: Document
    online: Online
    forecast: Forecast
    before: Document | None = None
    """What the draft is compared with; None for the first version."""
    before_version: int = 0
    difference: Difference | None = None


async def prepare(port: PublishingPort, document: Document, media: MediaFolder, recall: Recall) -> Prepared:
    """Asks the runtime and compares; raises what the runtime's client raises, and OSError for a file."""
    flow = document.flow
    files = await asyncio.to_thread(files_of, flow, media)
    online = Online.read(await port.versions(flow.id))
    forecast = Forecast.read(await port.forecast(flow, files))
    version = online.version or online.newest
    if not version:
        return Prepared(document, online, forecast)
    before = await published_document(port, document, version, recall)
    found = await asyncio.to_thread(difference, before, document)
    return Prepared(document, online, forecast, before, version, found)


async def published_document(
    port: PublishingPort, document: Document, version: int, recall: Recall
) -> Document:
    """The scenario as it was published; the runtime knows no layout, so that of *document* stands in."""
    kept = await recall(document.flow.id, version)
    if kept is not None:
        return kept
    return Document(flow=await port.published_flow(document.flow.id, version), layout=document.layout)


async def publish(
    port: PublishingPort,
    document: Document,
    media: MediaFolder,
    note: str,
    request_id: str,
    decisions: Mapping[NodeId, Decision],
) -> Published:
    """Publishes; the same request twice publishes once. Raises as `prepare` does."""
    files = await asyncio.to_thread(files_of, document.flow, media)
    waiting = {node: decision for node, decision in decisions.items() if decision != "finish"}
    answer = await port.publish(
        document.flow, files, note=note.strip(), request_id=request_id, waiting=waiting
    )
    return Published.read(answer)
