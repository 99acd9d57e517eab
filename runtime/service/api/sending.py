"""The rules at the moment of sending: what they are, what they left out, and what is withdrawn."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import Connection

from runtime.delivery.errors import UnknownFlow
from runtime.delivery.retries import BY_CLASS, UNREACHABLE, Retry
from runtime.delivery.sending_rules import SendingRules
from runtime.delivery.skip_words import FOR_LATER, sentence
from runtime.records import Record
from runtime.service.service import Service
from runtime.store import flows, journal, sending_policy, sending_queue, skips
from runtime.wording import Wording

_Limit = Annotated[int, Query(ge=1, le=1000)]


class WithdrawWish(Record):
    """Why nothing of a version may go out any more."""

    why: Annotated[str, Field(min_length=1, max_length=500)]


def routes(service: Service) -> APIRouter:
    """The calls about sending."""
    router = APIRouter()
    _add_rules(router, service)
    _add_skips(router, service)
    _add_withdrawing(router, service)
    return router


def _add_rules(router: APIRouter, service: Service) -> None:
    @router.get("/sending/rules")
    async def rules() -> dict[str, Any]:
        return service.runtime.policy.rules.model_dump(mode="json")

    @router.put("/sending/rules")
    async def set_rules(wish: SendingRules) -> dict[str, Any]:
        values = wish.model_dump(mode="json")
        now = service.clock.now()

        def batch(connection: Connection) -> None:
            sending_policy.set_rules(connection, values, now)
            journal.note(connection, "sending_rules", values, now)
            service.runtime.policy.load(connection)
            sending_queue.reconsider(connection, FOR_LATER, now)

        await service.store.write(batch)
        service.runtime.wake_senders()
        return values

    @router.get("/sending/retries")
    async def retries() -> dict[str, Any]:
        rows = {"unreachable": UNREACHABLE, **{name.value: row for name, row in BY_CLASS.items()}}
        return {"retries": [_retry(name, row) for name, row in rows.items()]}


def _add_skips(router: APIRouter, service: Service) -> None:
    @router.get("/skips")
    async def skipped(
        flow_id: str | None = None,
        campaign_id: str | None = None,
        contact: str | None = None,
        limit: _Limit = 100,
    ) -> dict[str, Any]:
        def query(connection: Connection) -> dict[str, Any]:
            rows = skips.listed(
                connection, flow_id=flow_id, campaign_id=campaign_id, contact=contact, limit=limit
            )
            counted = skips.counts(connection, flow_id=flow_id, campaign_id=campaign_id)
            return {
                "skips": [{**row, "reason": _words(sentence(row["code"], row["detail"]))} for row in rows],
                "counts": {one.code: {"dropped": one.dropped, "deferred": one.deferred} for one in counted},
            }

        return await service.store.read(query)


def _add_withdrawing(router: APIRouter, service: Service) -> None:
    @router.post("/flows/{flow_id}/versions/{version}/withdraw")
    async def withdraw(flow_id: str, version: int, wish: WithdrawWish) -> dict[str, Any]:
        now = service.clock.now()

        def batch(connection: Connection) -> None:
            if flows.load(connection, flow_id, version) is None:
                raise UnknownFlow(flow_id, version)
            sending_policy.withdraw(connection, flow_id, version, wish.why, now)
            detail = {"flow_id": flow_id, "version": version, "why": wish.why}
            journal.note(connection, "withdrawn", detail, now)
            service.runtime.policy.load(connection)

        await service.store.write(batch)
        return {"flow_id": flow_id, "version": version, "withdrawn": True}

    @router.delete("/flows/{flow_id}/versions/{version}/withdraw")
    async def allow_again(flow_id: str, version: int) -> dict[str, Any]:
        now = service.clock.now()

        def batch(connection: Connection) -> bool:
            was = sending_policy.allow_again(connection, flow_id, version)
            if was:
                journal.note(connection, "allowed_again", {"flow_id": flow_id, "version": version}, now)
            service.runtime.policy.load(connection)
            return was

        was = await service.store.write(batch)
        return {"flow_id": flow_id, "version": version, "withdrawn": False, "was_withdrawn": was}


def _retry(name: str, row: Retry) -> dict[str, Any]:
    return {
        "class": name,
        "words": _words(row.words),
        "first_s": row.first_s,
        "longest_s": row.longest_s,
        "tries": row.tries,
        "keeps_its_place": row.keeps > 0,
    }


def _words(words: Wording) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
