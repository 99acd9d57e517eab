"""How long what is kept, and deleting for good: what is too old now, or one contact on request."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection

from runtime.service.api.people import contact_named
from runtime.service.errors import ApiRefusal
from runtime.service.service import Service
from runtime.store import journal, retention
from runtime.store.erasing import erase_contact
from runtime.store.retention import Retention
from runtime.wording import Wording

_NO_CONTACT = Wording("没有这个联系人", "There is no such contact")


def routes(service: Service) -> APIRouter:
    """The calls about keeping and deleting."""
    router = APIRouter()

    @router.get("/retention")
    async def shown() -> dict[str, Any]:
        days = await service.store.read(retention.load)
        upkeep = service.runtime.upkeep
        return {
            "days": days.model_dump(),
            "done_at": upkeep.done_at.isoformat() if upkeep.done_at else None,
            "deleted": upkeep.deleted,
        }

    @router.put("/retention")
    async def set_days(days: Retention) -> dict[str, Any]:
        now = service.clock.now()

        def batch(connection: Connection) -> None:
            retention.keep(connection, days, now)
            journal.note(connection, "retention_set", days.model_dump(), now)

        await service.store.write(batch)
        return {"days": days.model_dump()}

    @router.post("/upkeep")
    async def look_after() -> dict[str, Any]:
        return {"deleted": await service.runtime.upkeep.once()}

    @router.delete("/contacts/{contact}")
    async def erase(contact: str) -> dict[str, Any]:
        named = contact_named(contact, service.store.numbers)
        now = service.clock.now()

        def batch(connection: Connection) -> bool:
            was_there = erase_contact(connection, named, now)
            if was_there:
                journal.note(connection, "contact_erased", {"contact": named}, now)
            return was_there

        if not await service.store.write(batch):
            raise ApiRefusal(404, "unknown_contact", _NO_CONTACT)
        await service.runtime.upkeep.shorten_log()
        return {"contact": named}

    return router
