"""Published flow versions and the files they show; neither ever changes once it is there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from runtime.flow.document import digest, flow_json
from runtime.flow.flow import Flow
from runtime.store.moments import from_micros, moment_or_none, to_micros
from runtime.store.tables import flow_version, media, media_file


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of a scenario: its name there, its type and its bytes."""

    name: str
    content_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return sha256(self.content).hexdigest()


def publish(
    connection: Connection, flow: Flow, files: Iterable[MediaFile], now: datetime
) -> tuple[int, bool]:
    """Keeps *flow* as its next version; returns the version and whether it is new.

    The flow and files of the newest version, published again, are that version.
    """
    files = tuple(files)
    wanted = {
        "digest": digest(flow),
        "media": json.dumps({file.name: file.digest for file in files}, sort_keys=True),
    }
    newest = connection.execute(
        select(flow_version.c.version, flow_version.c.digest, flow_version.c.media)
        .where(flow_version.c.flow_id == flow.id)
        .order_by(flow_version.c.version.desc())
        .limit(1)
    ).first()
    if newest is not None and (newest.digest, newest.media) == (wanted["digest"], wanted["media"]):
        return newest.version, False
    version = 1 if newest is None else newest.version + 1
    for file in files:
        values = {"digest": file.digest, "name": file.name, "content_type": file.content_type}
        statement = insert_or_ignore(media_file).values(**values, content=file.content)
        connection.execute(statement.on_conflict_do_nothing())
    document = json.dumps(flow_json(flow), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    connection.execute(
        insert(flow_version).values(
            flow_id=flow.id,
            version=version,
            name=flow.name,
            document=document,
            published_at=to_micros(now),
            **wanted,
        )
    )
    return version, True


def load(connection: Connection, flow_id: str, version: int) -> Flow | None:
    """The flow of that version."""
    query = select(flow_version.c.document).where(
        flow_version.c.flow_id == flow_id, flow_version.c.version == version
    )
    document = connection.execute(query).scalar()
    return None if document is None else Flow.model_validate_json(document)


def newest_versions(connection: Connection) -> dict[str, int]:
    """Flow id → newest version, in the order the flows were first published."""
    query = (
        select(flow_version.c.flow_id, func.max(flow_version.c.version))
        .group_by(flow_version.c.flow_id)
        .order_by(func.min(flow_version.c.published_at), flow_version.c.flow_id)
    )
    return {row.flow_id: row[1] for row in connection.execute(query)}


def listed(connection: Connection) -> list[dict[str, Any]]:
    """Every published version, newest first, without its document."""
    names = ("flow_id", "version", "name", "digest", "published_at")
    query = select(*(flow_version.c[name] for name in names)).order_by(
        flow_version.c.published_at.desc(), flow_version.c.version.desc()
    )
    found = [dict(zip(names, row, strict=True)) for row in connection.execute(query)]
    return [{**one, "published_at": from_micros(one["published_at"]).isoformat()} for one in found]


def media_digests(connection: Connection, flow_id: str, version: int) -> Mapping[str, str]:
    """The version's media: name → digest."""
    query = select(flow_version.c.media).where(
        flow_version.c.flow_id == flow_id, flow_version.c.version == version
    )
    text = connection.execute(query).scalar()
    found: dict[str, str] = json.loads(text) if text else {}
    return found


def media_content(connection: Connection, file_digest: str) -> MediaFile | None:
    """The file with that digest."""
    row = connection.execute(select(media_file).where(media_file.c.digest == file_digest)).first()
    return None if row is None else MediaFile(row.name, row.content_type, row.content)


def media_url(connection: Connection, file_digest: str, endpoint: str) -> tuple[str, datetime | None] | None:
    """Where *endpoint*'s carrier serves the file, and until when."""
    query = select(media.c.url, media.c.until).where(
        media.c.digest == file_digest, media.c.endpoint == endpoint
    )
    row = connection.execute(query).first()
    return None if row is None else (row.url, moment_or_none(row.until))


def keep_media_url(
    connection: Connection, file_digest: str, endpoint: str, url: str, until: datetime | None
) -> None:
    """Remembers where the carrier serves the file."""
    values = {"url": url, "until": None if until is None else to_micros(until)}
    statement = insert_or_ignore(media).values(digest=file_digest, endpoint=endpoint, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["digest", "endpoint"], set_=values))


def forget_media(connection: Connection, endpoint: str) -> None:
    """Forgets what *endpoint*'s carrier keeps, as when it is another one from now on."""
    connection.execute(media.delete().where(media.c.endpoint == endpoint))
