"""People's side of conversations, as the app and tests ask the runtime for it."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Awaitable
from typing import Any, Protocol
from urllib.parse import quote, urlencode


class Calling(Protocol):
    """The calls of a client that this uses."""

    def call(self, method: str, path: str, body: object = None) -> Awaitable[dict[str, Any]]:
        """Asks the API and returns its answer."""

    def lines(self, path: str) -> AsyncIterator[dict[str, Any]]:
        """What a stream of the API tells, line by line, until it ends."""


class Reception:
    """The live list, transcripts, taking over and speaking by hand; *contact* is an id.

    Every call raises what those of `RuntimeClient` raise.
    """

    def __init__(self, calling: Calling) -> None:
        self._calling = calling

    async def page(self, **filters: object) -> dict[str, Any]:
        """Part of the list: conversations, next (the `after` of the next part, if any) and revision.

        Filters: stage (people, running, over), flow_id, node, endpoint, campaign_id, unread, failed, search,
        after, limit.
        """
        given = {name: value for name, value in filters.items() if value not in (None, "", False)}
        asked = "?" + urlencode({name: _plain(value) for name, value in given.items()}) if given else ""
        return await self._calling.call("GET", f"/conversations{asked}")

    async def counts(self) -> dict[str, int]:
        """Stage → number of conversations, 10,001 for more than 10,000; and unread."""
        return await self._calling.call("GET", "/conversations/counts")

    def follow(self, after: int) -> AsyncIterator[dict[str, Any]]:
        """Conversations as they change, from behind a revision; ends when the connection does."""
        return self._calling.lines(f"/conversations/news?follow=true&after={after:d}")

    async def about(self, contact: str) -> dict[str, Any]:
        """One conversation with its contact, the way it took, and notes."""
        return await self._calling.call("GET", _one(contact))

    async def transcript(self, contact: str, before: int | None = None, limit: int = 100) -> dict[str, Any]:
        """A page of what was said: lines, marks, next (the `before` of the page before, None for none)."""
        asked = f"?limit={limit:d}" + (f"&before={before:d}" if before is not None else "")
        return await self._calling.call("GET", f"{_one(contact)}/transcript{asked}")

    async def media(self, flow_id: str, version: int, source: str) -> bytes:
        """A file that a published version shows."""
        asked = f"{quote(flow_id, safe='')}/{version:d}?{urlencode({'source': source})}"
        answer = await self._calling.call("GET", f"/conversations/media/{asked}")
        return base64.b64decode(answer["content_base64"])

    async def take(self, contact: str, by: str) -> dict[str, Any]:
        """Takes a conversation over; its row in the list."""
        return await self._calling.call("POST", f"{_one(contact)}/take", {"by": by})

    async def assign(self, contact: str, to: str, by: str) -> dict[str, Any]:
        """Gives a conversation to somebody; its row in the list."""
        return await self._calling.call("POST", f"{_one(contact)}/assign", {"to": to, "by": by})

    async def hand_back(self, contact: str, by: str, outcome: str = "resolved") -> dict[str, Any]:
        """Lets the scenario go on, by resolved or no_answer; its row in the list."""
        return await self._calling.call("POST", f"{_one(contact)}/hand-back", {"by": by, "outcome": outcome})

    async def mark_read(self, contact: str) -> dict[str, Any]:
        """Says that a person has seen all of it; its row in the list."""
        return await self._calling.call("POST", f"{_one(contact)}/read")

    async def note(self, contact: str, text: str, by: str) -> dict[str, Any]:
        """Keeps a note for colleagues; its row in the list."""
        return await self._calling.call("POST", f"{_one(contact)}/notes", {"text": text, "by": by})

    async def answer(self, contact: str, message_id: str, by: str, **members: object) -> dict[str, Any]:
        """Says something by hand; members: text, or message, or node with session_id; take. Its row."""
        body = {"message_id": message_id, "by": by, **members}
        return await self._calling.call("POST", f"{_one(contact)}/answers", body)


def _one(contact: str) -> str:
    return f"/conversations/{quote(contact, safe='')}"


def _plain(value: object) -> object:
    return "true" if value is True else value
