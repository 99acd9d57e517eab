"""The live list of conversations, and people who take part in them."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Connection
from starlette.responses import StreamingResponse

from runtime.delivery import reception
from runtime.delivery.live_list import LiveList
from runtime.delivery.reception import UnknownConversation, Words
from runtime.messages.elements.text import Text
from runtime.messages.media import LOCAL
from runtime.messages.message import Message
from runtime.messages.phone_numbers import masked
from runtime.records import Record
from runtime.service import telling
from runtime.service.api.people import contact_named
from runtime.service.errors import ApiRefusal
from runtime.service.service import Service
from runtime.service.shown import with_numbers
from runtime.service.telling import FlowShelf
from runtime.store import conversations, flows, overview, takeovers
from runtime.store.conversations import Cursor, Filters, Stage
from runtime.store.flows import MediaFile
from runtime.store.moments import to_micros
from runtime.wording import Wording

Person = Annotated[str, Field(min_length=1, max_length=40)]
_Limit = Annotated[int, Query(ge=1, le=500)]
_NO_MEDIA = Wording("没有这个文件", "There is no such file")
_BAD_CURSOR = Wording("页码不对", "There is no such page")
NEWS_PAGE = 500


class ListWish(Record):
    """Which conversations are wanted, and from where on; what is empty does not matter."""

    stage: Stage | None = None
    flow_id: str = ""
    node: str = ""
    endpoint: str = ""
    campaign_id: str = ""
    unread: bool = False
    failed: bool = False
    search: Annotated[str, Field(max_length=100)] = ""
    after: str = ""
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class TakeWish(Record):
    """Who wants the conversation."""

    by: Person


class AssignWish(TakeWish):
    """Who is to have it."""

    to: Person


class HandBackWish(TakeWish):
    """How the person leaves it."""

    outcome: Literal["resolved", "no_answer"] = "resolved"


class NoteWish(TakeWish):
    """What colleagues should know."""

    text: Annotated[str, Field(min_length=1, max_length=2000)]


class AnswerWish(TakeWish):
    """What is said by hand: a text, or a whole message; the id makes twice the same as once."""

    message_id: Annotated[str, Field(pattern=r"^[\w-]{8,64}$")]
    text: Annotated[str, Field(max_length=10_000)] = ""
    message: dict[str, Any] | None = None
    session_id: Annotated[str, Field(max_length=100)] = ""
    node: Annotated[str, Field(max_length=100)] = ""
    """Say what this node of the session's scenario says, filled in for the contact."""
    take: bool = False
    """Take the conversation first if nobody has it."""

    def said(self) -> Message:
        """The message itself; raises ValueError for none."""
        return (
            Message(content=Text(text=self.text))
            if self.message is None
            else Message.model_validate(self.message)
        )


def routes(service: Service) -> APIRouter:
    """The calls about conversations."""
    router = APIRouter()
    _add_list(router, service)
    _add_one(router, service)
    _add_media(router, service)
    _add_deeds(router, service)
    _add_words(router, service)
    return router


def _add_list(router: APIRouter, service: Service) -> None:
    @router.get("/conversations")
    async def listed(wish: Annotated[ListWish, Query()]) -> dict[str, Any]:
        filters, limit = _filters(service, wish), wish.limit
        cursor = _cursor(wish.after)

        def query(connection: Connection) -> dict[str, Any]:
            rows = conversations.page(connection, filters, cursor, limit)
            end = _written(conversations.end_of(rows[-1], filters)) if len(rows) == limit else ""
            revision = conversations.newest_revision(connection)
            return {
                "conversations": _with_numbers(service, connection, rows),
                "next": end,
                "revision": revision,
            }

        return await service.store.read(query)

    @router.get("/conversations/counts")
    async def counted() -> dict[str, int]:
        return await service.store.read(conversations.counts)

    @router.get("/conversations/news", response_model=None)
    async def news(
        after: Annotated[int, Query(ge=0)] = 0, follow: bool = False, limit: _Limit = NEWS_PAGE
    ) -> dict[str, Any] | StreamingResponse:
        if follow:
            return StreamingResponse(_followed(service, after), media_type="application/x-ndjson")
        return {"conversations": await service.store.read(partial(_news, service, after, limit))}


def _add_one(router: APIRouter, service: Service) -> None:
    shelf = FlowShelf()

    @router.get("/conversations/{contact}")
    async def one(contact: str) -> dict[str, Any]:
        named = contact_named(contact, service.store.numbers)
        found = await service.store.read(partial(telling.about, shelf=shelf, contact=named))
        if found is None:
            raise UnknownConversation
        shown = await service.store.read(lambda connection: _with_numbers(service, connection, [found]))
        return shown[0]

    @router.get("/conversations/{contact}/transcript")
    async def transcript(
        contact: str, before: Annotated[int | None, Query(ge=0)] = None, limit: _Limit = 100
    ) -> dict[str, Any]:
        named = contact_named(contact, service.store.numbers)
        return await service.store.read(
            partial(telling.transcript, shelf=shelf, contact=named, before=before, limit=limit)
        )


def _add_media(router: APIRouter, service: Service) -> None:
    @router.get("/conversations/media/{flow_id}/{version}")
    async def media(flow_id: str, version: int, source: str) -> dict[str, str]:
        def query(connection: Connection) -> MediaFile | None:
            name = source.removeprefix(LOCAL)
            digest = flows.media_digests(connection, flow_id, version).get(name)
            return None if digest is None else flows.media_content(connection, digest)

        found = await service.store.read(query)
        if found is None:
            raise ApiRefusal(404, "unknown_media", _NO_MEDIA)
        return {
            "content_type": found.content_type,
            "content_base64": base64.b64encode(found.content).decode(),
        }


