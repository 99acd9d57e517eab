"""The rules at the moment of sending, from the other side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from runtime.service.client import RuntimeClient


class SendingClient:
    """The part of a `RuntimeClient` that asks for and sets the rules of sending."""

    def __init__(self, client: RuntimeClient) -> None:
        self._client = client

    async def rules(self) -> dict[str, Any]:
        """The rules that hold now: the fields of `SendingRules`."""
        return await self._client.call("GET", "/sending/rules")

    async def set_rules(self, rules: Mapping[str, Any]) -> dict[str, Any]:
        """Sets rules; fields that are missing take their usual values."""
        return await self._client.call("PUT", "/sending/rules", dict(rules))

    async def retries(self) -> list[dict[str, Any]]:
        """The retry table: class, words, waits in seconds, tries, and whether the place is kept."""
        found = await self._client.call("GET", "/sending/retries")
        return list(found["retries"])

    async def skips(self, **wanted: str | int) -> dict[str, Any]:
        """What was left out and why; *wanted* names flow_id, campaign_id, contact or limit."""
        query = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in wanted.items())
        return await self._client.call("GET", f"/skips?{query}")

    async def withdraw(self, flow_id: str, version: int, why: str) -> None:
        """Lets nothing of a version go out any more."""
        await self._client.call("POST", _version(flow_id, version), {"why": why})

    async def allow_again(self, flow_id: str, version: int) -> None:
        """Lets a withdrawn version send again."""
        await self._client.call("DELETE", _version(flow_id, version))


def _version(flow_id: str, version: int) -> str:
    return f"/flows/{quote(flow_id, safe='')}/versions/{version:d}/withdraw"
