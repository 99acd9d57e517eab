"""Where each carrier serves the pictures of published flows; uploads what it does not have yet."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from runtime.carriers.port import AWAITING_AUDIT, Carrier, ErrorClass, SendReply, UploadError
from runtime.clock import Clock
from runtime.messages.media import LOCAL
from runtime.messages.message import Message
from runtime.store import Store, flows
from runtime.wording import Wording

MARGIN = timedelta(hours=1)
"""A file whose time at the carrier ends within this is uploaded anew: handsets fetch it later."""

_MISSING = Wording("场景里缺少文件 {name}", "The scenario lacks the file {name}")


class MediaShelf:
    """Finds the address of each picture for one endpoint. One upload at a time for each file."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._digests: dict[tuple[str, int], Mapping[str, str]] = {}
        self._urls: dict[tuple[str, str], tuple[str, datetime | None]] = {}
        self._busy: dict[tuple[str, str], asyncio.Lock] = {}

    async def addresses(
        self, carrier: Carrier, message: Message, flow_id: str, version: int
    ) -> Mapping[str, str]:
        """Media source → address, for every file of the scenario that *message* shows.

        Raises `UploadError` when the carrier does not take one or the scenario lacks it.
        """
        names = [source for source in message.media_sources() if source.startswith(LOCAL)]
        if not names:
            return {}
        digests = await self._media_of(flow_id, version)
        found: dict[str, str] = {}
        for source in names:
            name = source.removeprefix(LOCAL)
            if name not in digests:
                words = _MISSING.format(name=name)
                raise UploadError(SendReply.refused("", words, ErrorClass.CONTENT))
            found[source] = await self._address(carrier, digests[name])
        return found

    async def upload_all(self, carrier: Carrier, flow_id: str, version: int) -> None:
        """Uploads every file of a version that the carrier does not have; raises `UploadError`.

        A file that the carrier audits first is handed in and not waited for: its messages wait.
        """
        for digest in (await self._media_of(flow_id, version)).values():
            try:
                await self._address(carrier, digest)
            except UploadError as error:
                if error.reply.code != AWAITING_AUDIT:
                    raise

    async def forget(self, endpoint: str) -> None:
        """Uploads everything anew for *endpoint*, which leads to another account now."""
        self._urls = {key: url for key, url in self._urls.items() if key[0] != endpoint}
        await self._store.write(lambda connection: flows.forget_media(connection, endpoint))

    async def _media_of(self, flow_id: str, version: int) -> Mapping[str, str]:
        key = (flow_id, version)
        if key not in self._digests:
            self._digests[key] = await self._store.read(
                lambda connection: flows.media_digests(connection, flow_id, version)
            )
        return self._digests[key]

    async def _address(self, carrier: Carrier, digest: str) -> str:
        key = (carrier.name, digest)
        known = self._urls.get(key)
        if known is not None and self._lasts(known):
            return known[0]
        async with self._busy.setdefault(key, asyncio.Lock()):
            known = self._urls.get(key) or await self._store.read(
                lambda connection: flows.media_url(connection, digest, carrier.name)
            )
            if known is None or not self._lasts(known):
                known = await self._upload(carrier, digest)
            self._urls[key] = known
        return known[0]

    def _lasts(self, known: tuple[str, datetime | None]) -> bool:
        return known[1] is None or known[1] - MARGIN > self._clock.now()

    async def _upload(self, carrier: Carrier, digest: str) -> tuple[str, datetime | None]:
        file = await self._store.read(lambda connection: flows.media_content(connection, digest))
        if file is None:
            raise UploadError(SendReply.refused("", _MISSING.format(name=digest[:12]), ErrorClass.CONTENT))
        kept = await carrier.upload(file.content, file.name, file.content_type)

        def keep(connection: Connection) -> None:
            flows.keep_media_url(connection, digest, carrier.name, kept.url, kept.until)

        await self._store.write(keep)
        return kept.url, kept.until
