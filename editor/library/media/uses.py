"""Where scenarios use media: noted with every scenario, asked for by file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from editor.document.spots import Spot, place_in, texts_of
from editor.library.tables import MEDIA_USES, SCENARIOS
from runtime.flow.document import Document
from runtime.flow.ids import NodeId
from runtime.messages.media import LOCAL
from runtime.records import FieldPath
from runtime.wording import Wording


@dataclass(frozen=True, slots=True)
class MediaUse:
    """One place of one scenario that shows a medium."""

    scenario: Path | None
    """The scenario's file; None for the open one that was never saved."""
    scenario_name: str
    source: str
    node: NodeId
    path: FieldPath
    """The field inside the node."""
    place: Wording
    """新品轮播 › 卡片 2 › 图片或视频."""


@dataclass(frozen=True, slots=True)
class LiveUses:
    """The open scenario: what it shows now, saved or not."""

    scenario: Path | None
    """Its file, if it has one."""
    home: Path
    """Its media folder."""
    uses: tuple[MediaUse, ...]


def uses_in(document: Document, scenario: Path | None, name: str = "") -> Iterator[MediaUse]:
    """Every use in a scenario, node by node."""
    for node in document.flow.nodes.values():
        for path, hint, value in texts_of(node):
            if hint.widget == "media" and value.startswith(LOCAL):
                holder = path[:-1] if path[-1] == "source" and len(path) > 2 else path
                place = place_in(node, Spot("node", node.id, holder, value, is_wording=False))
                yield MediaUse(scenario, name or document.flow.name, value, node.id, path, place)


def store_uses(connection: Connection, entry_id: int, document: Document) -> None:
    """Notes the uses of a scenario of the catalogue in place of those noted before."""
    connection.execute(delete(MEDIA_USES).where(MEDIA_USES.c.scenario_id == entry_id))
    rows = [
        {
            "scenario_id": entry_id,
            "source": use.source,
            "node": use.node,
            "path": json.dumps(use.path),
            "place_zh": use.place.zh,
            "place_en": use.place.en,
        }
        for use in uses_in(document, None)
    ]
    if rows:
        connection.execute(insert(MEDIA_USES), rows)


def noted_uses(connection: Connection) -> Iterator[MediaUse]:
    """The uses of every scenario that is not removed."""
    query = (
        select(MEDIA_USES, SCENARIOS.c.path.label("file"), SCENARIOS.c.name)
        .join(SCENARIOS, SCENARIOS.c.id == MEDIA_USES.c.scenario_id)
        .where(SCENARIOS.c.removed_at_ms.is_(None))
        .order_by(SCENARIOS.c.name)
    )
    for row in connection.execute(query):
        yield MediaUse(
            Path(row.file),
            row.name,
            row.source,
            NodeId(row.node),
            tuple(json.loads(row.path)),
            Wording(row.place_zh, row.place_en),
        )
