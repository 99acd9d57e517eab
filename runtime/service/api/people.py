"""Numbers in, ids out; a number in plain only for whoever says why, and that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy import Connection

from runtime.carriers.uplink import contact_of
from runtime.messages.phone_numbers import is_contact_id
from runtime.records import Record
from runtime.service.errors import ApiRefusal
from runtime.service.service import Service
from runtime.store import contacts, journal
from runtime.store.numbers import Numbers, NumberUnreadable
from runtime.wording import Wording

MAX_NUMBERS = 100_000
_NO_CONTACT = Wording("这不是手机号码", "This is no phone number")
_UNKNOWN = Wording("没有这个联系人的号码", "There is no number of this contact")


class NumbersWish(Record):
    """Numbers to name contacts by."""

    numbers: Annotated[tuple[str, ...], Field(max_length=MAX_NUMBERS)]


class RevealWish(Record):
    """Why somebody wants to see a number."""

    reason: Annotated[str, Field(min_length=1, max_length=200)]


def routes(service: Service) -> APIRouter:
    """The calls between numbers and contacts."""
    router = APIRouter()

    @router.post("/contacts/identify")
    async def identify(wish: NumbersWish) -> dict[str, Any]:
        return {"contacts": [contact_named(number, service.store.numbers) for number in wish.numbers]}

    @router.post("/contacts")
    async def meet(wish: NumbersWish) -> dict[str, Any]:
        return {"contacts": await met(service, wish.numbers)}

    @router.post("/contacts/{contact}/reveal")
    async def reveal(contact: str, wish: RevealWish) -> dict[str, Any]:
        named = contact_named(contact, service.store.numbers)
        number = await service.store.write(lambda connection: _revealed(connection, service, named, wish))
        if number is None:
            raise ApiRefusal(404, "unknown_contact", _UNKNOWN)
        return {"contact": named, "number": number}

    return router


def contact_named(text: str, numbers: Numbers) -> str:
    """The contact a caller means by an id or a number; raises `ApiRefusal` when it is neither."""
    if is_contact_id(text):
        return text
    try:
        return numbers.contact_of(contact_of(text))
    except ValueError as error:
        raise ApiRefusal(422, "bad_contact", _NO_CONTACT) from error


async def met(service: Service, people: Sequence[str]) -> list[str]:
    """The contacts meant by ids or numbers, in their order; those named by numbers are known from now on."""
    numbers: dict[str, str] = {}
    for text in people:
        if not is_contact_id(text):
            contact_named(text, service.store.numbers)
            numbers[text] = contact_of(text)
    known = await service.runtime.meet(numbers.values())
    return [known[numbers[text]] if text in numbers else text for text in people]


def _revealed(connection: Connection, service: Service, contact: str, wish: RevealWish) -> str | None:
    sealed = contacts.sealed_numbers(connection, [contact]).get(contact)
    if sealed is None:
        return None
    try:
        number = service.store.numbers.number_of(contact, sealed)
    except NumberUnreadable:
        return None
    detail = {"contact": contact, "reason": wish.reason}
    journal.note(connection, "revealed_number", detail, service.clock.now())
    return number
