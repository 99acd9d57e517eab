"""Campaigns, as the app, the command line and tests ask the runtime for them."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Mapping
from typing import Any, Protocol
from urllib.parse import quote, urlencode


class Calling(Protocol):
    """The call of a client that this uses."""

    def call(self, method: str, path: str, body: object = None) -> Awaitable[dict[str, Any]]:
        """Asks the API and returns its answer."""


class CampaignClient:
    """Every call raises what those of `RuntimeClient` raise. Definitions are JSON data of `Definition`."""

    def __init__(self, calling: Calling) -> None:
        self._calling = calling

    async def listed(self, limit: int = 100, before: str = "") -> list[dict[str, Any]]:
        """Campaigns, newest first; *before* is the id of the last one of the page before."""
        answer = await self._calling.call("GET", "/campaigns" + _query(limit=limit, before=before))
        return list(answer["campaigns"])

    async def one(self, campaign_id: str) -> dict[str, Any]:
        """A campaign with its definition, runs and tests."""
        return await self._calling.call("GET", _one(campaign_id))

    async def create(self, definition: Mapping[str, Any]) -> dict[str, Any]:
        """Keeps a draft."""
        return await self._calling.call("POST", "/campaigns", {"definition": dict(definition)})

    async def change(self, campaign_id: str, definition: Mapping[str, Any]) -> dict[str, Any]:
        """Writes a draft anew; a scheduled one is a draft again then."""
        return await self._calling.call("PUT", _one(campaign_id), {"definition": dict(definition)})

    async def remove(self, campaign_id: str) -> None:
        """Deletes a draft."""
        await self._calling.call("DELETE", _one(campaign_id))

    async def outlook(self, definition: Mapping[str, Any], campaign_id: str = "") -> dict[str, Any]:
        """What it would do: who gets it and who does not, parts, cost, times, overlaps."""
        body = {"definition": dict(definition), "campaign": campaign_id}
        return await self._calling.call("POST", "/campaigns/outlook", body)

    async def start(self, campaign_id: str, by: str = "", count: int | None = None) -> dict[str, Any]:
        """Lets it happen; *count* is what somebody typed."""
        return await self._calling.call("POST", f"{_one(campaign_id)}/start", {"by": by, "count": count})

    async def pause(self, campaign_id: str) -> dict[str, Any]:
        """Begins with nobody any more."""
        return await self._calling.call("POST", f"{_one(campaign_id)}/pause")

    async def resume(self, campaign_id: str, by: str = "", count: int | None = None) -> dict[str, Any]:
        """Goes on."""
        return await self._calling.call("POST", f"{_one(campaign_id)}/resume", {"by": by, "count": count})

    async def cancel(self, campaign_id: str) -> dict[str, Any]:
        """Ends it for good."""
        return await self._calling.call("POST", f"{_one(campaign_id)}/cancel")

    async def go_on(self, campaign_id: str) -> dict[str, Any]:
        """A new draft for whom a cancelled one did not get to."""
        return await self._calling.call("POST", f"{_one(campaign_id)}/continue")

    async def test(self, campaign_id: str, contacts: Iterable[str]) -> int:
        """Sends it to a few numbers or ids, outside all statistics; the run that shows what came of it."""
        body = {"contacts": list(contacts)}
        return int((await self._calling.call("POST", f"{_one(campaign_id)}/test", body))["run"])

    async def report(self, campaign_id: str, run: int = 0) -> dict[str, Any]:
        """What became of everybody, in one run or in all."""
        return await self._calling.call("GET", f"{_one(campaign_id)}/report" + _query(run=run))

    async def recipients(self, campaign_id: str, **filters: object) -> dict[str, Any]:
        """A page of people; filters: run, state, outcome, reason, endpoint, replied, after, limit."""
        return await self._calling.call("GET", f"{_one(campaign_id)}/recipients" + _query(**filters))

    async def settings(self) -> dict[str, Any]:
        """approval_above and prices."""
        return await self._calling.call("GET", "/campaigns/settings")

    async def set_settings(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Makes settings."""
        return await self._calling.call("PUT", "/campaigns/settings", dict(settings))


def _one(campaign_id: str) -> str:
    return f"/campaigns/{quote(campaign_id, safe='')}"


def _query(**members: object) -> str:
    given = {name: _plain(value) for name, value in members.items() if value not in (None, "", 0, False)}
    return "?" + urlencode(given) if given else ""


def _plain(value: object) -> object:
    return "true" if value is True else value
