"""Secrets by name: they come in and never out."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import SecretStr

from runtime.records import Record
from runtime.service.service import Service
from runtime.store import journal


class SecretWish(Record):
    """A secret to keep."""

    value: SecretStr


def routes(service: Service) -> APIRouter:
    """The calls about secrets."""
    router = APIRouter()
    secrets = service.store.secrets

    @router.get("/secrets")
    async def names() -> dict[str, Any]:
        return {"names": secrets.names()}

    @router.put("/secrets/{name:path}")
    async def keep(name: str, wish: SecretWish) -> dict[str, Any]:
        secrets.set(name, wish.value)
        await _note(service, "secret_kept", name)
        return {"name": name}

    @router.delete("/secrets/{name:path}")
    async def remove(name: str) -> dict[str, Any]:
        was_there = secrets.get(name) is not None
        secrets.delete(name)
        await _note(service, "secret_removed", name)
        return {"name": name, "was_there": was_there}

    return router


async def _note(service: Service, action: str, name: str) -> None:
    now = service.clock.now()
    await service.store.write(lambda connection: journal.note(connection, action, {"name": name}, now))
