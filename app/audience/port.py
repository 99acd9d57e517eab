"""What the area asks of the runtime; `runtime.service.audience_client.AudienceClient` fulfils it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol


class AudiencePort(Protocol):
    """Contacts, segments, imports and exports; raises what the client raises."""

    async def overview(self) -> dict[str, Any]:
        """Counts, attributes, tags and segments."""

    async def count(self, audience: Mapping[str, Any]) -> dict[str, int]:
        """How many an audience has."""

    async def page(self, **wish: object) -> dict[str, Any]:
        """Part of the list."""

    async def total(self, **wish: object) -> int | None:
        """How long the list is."""

    async def contact(self, contact: str) -> dict[str, Any]:
        """One contact."""

    async def timeline(self, contact: str, before: int | None = None, limit: int = 50) -> dict[str, Any]:
        """What happened with a contact."""

    async def change(
        self,
        contact: str,
        values: Mapping[str, Any] | None = None,
        add_tags: Sequence[str] = (),
        remove_tags: Sequence[str] = (),
    ) -> dict[str, Any]:
        """Keeps values and tags."""

    async def blacklist(self, contacts: Sequence[str], reason: str = "", *, listed: bool = True) -> None:
        """Puts contacts on the blacklist, or takes them off."""

    async def keep_segment(self, segment_id: str, name: str, condition: Mapping[str, Any]) -> None:
        """Keeps a segment."""

    async def remove_segment(self, segment_id: str) -> None:
        """Forgets a segment."""

    def export(self, **wish: object) -> AsyncIterator[bytes]:
        """The bytes of a file of contacts."""

    async def imports(self) -> dict[str, Any]:
        """Imports under way and remembered."""

    async def upload(
        self, path: Path, step: Callable[[int, int], None] = lambda _done, _whole: None
    ) -> dict[str, Any]:
        """Begins an import with a file."""

    async def preview(self, import_id: int, **reading: object) -> dict[str, Any]:
        """The beginning of the file."""

    async def check(self, import_id: int, wish: Mapping[str, Any]) -> dict[str, Any]:
        """Begins to read the file whole."""

    async def merge(self, import_id: int) -> dict[str, Any]:
        """Begins to take the good rows over."""

    async def cancel(self, import_id: int) -> dict[str, Any]:
        """Ends an import with nothing kept."""

    async def undo(self, import_id: int) -> dict[str, Any]:
        """Takes out again what an import brought."""

    async def import_state(self, import_id: int) -> dict[str, Any]:
        """How far an import is."""

    async def problems(self, import_id: int, after: int = 0, limit: int = 200) -> dict[str, Any]:
        """What was wrong in a file."""

    def problem_table(self, import_id: int, language: str) -> AsyncIterator[bytes]:
        """All that was wrong, as CSV."""


class CampaignsPort(Protocol):
    """The calls about campaigns, as far as this area needs them."""

    async def listed(self, limit: int = 100, before: str = "") -> list[dict[str, Any]]:
        """Campaigns, newest first."""


class ClientPort(Protocol):
    """The client of a runtime, as far as this area needs it."""

    @property
    def audience(self) -> AudiencePort:
        """The calls about the audience."""

    @property
    def campaigns(self) -> CampaignsPort:
        """The calls about campaigns."""

    async def flows(self) -> list[dict[str, Any]]:
        """Every published version."""

    async def reveal(self, contact: str, reason: str) -> str:
        """The whole number; that it was seen, and why, is kept."""

    async def consent(self, contact: str, kind: str, proof: str) -> None:
        """Keeps that a contact refused or granted messages elsewhere."""
