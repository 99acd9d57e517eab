"""Published flow versions and the files they show; neither ever changes once it is there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from runtime.flow.document import digest, flow_json
from runtime.flow.flow import Flow
from runtime.store.moments import from_micros, moment_or_none, to_micros
from runtime.store.tables import flow_online, flow_version, media, media_file


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


@dataclass(frozen=True, slots=True)
class Online:
    """The version of a flow that begins for those who come, and since when."""

    version: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A version as it was kept, without its document."""

    version: int
    digest: str
    media: str
    note: str
    published_at: datetime

    @property
    def media_digests(self) -> dict[str, str]:
        """Media name → digest."""
        found: dict[str, str] = json.loads(self.media)
        return found


def publish(
    connection: Connection,
    flow: Flow,
    files: Iterable[MediaFile],
    now: datetime,
    *,
    note: str = "",
    request_id: str = "",
    is_trial: bool = False,
) -> tuple[int, bool]:
    """Keeps *flow* as its next version, or as a trial; returns the version and whether it is new.

    The flow and files of the newest version, published again, are that version. A released version is online
    from then on. A trial changes nothing for anybody else and has a number below 0.
    """
    files = tuple(files)
    media_json = media_of(files)
    last = newest(connection, flow.id, is_trial=is_trial)
    if last is not None and (last.digest, last.media) == (digest(flow), media_json):
        if not is_trial:
            put_online(connection, flow.id, last.version, now)
        return last.version, False
    step = -1 if is_trial else 1
    version = step if last is None else last.version + step
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
            digest=digest(flow),
            document=document,
            media=media_json,
            published_at=to_micros(now),
            note=note,
            request_id=request_id,
        )
    )
    if not is_trial:
        put_online(connection, flow.id, version, now)
    return version, True


def media_of(files: Iterable[MediaFile]) -> str:
    """What a version keeps of its files: JSON, name → digest."""
    return json.dumps({file.name: file.digest for file in files}, sort_keys=True)


_KEPT = select(
    flow_version.c.version,
    flow_version.c.digest,
    flow_version.c.media,
    flow_version.c.note,
    flow_version.c.published_at,
)


def newest(connection: Connection, flow_id: str, *, is_trial: bool = False) -> Kept | None:
    """The newest released version of a flow, or its newest trial."""
    number = flow_version.c.version
    query = _KEPT.where(flow_version.c.flow_id == flow_id, number < 0 if is_trial else number > 0)
    row = connection.execute(query.order_by(number if is_trial else number.desc()).limit(1)).first()
    return None if row is None else _kept(row)


def requested(connection: Connection, flow_id: str, request_id: str) -> Kept | None:
    """The version that this request was kept as, when it came before."""
    query = _KEPT.where(flow_version.c.flow_id == flow_id, flow_version.c.request_id == request_id)
    row = connection.execute(query).first()
    return None if row is None else _kept(row)


def versions(connection: Connection, flow_id: str) -> list[Kept]:
    """The released versions of a flow, newest first."""
    query = _KEPT.where(flow_version.c.flow_id == flow_id, flow_version.c.version > 0)
    return [_kept(row) for row in connection.execute(query.order_by(flow_version.c.version.desc()))]


def online(connection: Connection, flow_id: str) -> Online | None:
    """The version of a flow that is online."""
    query = select(flow_online.c.version, flow_online.c.since).where(flow_online.c.flow_id == flow_id)
    row = connection.execute(query).first()
    return None if row is None else Online(row.version, from_micros(row.since))


def put_online(connection: Connection, flow_id: str, version: int, now: datetime) -> None:
    """Lets *version* begin for those who come; since when stays when it did already."""
    present = online(connection, flow_id)
    if present is None or present.version != version:
        values = {"version": version, "since": to_micros(now)}
        statement = insert_or_ignore(flow_online).values(flow_id=flow_id, **values)
        connection.execute(statement.on_conflict_do_update(index_elements=["flow_id"], set_=values))


def take_offline(connection: Connection, flow_id: str) -> bool:
    """Lets nothing of the flow begin any more; returns whether it was online."""
    return connection.execute(flow_online.delete().where(flow_online.c.flow_id == flow_id)).rowcount > 0


def _kept(row: Row[*tuple[Any, ...]]) -> Kept:
    version, file_digest, media_json, note, published_at = row
    return Kept(version, file_digest, media_json, note, from_micros(published_at))


def load(connection: Connection, flow_id: str, version: int) -> Flow | None:
    """The flow of that version."""
    query = select(flow_version.c.document).where(
        flow_version.c.flow_id == flow_id, flow_version.c.version == version
    )
    document = connection.execute(query).scalar()
    return None if document is None else Flow.model_validate_json(document)


def online_versions(connection: Connection) -> dict[str, int]:
    """Flow id → the version that is online, in the order the flows were first published."""
    first = func.min(flow_version.c.published_at)
    query = (
        select(flow_online.c.flow_id, flow_online.c.version)
        .join(flow_version, flow_version.c.flow_id == flow_online.c.flow_id)
        .where(flow_version.c.version > 0)
        .group_by(flow_online.c.flow_id, flow_online.c.version)
        .order_by(first, flow_online.c.flow_id)
    )
    return {row.flow_id: row.version for row in connection.execute(query)}


def listed(connection: Connection) -> list[dict[str, Any]]:
    """Every released version, newest first, without its document."""
    names = ("flow_id", "version", "name", "digest", "note", "published_at")
    query = (
        select(*(flow_version.c[name] for name in names))
        .where(flow_version.c.version > 0)
        .order_by(flow_version.c.published_at.desc(), flow_version.c.version.desc())
    )
    found = [dict(zip(names, row, strict=True)) for row in connection.execute(query)]
    shown = online_versions(connection)
    return [
        {
            **one,
            "published_at": from_micros(one["published_at"]).isoformat(),
            "is_online": shown.get(one["flow_id"]) == one["version"],
        }
        for one in found
    ]


def name_of(connection: Connection, flow_id: str, version: int) -> str:
    """What a version is called; its flow's id when it has no name."""
    query = select(flow_version.c.name).where(
        flow_version.c.flow_id == flow_id, flow_version.c.version == version
    )
    return connection.execute(query).scalar() or flow_id


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
