"""The audience, as the app, the command line and tests ask the runtime for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

PIECE_BYTES = 4 << 20


class Calling(Protocol):
    """The calls of a client that this uses."""

    def call(self, method: str, path: str, body: object = None) -> Awaitable[dict[str, Any]]:
        """Asks the API and returns its answer."""

    def send(self, path: str, content: bytes) -> Awaitable[dict[str, Any]]:
        """Posts bytes and returns the answer."""

    def pieces(self, method: str, path: str, body: object = None) -> AsyncIterator[bytes]:
        """What a call answers that is a file."""


class AudienceClient:
    """Contacts, segments, imports and exports; *contact* is an id or a number.

    Every call raises what those of `RuntimeClient` raise.
    """

    def __init__(self, calling: Calling) -> None:
        self._calling = calling

    async def overview(self) -> dict[str, Any]:
        """Counts by consent, attributes, tags with counts, segments."""
        return await self._calling.call("GET", "/audience")

    async def count(self, audience: Mapping[str, Any]) -> dict[str, int]:
        """members, refused, blacklisted and all of an audience."""
        return await self._calling.call("POST", "/audience/count", {"audience": dict(audience)})

    async def page(self, **wish: object) -> dict[str, Any]:
        """Part of the list: contacts and next. Members of the wish: audience, state, search, after, limit."""
        return await self._calling.call("POST", "/audience/page", wish)

    async def total(self, **wish: object) -> int | None:
        """How many contacts the list has; None when that is not counted."""
        found = (await self._calling.call("POST", "/audience/total", wish))["total"]
        return None if found is None else int(found)

    async def contact(self, contact: str) -> dict[str, Any]:
        """One contact as in the list."""
        return await self._calling.call("GET", _one(contact))

    async def timeline(self, contact: str, before: int | None = None, limit: int = 50) -> dict[str, Any]:
        """What happened with a contact, newest first: entries, next (the `before` of the next page)."""
        asked = f"?limit={limit:d}" + (f"&before={before:d}" if before is not None else "")
        return await self._calling.call("GET", f"{_one(contact)}/timeline{asked}")

    async def change(
        self,
        contact: str,
        values: Mapping[str, Any] | None = None,
        add_tags: Sequence[str] = (),
        remove_tags: Sequence[str] = (),
    ) -> dict[str, Any]:
        """Keeps values (None removes one) and tags; the contact as it is then."""
        wish = {"values": dict(values or {}), "add_tags": list(add_tags), "remove_tags": list(remove_tags)}
        return await self._calling.call("POST", _one(contact), wish)

    async def tag(self, contacts: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Gives tags to contacts and takes others away; ids only."""
        wish = {"contacts": list(contacts), "add": list(add), "remove": list(remove)}
        await self._calling.call("POST", "/audience/tags", wish)

    async def blacklist(self, contacts: Sequence[str], reason: str = "", *, listed: bool = True) -> None:
        """Puts contacts on the blacklist, or takes them off; ids only."""
        wish = {"contacts": list(contacts), "reason": reason, "listed": listed}
        await self._calling.call("POST", "/audience/blacklist", wish)

    async def keep_segment(self, segment_id: str, name: str, condition: Mapping[str, Any]) -> None:
        """Keeps a segment."""
        body = {"name": name, "condition": dict(condition)}
        await self._calling.call("PUT", f"/audience/segments/{quote(segment_id, safe='')}", body)

    async def remove_segment(self, segment_id: str) -> None:
        """Forgets a segment, not its people."""
        await self._calling.call("DELETE", f"/audience/segments/{quote(segment_id, safe='')}")

    async def define(self, name: str, type_: str, choices: Sequence[str] = ()) -> None:
        """Defines an attribute."""
        body = {"type": type_, "choices": list(choices)}
        await self._calling.call("PUT", f"/audience/attributes/{quote(name, safe='')}", body)

    def export(self, **wish: object) -> AsyncIterator[bytes]:
        """The bytes of a file of contacts; members: chosen, format, language, full_numbers, reason."""
        return self._calling.pieces("POST", "/audience/export", wish)

    async def imports(self) -> dict[str, Any]:
        """Imports: under_way and remembered."""
        return await self._calling.call("GET", "/audience/imports")

    async def upload(
        self, path: Path, step: Callable[[int, int], None] = lambda _done, _whole: None
    ) -> dict[str, Any]:
        """Begins an import with the file at *path*; *step* hears how many of how many bytes are there."""
        # A local file answers at once; what takes time is sending its pieces.
        whole = path.stat().st_size  # noqa: ASYNC240
        begun = await self._calling.call("POST", "/audience/imports", {"name": path.name[:200]})
        done = 0
        with path.open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                await self._calling.send(f"/audience/imports/{begun['id']}/pieces", piece)
                done += len(piece)
                step(done, whole)
        return await self._step(begun["id"], "uploaded")

    async def preview(self, import_id: int, **reading: object) -> dict[str, Any]:
        """The beginning of the file; members: encoding, delimiter, sheet, has_heading."""
        return await self._step(import_id, "preview", reading)

    async def check(self, import_id: int, wish: Mapping[str, Any]) -> dict[str, Any]:
        """Begins to read the file whole, by a mapping (`ImportWish`)."""
        return await self._step(import_id, "check", dict(wish))

    async def merge(self, import_id: int) -> dict[str, Any]:
        """Begins to take the good rows over."""
        return await self._step(import_id, "merge")

    async def cancel(self, import_id: int) -> dict[str, Any]:
        """Ends an import with nothing kept."""
        return await self._step(import_id, "cancel")

    async def undo(self, import_id: int) -> dict[str, Any]:
        """Begins to take out again what an import brought."""
        return await self._step(import_id, "undo")

    async def import_state(self, import_id: int) -> dict[str, Any]:
        """How far an import is: state, share, counts, failed."""
        return await self._calling.call("GET", f"/audience/imports/{import_id:d}")

    async def problems(self, import_id: int, after: int = 0, limit: int = 200) -> dict[str, Any]:
        """What was wrong behind a line: problems, and counts by kind."""
        asked = f"?after={after:d}&limit={limit:d}"
        return await self._calling.call("GET", f"/audience/imports/{import_id:d}/problems{asked}")

    def problem_table(self, import_id: int, language: str) -> AsyncIterator[bytes]:
        """All that was wrong, as the bytes of a CSV file."""
        path = f"/audience/imports/{import_id:d}/problems.csv?language={language}"
        return self._calling.pieces("GET", path)

    async def _step(self, import_id: int, name: str, body: object = None) -> dict[str, Any]:
        return await self._calling.call("POST", f"/audience/imports/{import_id:d}/{name}", body)


def _one(contact: str) -> str:
    return f"/audience/contacts/{quote(contact, safe='')}"