def _add_deeds(router: APIRouter, service: Service) -> None:
    runtime = service.runtime

    @router.post("/conversations/{contact}/take")
    async def take(contact: str, wish: TakeWish) -> dict[str, Any]:
        named, now = contact_named(contact, service.store.numbers), service.clock.now()
        return await _done(
            service, named, lambda c: reception.take_over(c, runtime.book, named, wish.by, now)
        )

    @router.post("/conversations/{contact}/assign")
    async def assign(contact: str, wish: AssignWish) -> dict[str, Any]:
        named, now = contact_named(contact, service.store.numbers), service.clock.now()
        return await _done(
            service, named, lambda c: reception.assign(c, runtime.book, named, wish.to, wish.by, now)
        )

    @router.post("/conversations/{contact}/hand-back")
    async def hand_back(contact: str, wish: HandBackWish) -> dict[str, Any]:
        named, now = contact_named(contact, service.store.numbers), service.clock.now()
        return await _done(
            service,
            named,
            lambda c: reception.hand_back(c, runtime.book, runtime.key, named, wish.by, now, wish.outcome),
        )


def _add_words(router: APIRouter, service: Service) -> None:
    runtime = service.runtime

    @router.post("/conversations/{contact}/read")
    async def read(contact: str) -> dict[str, Any]:
        named = contact_named(contact, service.store.numbers)
        return await _done(service, named, lambda c: overview.mark_read(c, named), is_fresh=False)

    @router.post("/conversations/{contact}/notes")
    async def note(contact: str, wish: NoteWish) -> dict[str, Any]:
        named, at = contact_named(contact, service.store.numbers), to_micros(service.clock.now())
        return await _done(service, named, lambda c: takeovers.note(c, named, "note", wish.text, wish.by, at))

    @router.post("/conversations/{contact}/answers")
    async def answer(contact: str, wish: AnswerWish) -> dict[str, Any]:
        named, now = contact_named(contact, service.store.numbers), service.clock.now()
        endpoint = next(iter(service.endpoints), "")

        def batch(connection: Connection) -> None:
            if wish.take and takeovers.of_contact(connection, named) is None:
                reception.take_over(connection, runtime.book, named, wish.by, now)
            words = Words(named, wish.message_id, wish.said(), wish.by, endpoint)
            if wish.node:
                found = reception.of_scenario(
                    connection, runtime.book, named, wish.session_id, wish.node, now
                )
                words = Words(named, wish.message_id, found[0], wish.by, endpoint, found[1], found[2])
            reception.say(connection, words, now)

        return await _done(service, named, batch)


async def _done(
    service: Service, contact: str, batch: Callable[[Connection], object], *, is_fresh: bool = True
) -> dict[str, Any]:
    """Runs *batch* with the row of the list in one transaction, wakes who has to act on it, and answers."""

    def whole(connection: Connection) -> dict[str, Any]:
        batch(connection)
        if is_fresh:
            overview.refresh(connection, service.store.numbers, [contact])
        row = conversations.of_contact(connection, contact)
        return _with_numbers(service, connection, [row])[0] if row is not None else {"contact": contact}

    answered = await service.store.write(whole)
    service.runtime.wake()
    for sender in service.runtime.endpoints.values():
        sender.rest.wake()
    service.live.tell()
    return answered


def _filters(service: Service, wish: ListWish) -> Filters:
    """What is searched by digits is the end of a number or all of it; anything else is a text."""
    words, tail, contact = wish.search.strip(), "", ""
    digits = words.replace(" ", "")
    if digits.isdigit() and len(digits) == 4:
        words, tail = "", digits
    elif masked_tail := _tail_of(digits):
        words, tail = "", masked_tail
    elif len(digits) >= 8:
        try:
            words, contact = "", service.store.numbers.contact_of(digits)
        except ValueError:
            words = wish.search.strip()
    return Filters(
        wish.stage,
        wish.flow_id,
        wish.node,
        wish.endpoint,
        wish.campaign_id,
        wish.unread,
        wish.failed,
        contact,
        tail,
        words,
    )


def _tail_of(text: str) -> str:
    """The last digits of a number as screens show it, 138****8000."""
    head, stars, tail = text.partition("****")
    return tail if stars and head.isdigit() and tail.isdigit() and masked(f"{head}0000{tail}") == text else ""


def _with_numbers(
    service: Service, connection: Connection, rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    return with_numbers(connection, service.store.numbers, rows)


def _written(cursor: Cursor) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(cursor)).decode()


def _cursor(written: str) -> Cursor | None:
    if not written:
        return None
    try:
        at, contact = orjson.loads(base64.urlsafe_b64decode(written))
        return int(at), str(contact)
    except (ValueError, TypeError, binascii.Error) as error:
        raise ApiRefusal(422, "bad_cursor", _BAD_CURSOR) from error


def _news(service: Service, after: int, limit: int, connection: Connection) -> list[dict[str, Any]]:
    return _with_numbers(service, connection, conversations.changed(connection, after, limit))


async def _followed(service: Service, last: int) -> AsyncIterator[bytes]:
    """One changed conversation a line, an empty line every few seconds, from behind the revision *last*."""
    yield b"\n"
    live: LiveList = service.live
    while not service.is_stopping.is_set():
        news = live.next_news()
        found = await service.store.read(partial(_news, service, last, NEWS_PAGE))
        if found:
            last = int(found[-1]["revision"])
            yield b"".join(orjson.dumps(one) + b"\n" for one in found)
            continue
        try:
            async with asyncio.timeout(5.0):
                await news.wait()
        except TimeoutError:
            yield b"\n"
