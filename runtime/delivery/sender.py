"""Sends one carrier's share of the outbox, many messages at once, each claimed before it goes out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any

import orjson
from sqlalchemy import Connection

from runtime.carriers.port import (
    Carrier,
    ErrorClass,
    Outcome,
    SendReply,
    SendRequest,
    UploadError,
)
from runtime.delivery.bucket import Bucket
from runtime.delivery.claiming import Taken, Wish, settle_and_claim
from runtime.delivery.gate import Gate
from runtime.delivery.ground import Ground
from runtime.delivery.media_shelf import MediaShelf
from runtime.delivery.settling import Settled
from runtime.delivery.skip_words import FOR_LATER
from runtime.delivery.waiting import Rest
from runtime.messages.message import Message
from runtime.store import sending_queue
from runtime.store.moments import to_micros
from runtime.store.numbers import NumberUnreadable
from runtime.store.sending_queue import Claimed
from runtime.wording import Wording

log = logging.getLogger(__name__)

_NO_NUMBER = Wording("联系人的号码已删除", "The contact's number was deleted")
_LATE = Wording("已过有效期", "Its time was over")


@dataclass(frozen=True, slots=True)
class Account:
    """As whom a sender sends: the chatbot, and the bucket it shares with whoever else sends as it."""

    chatbot: str
    bucket: Bucket = field(default_factory=Bucket)
    is_lab: bool = False
    """Whether the carrier is simulated, so that marketing disturbs nobody."""


class Sender:
    """One carrier's loop: claim, send, settle. Nothing is sent that is not claimed in the store first.

    *on_news* is called when something came of it that sessions have to hear.
    """

    def __init__(
        self,
        carrier: Carrier,
        account: Account,
        ground: Ground,
        shelf: MediaShelf,
        on_news: Callable[[], None],
    ) -> None:
        self.carrier = carrier
        self.account = account
        self.gate = Gate(carrier.name, account.bucket.throttled)
        self.rest = Rest(ground.clock)
        self._policy = ground.policy
        self._clock = ground.clock
        self._numbers = ground.store.numbers
        self._shelf = shelf
        self._patience = ground.patience
        self._window = ground.rules.window
        self._on_news = on_news
        self._point = ground.point
        self._sends: set[asyncio.Task[None]] = set()
        self._settled: list[Settled] = []
        self.on_unknown: Callable[[], None] = lambda: None
        """Called after a message's outcome was recorded as unknown."""
        self.on_freed: Callable[[frozenset[str]], None] = lambda _: None
        """Called with other endpoints whose messages may have waited for one that is settled now."""
        self._claims = 0
        self._last = self._clock.now()
        self._stopping = False

    @property
    def under_way(self) -> int:
        """Messages claimed and not settled yet."""
        return len(self._sends) + len(self._settled)

    async def run(self) -> None:
        """Sends until it is stopped or cancelled."""
        while not self._stopping or self.under_way:
            due = await self._turn()
            if not self._settled and not (self._stopping and not self._sends):
                await self.rest.until(due)

    async def stop(self, patience_s: float) -> None:
        """Claims no more and lets what is under way end, for at most *patience_s* seconds."""
        self._stopping = True
        self.rest.wake()
        if self._sends:
            await asyncio.wait(self._sends, timeout=patience_s)
        for task in tuple(self._sends):
            task.cancel()
        await asyncio.gather(*self._sends, return_exceptions=True)
        self.rest.wake()

    async def _turn(self) -> datetime | None:
        """Records how sends ended and claims the next ones, in one transaction: each costs the disk a sync.

        Returns when to look again without news.
        """
        now = self._clock.now()
        if now < self._last:
            await self._patience.write(partial(_set_back, self.carrier.name, now, self._last - now))
        self._last = now
        settled = tuple(self._settled)
        allowed, look_at = self._allowed(now, self.under_way - len(settled))
        if not settled and not allowed:
            return look_at
        done = await self._patience.write(partial(settle_and_claim, settled, self._wish(now, allowed)))
        if settled:
            self._point("settled")
            if any(one.reply.outcome is Outcome.UNKNOWN for one in settled):
                self.on_unknown()
        # Only now: whoever asks how much is under way must not see a gap.
        del self._settled[: len(settled)]
        if done.live:
            self.account.bucket.take(len(done.live), now)
            self._point("claimed")
        for one in done.live:
            self._begin(self._send(one, done.sealed.get(one.contact)))
        for message_id, contact in done.late:
            self._begin(self._revoke(message_id, contact, done.sealed.get(contact)))
        if done.is_news:
            self._on_news()
        if done.freed:
            self.on_freed(done.freed)
        if not allowed:
            return self._allowed(now, self.under_way)[1]
        return self._next_look(now, done)

    def _next_look(self, now: datetime, done: Taken) -> datetime | None:
        """When to look again after some were allowed; the end of a send is news of its own."""
        if not done.has_more:
            return done.next_due
        more, look_at = self._allowed(now, self.under_way)
        return now if more else look_at

    def _wish(self, now: datetime, allowed: int) -> Wish:
        self._claims += 1
        attempt = f"{self.carrier.name}/{to_micros(now)}/{self._claims}"
        account = self.account
        return Wish(self.carrier.name, now, allowed, attempt, self._policy, account.is_lab, self._point)

    def _allowed(self, now: datetime, under_way: int) -> tuple[int, datetime | None]:
        """How many messages to claim, else when to ask again; a few at a time would cost a commit each."""
        if self._stopping:
            return 0, None
        room = self.gate.allowance(now, self._window, under_way)
        least = min(8, self._window // 4)
        if not room:
            return 0, None if under_way or self.gate.is_open else self.gate.reopens_at()
        if under_way and room < least:
            return 0, None
        bucket = self.account.bucket
        pieces = bucket.allowance(now)
        if pieces is None:
            return room, None
        wanted = min(room, least)
        ready_at = bucket.ready_at(now, wanted)
        return (0, ready_at) if ready_at > now else (min(room, max(1, pieces)), ready_at)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._sends.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._sends.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("send ended by a bug endpoint=%s", self.carrier.name, exc_info=error)
        self.rest.wake()

    async def _send(self, claimed: Claimed, sealed: bytes | None) -> None:
        try:
            reply = await self._sent(claimed, sealed)
        except asyncio.CancelledError:
            words = Wording("程序停止时正在发送", "It was being sent when the program stopped")
            self._settled.append(Settled(claimed, SendReply.unknown("stopped", words), self._clock.now()))
            raise
        now = self._clock.now()
        self.gate.heard(reply, now)
        self._settled.append(Settled(claimed, reply, now))

    async def _sent(self, claimed: Claimed, sealed: bytes | None) -> SendReply:
        if (number := self._number(claimed.contact, sealed)) is None:
            return SendReply.refused("no_number", _NO_NUMBER, ErrorClass.PERMANENT)
        message = _message(claimed.message)
        try:
            urls = await self._shelf.addresses(self.carrier, message, claimed.flow_id, claimed.version)
        except UploadError as error:
            reply = error.reply
            if reply.outcome is Outcome.REFUSED:
                return reply
            words = reply.words or _LATE
            return SendReply.not_sent(reply.code, words, reply.error or ErrorClass.TEMPORARY)
        if claimed.expires_at is not None and claimed.expires_at <= self._clock.now():
            return SendReply.refused("expired", _LATE, ErrorClass.PERMANENT)
        request = _request(claimed, number, message, urls, self.account.chatbot)
        self._point("sending")
        reply = await self.carrier.send(request)
        self._point("answered")
        return reply

    async def _revoke(self, message_id: str, contact: str, sealed: bytes | None) -> None:
        if (number := self._number(contact, sealed)) is None:
            return
        reply = await self.carrier.revoke(message_id, number)
        log.info(
            "revoke asked endpoint=%s message=%s outcome=%s", self.carrier.name, message_id, reply.outcome
        )

    def _number(self, contact: str, sealed: bytes | None) -> str | None:
        """The number of a contact, in plain for as long as its message is on the way to the carrier."""
        if sealed is None:
            return None
        try:
            return self._numbers.number_of(contact, sealed)
        except NumberUnreadable:
            log.error("number unreadable contact=%s", contact)
            return None


def _set_back(endpoint: str, now: datetime, back: timedelta, connection: Connection) -> None:
    moved = sending_queue.bring_forward(connection, endpoint, now, back, FOR_LATER)
    log.info("clock set back endpoint=%s by_s=%d queued=%d", endpoint, back.total_seconds(), moved)


@lru_cache(maxsize=512)
def _message(data: bytes) -> Message:
    return Message.model_validate(orjson.loads(data))


def _request(
    claimed: Claimed, number: str, message: Message, urls: Mapping[str, str], chatbot: str
) -> SendRequest:
    return SendRequest(
        message_id=claimed.message_id,
        contact=number,
        chatbot=chatbot,
        parts=message.to_wire(lambda source: urls.get(source, source)),
        conversation_id=claimed.conversation_id,
        contribution_id=claimed.message_id,
        in_reply_to=claimed.in_reply_to,
        sms_text=claimed.sms_text,
        traffic=message.traffic,
        rcs_text=message.fallback.rcs_text,
    )
