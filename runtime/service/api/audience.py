"""The audience: contacts, what is known of them, segments, the blacklist and exports."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Connection
from starlette.concurrency import iterate_in_threadpool
from starlette.responses import StreamingResponse

from runtime.delivery.audience import changing, listing
from runtime.delivery.audience.condition import SegmentCondition, is_attribute_name
from runtime.delivery.audience.exporting import ExportWish, exported
from runtime.delivery.audience.listing import ListedContact, ListWish
from runtime.delivery.audience.segments import Audience, Tally, tally
from runtime.delivery.audience.timeline import MAX_PAGE, timeline
from runtime.records import Record
from runtime.service.api.people import contact_named
from runtime.service.errors import ApiRefusal
from runtime.service.service import Service
from runtime.store import attributes, journal, segments
from runtime.store.attributes import AttributeDefinition
from runtime.wording import Wording

_Id = Annotated[str, Field(max_length=60)]
_Choice = Annotated[str, Field(min_length=1, max_length=80)]
Tag = Annotated[str, Field(min_length=1, max_length=40)]
ContactIds = Annotated[
    tuple[Annotated[str, Field(max_length=60)], ...], Field(max_length=changing.MAX_AT_ONCE)
]
_NO_CONTACT = Wording("没有这个联系人", "There is no such contact")
_BAD_NAME = Wording(
    "名称只能用文字、数字和下划线，不以数字开头",
    "A name consists of letters, digits and underscores and begins with a letter",
)


class CountWish(Record):
    """Whom to count."""

    audience: Audience = Audience()


class ChangeWish(Record):
    """What to change about one contact."""

    values: Annotated[dict[str, str | float | bool | None], Field(max_length=100)] = {}
    add_tags: Annotated[tuple[Tag, ...], Field(max_length=20)] = ()
    remove_tags: Annotated[tuple[Tag, ...], Field(max_length=20)] = ()


class TagWish(Record):
    """Tags for several contacts."""

    contacts: ContactIds
    add: Annotated[tuple[Tag, ...], Field(max_length=20)] = ()
    remove: Annotated[tuple[Tag, ...], Field(max_length=20)] = ()


class BlacklistWish(Record):
    """Who is never written to, or may be again."""

    contacts: ContactIds
    listed: bool = True
    reason: Annotated[str, Field(max_length=200)] = ""


class SegmentWish(Record):
    """A segment to keep."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    condition: SegmentCondition


class AttributeWish(Record):
    """An attribute to define."""

    type: Literal["text", "number", "date", "boolean", "choice"] = "text"
    choices: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=80)], ...], Field(max_length=200)
    ] = ()


def routes(service: Service) -> APIRouter:
    """The calls about the audience."""
    router = APIRouter(prefix="/audience")
    _add_overview(router, service)
    _add_lists(router, service)
    _add_one(router, service)
    _add_changes(router, service)
    _add_definitions(router, service)
    _add_export(router, service)
    return router


def _add_overview(router: APIRouter, service: Service) -> None:
    @router.get("")
    async def overview() -> dict[str, Any]:
        def query(connection: Connection) -> dict[str, Any]:
            return {
                "counts": listing.consent_counts(connection),
                "attributes": [asdict(one) for one in attributes.definitions(connection)],
                "tags": attributes.tag_counts(connection),
                "segments": [_segment(one) for one in segments.all_of(connection)],
            }

        return await service.store.read(query)

    @router.post("/count")
    async def count(wish: CountWish) -> dict[str, Any]:
        now = service.clock.now()
        found: Tally = await service.store.read(lambda connection: tally(connection, wish.audience, now))
        return {**asdict(found), "all": found.all}


def _add_lists(router: APIRouter, service: Service) -> None:
    @router.post("/page")
    async def page(wish: ListWish) -> dict[str, Any]:
        now, vault = service.clock.now(), service.store.numbers
        found = await service.store.read(lambda connection: listing.page(connection, vault, wish, now))
        return {"contacts": [_row(row) for row in found.rows], "next": found.next}

    @router.post("/total")
    async def total(wish: ListWish) -> dict[str, Any]:
        now, vault = service.clock.now(), service.store.numbers
        found = await service.store.read(lambda connection: listing.total(connection, vault, wish, now))
        return {"total": found}


