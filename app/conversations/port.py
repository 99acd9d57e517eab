"""What the area asks of the runtime; `runtime.service.reception_client.Reception` fulfils it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Protocol


class ReceptionPort(Protocol):
    """The live list, transcripts, taking over and speaking by hand; raises what the client raises."""

    async def page(self, **filters: object) -> dict[str, Any]:
        """Part of the list."""

    async def counts(self) -> dict[str, int]:
        """How many there are of each stage."""

    def follow(self, after: int) -> AsyncIterator[dict[str, Any]]:
        """Conversations as they change."""

    async def about(self, contact: str) -> dict[str, Any]:
        """One conversation with its contact."""

    async def transcript(self, contact: str, before: int | None = None, limit: int = 100) -> dict[str, Any]:
        """A page of what was said."""

    async def media(self, flow_id: str, version: int, source: str) -> bytes:
        """A file that a published version shows."""

    async def take(self, contact: str, by: str) -> dict[str, Any]:
        """Takes a conversation over."""

    async def assign(self, contact: str, to: str, by: str) -> dict[str, Any]:
        """Gives a conversation to somebody."""

    async def hand_back(self, contact: str, by: str, outcome: str = "resolved") -> dict[str, Any]:
        """Lets the scenario go on."""

    async def mark_read(self, contact: str) -> dict[str, Any]:
        """Says that a person has seen all of it."""

    async def note(self, contact: str, text: str, by: str) -> dict[str, Any]:
        """Keeps a note."""

    async def answer(self, contact: str, message_id: str, by: str, **members: object) -> dict[str, Any]:
        """Says something by hand."""
