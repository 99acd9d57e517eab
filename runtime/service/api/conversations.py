"""Starting sessions, reading what was said, following what happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query
from sqlalchemy import Connection
from starlette.responses import StreamingResponse

from runtime.delivery.runtime import Beginning
from runtime.delivery.settling import decide_unknown
from runtime.service.api.people import contact_named, met
from runtime.service.api.wishes import ConsentWish, DecisionWish, StartWish, values_of
from runtime.service.errors import ApiRefusal
from runtime.service.service import Service
from runtime.service.shown import with_numbers
from runtime.store import contacts, events, journal, outbox, reading
from runtime.wording import Wording

_Limit = Annotated[int, Query(ge=1, le=1000)]
_NO_SESSION = Wording("没有这个会话", "There is no such session")
_NOT_UNKNOWN = Wording("这条消息的结果不是未知的", "The outcome of this message is not unknown")


def routes(service: Service) -> APIRouter:
    """The calls about sessions and contacts."""
    router = APIRouter()
    _add_sessions(router, service)
    _add_unknown(router, service)
    _add_contacts(router, service)
    _add_events(router, service)
    return router


def _add_sessions(router: APIRouter, service: Service) -> None:
    numbers = service.store.numbers

    @router.post("/sessions")
    async def begin(wish: StartWish) -> dict[str, Any]:
        return await _begun(service, wish)

    @router.get("/sessions")
    async def listed(
        flow_id: str | None = None,
        contact: str | None = None,
        status: str | None = None,
        before: str | None = None,
        limit: _Limit = 100,
    ) -> dict[str, Any]:
        named = None if contact is None else contact_named(contact, numbers)

        def query(connection: Connection) -> list[dict[str, Any]]:
            found = reading.sessions(
                connection, flow_id=flow_id, contact=named, status=status, before=before, limit=limit
            )
            return with_numbers(connection, numbers, found)

        return {"sessions": await service.store.read(query)}

    @router.get("/sessions/{session_id}")
    async def one(session_id: str) -> dict[str, Any]:
        def query(connection: Connection) -> dict[str, Any] | None:
            found = reading.one_session(connection, session_id)
            if found is None:
                return None
            said = reading.transcript(connection, session_id=session_id)
            return {**with_numbers(connection, numbers, [found])[0], "transcript": said}

        found = await service.store.read(query)
        if found is None:
            raise ApiRefusal(404, "unknown_session", _NO_SESSION)
        return found


async def _begun(service: Service, wish: StartWish) -> dict[str, Any]:
    people = await met(service, wish.contacts)
    begun = await service.runtime.begin(
        Beginning(
            wish.flow_id,
            tuple(dict.fromkeys(people)),
            values_of(wish.arguments),
            values_of(wish.attributes),
            wish.version,
            wish.endpoint,
            wish.trigger,
        )
    )
    started = [{"contact": contact, "session_id": key} for contact, key in begun.sessions.items()]
    numbers = service.store.numbers
    shown = await service.store.read(lambda connection: with_numbers(connection, numbers, started))
    return {"version": begun.version, "contacts": people, "sessions": shown, "refused": list(begun.refused)}


def _add_unknown(router: APIRouter, service: Service) -> None:
    @router.get("/unknown")
    async def unknown(limit: _Limit = 100) -> dict[str, Any]:
        def query(connection: Connection) -> list[dict[str, Any]]:
            return with_numbers(connection, service.store.numbers, outbox.unknown(connection, limit))

        return {"messages": await service.store.read(query)}

    @router.post("/unknown/{message_id}")
    async def decide(message_id: str, wish: DecisionWish) -> dict[str, Any]:
        state = "queued" if wish.decision == "send_again" else "failed"
        now = service.clock.now()

        def batch(connection: Connection) -> bool:
            journal.note(connection, wish.decision, {"message_id": message_id}, now)
            return decide_unknown(connection, message_id, now, sends_again=state == "queued")

        if not await service.store.write(batch):
            raise ApiRefusal(409, "not_unknown", _NOT_UNKNOWN)
        service.runtime.wake()
        service.runtime.wake_senders()
        return {"message_id": message_id, "state": state}


def _add_contacts(router: APIRouter, service: Service) -> None:
    @router.get("/contacts/{contact}/messages")
    async def messages(contact: str) -> dict[str, Any]:
        named = contact_named(contact, service.store.numbers)

        def query(connection: Connection) -> dict[str, Any]:
            shown = contacts.masked_numbers(connection, service.store.numbers, [named])[named]
            said = reading.transcript(connection, contact=named)
            return {"contact": named, "number": shown, "transcript": said}

        return await service.store.read(query)

    @router.post("/contacts/{contact}/consent")
    async def consent(contact: str, wish: ConsentWish) -> dict[str, Any]:
        (named,) = await met(service, [contact])
        await service.runtime.decide(named, wish.kind, wish.proof)
        return {"contact": named, "kind": wish.kind}


def _add_events(router: APIRouter, service: Service) -> None:
    @router.get("/events", response_model=None)
    async def happened(
        after: Annotated[int, Query(ge=0)] = 0,
        limit: _Limit = 1000,
        flow_id: str | None = None,
        session_id: str | None = None,
        follow: bool = False,
    ) -> dict[str, Any] | StreamingResponse:
        if follow:
            lines = _followed(service, after, flow_id, session_id)
            return StreamingResponse(lines, media_type="application/x-ndjson")

        def query(connection: Connection) -> list[dict[str, Any]]:
            return events.after(connection, after, limit, flow_id, session_id)

        return {"events": await service.store.read(query)}


async def _followed(
    service: Service, last: int, flow_id: str | None, session_id: str | None
) -> AsyncIterator[bytes]:
    """One event a line, an empty line every few seconds; whoever comes back names the last id it has."""
    yield b"\n"
    while not service.is_stopping.is_set():
        news = service.runtime.next_news()
        found = await service.store.read(
            partial(events.after, last_id=last, limit=1000, flow_id=flow_id, session_id=session_id)
        )
        if found:
            last = int(found[-1]["id"])
            yield b"".join(orjson.dumps(one) + b"\n" for one in found)
            continue
        try:
            async with asyncio.timeout(5.0):
                await news.wait()
        except TimeoutError:
            yield b"\n"