def _add_one(router: APIRouter, service: Service) -> None:
    vault = service.store.numbers

    @router.get("/contacts/{contact}")
    async def one(contact: str) -> dict[str, Any]:
        named = contact_named(contact, vault)
        found = await service.store.read(lambda connection: listing.one(connection, vault, named))
        if found is None:
            raise ApiRefusal(404, "unknown_contact", _NO_CONTACT)
        return _row(found)

    @router.get("/contacts/{contact}/timeline")
    async def happened(
        contact: str,
        before: Annotated[int | None, Query(ge=0)] = None,
        limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 50,
    ) -> dict[str, Any]:
        named = contact_named(contact, vault)
        found, after = await service.store.read(lambda connection: timeline(connection, named, before, limit))
        return {"entries": found, "next": after}

    @router.post("/contacts/{contact}")
    async def change(contact: str, wish: ChangeWish) -> dict[str, Any]:
        named = contact_named(contact, vault)
        if not all(map(is_attribute_name, wish.values)):
            raise ApiRefusal(422, "bad_name", _BAD_NAME)
        now = service.clock.now()

        def batch(connection: Connection) -> ListedContact | None:
            if not changing.set_values(connection, named, wish.values):
                return None
            changing.change_tags(connection, [named], wish.add_tags, wish.remove_tags, now)
            return listing.one(connection, vault, named)

        changed = await service.store.write(batch)
        if changed is None:
            raise ApiRefusal(404, "unknown_contact", _NO_CONTACT)
        service.runtime.tag_starts.rest.wake()
        return _row(changed)


def _add_changes(router: APIRouter, service: Service) -> None:
    @router.post("/tags")
    async def tag(wish: TagWish) -> dict[str, Any]:
        now = service.clock.now()
        await service.store.write(
            lambda connection: changing.change_tags(connection, wish.contacts, wish.add, wish.remove, now)
        )
        service.runtime.tag_starts.rest.wake()
        return {"contacts": len(wish.contacts)}

    @router.post("/blacklist")
    async def blacklist(wish: BlacklistWish) -> dict[str, Any]:
        now, vault = service.clock.now(), service.store.numbers

        def batch(connection: Connection) -> None:
            if wish.listed:
                changing.list_black(connection, vault, wish.contacts, wish.reason, now)
            else:
                changing.unlist(connection, wish.contacts, now)

        await service.store.write(batch)
        return {"contacts": len(wish.contacts), "listed": wish.listed}


def _add_definitions(router: APIRouter, service: Service) -> None:
    @router.put("/segments/{segment_id}")
    async def keep(segment_id: Annotated[str, Field(max_length=100)], wish: SegmentWish) -> dict[str, Any]:
        now, written = service.clock.now(), wish.condition.model_dump_json()

        def batch(connection: Connection) -> None:
            segments.put(connection, segment_id, wish.name, written, now)
            journal.note(connection, "segment_kept", {"segment": segment_id}, now)

        await service.store.write(batch)
        return {"id": segment_id, "name": wish.name}

    @router.delete("/segments/{segment_id}")
    async def remove(segment_id: str) -> dict[str, Any]:
        return {
            "was_there": await service.store.write(lambda connection: segments.remove(connection, segment_id))
        }

    @router.put("/attributes/{name}")
    async def define(name: str, wish: AttributeWish) -> dict[str, Any]:
        if not is_attribute_name(name):
            raise ApiRefusal(422, "bad_name", _BAD_NAME)
        definition, now = AttributeDefinition(name, wish.type, wish.choices), service.clock.now()
        await service.store.write(lambda connection: attributes.define(connection, definition, now))
        return asdict(definition)

    @router.delete("/attributes/{name}")
    async def forget(name: str) -> dict[str, Any]:
        was_there = await service.store.write(lambda connection: attributes.forget(connection, name))
        return {"was_there": was_there}


def _add_export(router: APIRouter, service: Service) -> None:
    @router.post("/export")
    async def export(wish: ExportWish) -> StreamingResponse:
        now, vault = service.clock.now(), service.store.numbers
        chosen = wish.chosen
        count = await service.store.read(lambda connection: listing.total(connection, vault, chosen, now))
        if wish.full_numbers:
            detail = {"reason": wish.reason, "contacts": count, "chosen": chosen.model_dump(mode="json")}
            await service.store.write(
                lambda connection: journal.note(connection, "exported_numbers", detail, now)
            )
        pieces: Iterator[bytes] = exported(service.store, wish, now, count or 0)
        kind = "text/csv; charset=utf-8" if wish.format == "csv" else "application/octet-stream"
        stream: AsyncIterator[bytes] = iterate_in_threadpool(pieces)
        return StreamingResponse(stream, media_type=kind)


def _row(row: ListedContact) -> dict[str, Any]:
    return {**asdict(row), "created_at": row.created_at.isoformat()}


def _segment(saved: segments.SavedSegment) -> dict[str, Any]:
    try:
        condition = SegmentCondition.model_validate_json(saved.condition)
    except ValueError:
        # Of a newer version: it keeps its name, and nobody can be in it here.
        return {"id": saved.id, "name": saved.name, "condition": None, "zh": "", "en": ""}
    words = condition.in_words()
    return {
        "id": saved.id,
        "name": saved.name,
        "condition": condition.model_dump(mode="json"),
        "zh": words.zh,
        "en": words.en,
    }
