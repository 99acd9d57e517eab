"""Asks a carrier what became of messages whose outcome is unknown, where its protocol has such a question."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from runtime.carriers.port import InboundEvent, Inquirer, Inquiry, StatusReport
from runtime.delivery.ground import Ground
from runtime.delivery.progress import Fact
from runtime.delivery.waiting import Rest
from runtime.store import contacts, outbox
from runtime.store.moments import to_micros
from runtime.store.numbers import NumberUnreadable

log = logging.getLogger(__name__)

FIRST_S = 5.0
"""From the missing answer to the first question; after that each pause is as long as all the time so far."""
LONGEST_S = 24 * 3600.0
"""How long a message is asked about; from then on a person decides."""
AT_ONCE = 16


class Inquiring:
    """One carrier's loop of questions. Nothing is sent again unless the carrier says that it never had it."""

    def __init__(
        self,
        carrier: Inquirer,
        ground: Ground,
        receive: Callable[[str, Iterable[InboundEvent]], Awaitable[None]],
        on_queued: Callable[[], None],
    ) -> None:
        self.rest = Rest(ground.clock)
        self._carrier = carrier
        self._ground = ground
        self._receive = receive
        self._on_queued = on_queued

    async def run(self) -> None:
        """Asks until it is cancelled."""
        while True:
            await self.rest.until(await self._turn())

    async def _turn(self) -> datetime | None:
        """Asks about what is due; returns when to ask again."""
        now = self._ground.clock.now()
        wanted, due = await self._ground.patience.write(partial(_wanted, self._carrier.name, now))
        for message_id, contact, sealed in wanted:
            try:
                number = self._ground.store.numbers.number_of(contact, sealed)
            except NumberUnreadable:
                log.error("number unreadable contact=%s", contact)
                continue
            answer = await self._carrier.inquire(message_id, number)
            log.info("asked endpoint=%s message=%s answer=%s", self._carrier.name, message_id, answer.kind)
            await self._take(message_id, number, answer)
        return due

    async def _take(self, message_id: str, number: str, answer: Inquiry) -> None:
        now = self._ground.clock.now()
        if answer.kind == "known" and answer.status is not None:
            report = StatusReport(message_id, number, answer.status, answer.code, answer.words, now)
            await self._receive(self._carrier.name, [report])
        elif answer.kind == "known":
            await self._ground.patience.write(
                lambda connection: outbox.learn(connection, message_id, "accepted", Fact.ACCEPTED, now)
            )
        elif answer.kind == "never_had":
            await self._ground.patience.write(
                lambda connection: outbox.decide(connection, message_id, "queued", now)
            )
            self._on_queued()


def _wanted(
    endpoint: str, now: datetime, connection: Connection
) -> tuple[list[tuple[str, str, bytes]], datetime | None]:
    """What to ask about now, each with its contact and sealed number, and when the next question is due."""
    open_ones = outbox.unknown_of(connection, endpoint, now - timedelta(seconds=LONGEST_S))
    due: list[tuple[str, str]] = []
    later: list[datetime] = []
    changes = []
    for message_id, contact, since, next_at in open_ones:
        first = since + timedelta(seconds=FIRST_S)
        at = max(first, next_at)
        if at > now or len(due) == AT_ONCE:
            later.append(max(at, now))
            continue
        due.append((message_id, contact))
        again = now + max(now - since, timedelta(seconds=FIRST_S))
        later.append(again)
        changes.append({"key": message_id, "next_at": to_micros(again)})
    outbox.set_progress(connection, changes)
    sealed = contacts.sealed_numbers(connection, [contact for _, contact in due])
    found = [(message_id, contact, sealed[contact]) for message_id, contact in due if contact in sealed]
    return found, min(later, default=None)
