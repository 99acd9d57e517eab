"""Keeping and deleting, from the other side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from runtime.service.client import RuntimeClient


class UpkeepClient:
    """How long what is kept, and deleting for good; `RuntimeClient.upkeep`."""

    def __init__(self, runtime: RuntimeClient) -> None:
        self._runtime = runtime

    async def retention(self) -> dict[str, Any]:
        """After how many `days` what is deleted, 0 for never; what was `deleted` last, and when."""
        return dict(await self._runtime.call("GET", "/retention"))

    async def set_retention(self, days: Mapping[str, int]) -> None:
        """Sets all of it; what is not named gets its default."""
        await self._runtime.call("PUT", "/retention", dict(days))

    async def look_after(self) -> dict[str, int]:
        """Deletes at once what is too old now; returns how much of what."""
        return dict((await self._runtime.call("POST", "/upkeep"))["deleted"])

    async def erase_contact(self, contact: str) -> None:
        """Deletes all about a contact, named by id or number, but that they get no messages."""
        await self._runtime.call("DELETE", f"/contacts/{quote(contact, safe='')}")
