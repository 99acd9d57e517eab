"""Carries the platform's news to the chatbots: signed, in order, again and again until they are taken."""

from __future__ import annotations

import asyncio
import logging
import zlib
from collections import deque
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from runtime.carriers.http import AsyncClient, HttpError, Timeouts, client, exchange
from runtime.simulator.accounts import Account
from runtime.simulator.agenda import Agenda
from runtime.simulator.dialects import dialect_of
from runtime.simulator.faults import FaultKind, Faults
from runtime.simulator.journal import Journal
from runtime.simulator.letters import Channel, Letter

log = logging.getLogger(__name__)

RETRY_AFTER_S = (1, 5, 30, 120, 600, 1800)
"""Simulated seconds before each further attempt; after the last a callback is lost."""
LANES = 8
"""Messages of one contact go through one lane, so that they stay in order."""


class Postman:
    """Sends callbacks for every account; what an account without a notify address would get is dropped."""

    def __init__(self, agenda: Agenda, journal: Journal, faults: Faults) -> None:
        self._agenda = agenda
        self._journal = journal
        self._faults = faults
        self._lanes: dict[tuple[str, str], _Lane] = {}
        self._http: AsyncClient | None = None

    @property
    def in_flight(self) -> int:
        """Callbacks that are queued or on their way; those that wait for a further attempt do not count."""
        return sum(lane.in_flight for lane in self._lanes.values())

    def start(self) -> None:
        """Gets ready to send."""
        self._http = client(
            timeouts=Timeouts(connect_s=2, read_s=10, total_s=15), lab=True, max_response_bytes=64 * 1024
        )

    async def stop(self) -> None:
        """Drops whatever is not delivered yet."""
        for lane in self._lanes.values():
            await lane.stop()
        self._lanes.clear()
        if self._http is not None:
            await self._http.aclose()

    def post(self, account: Account, channel: Channel, body: dict[str, Any], contact: str = "") -> None:
        """Queues one callback; *body* of a status is one entry of its list."""
        if not account.notify_url:
            return
        late = self._faults.hit(FaultKind.LATE) if self._faults.are_set else None
        if late is not None:
            self._agenda.after(late.value, lambda: self._queue(account, channel, body, contact))
        else:
            self._queue(account, channel, body, contact)

    def _queue(self, account: Account, channel: Channel, body: dict[str, Any], contact: str) -> None:
        number = zlib.crc32(contact.encode()) % LANES if channel == "messages" else 0
        key = (account.chatbot_id, f"{channel}{number}")
        lane = self._lanes.get(key)
        if lane is None:
            lane = self._lanes[key] = _Lane(self, account, channel)
        lane.put(body)

    async def check_address(self, account: Account) -> bool:
        """Asks the notify address to prove that it is the chatbot's (GET notifyPath), where CT/CU speaks."""
        assert self._http is not None, "start first"
        if account.protocol != "ctcu":
            return False
        echo = uuid4().hex
        now = self._agenda.clock.now()
        asked = {"echoStr": echo, "chatbotId": quote(account.chatbot_id, safe="")}
        headers = dialect_of(account).proof(account, now) | asked
        try:
            answer = await exchange(
                self._http, "GET", account.notify_url + "/notifyPath", headers=headers, total_s=15
            )
        except HttpError as error:
            log.info("notify address not reached why=%s", error)
            return False
        account.is_verified = (
            answer.status == 200
            and answer.headers.get("echostr") == echo
            and answer.headers.get("appid") == account.app_id
        )
        return account.is_verified

    async def deliver(self, account: Account, channel: Channel, body: dict[str, Any]) -> bool:
        """One attempt, with the faults in force; whether the chatbot took it."""
        dialect = dialect_of(account)
        letter = dialect.letter(account, channel, body)
        copies = 1
        if self._faults.are_set:
            copies += await self._disturb(account, letter)
        taken = False
        for _ in range(copies):
            taken = await self._send(account, letter, dialect.proof(account, self._agenda.clock.now()))
        return taken

    async def _disturb(self, account: Account, letter: Letter) -> int:
        now = self._agenda.clock.now()
        dialect = dialect_of(account)
        if self._faults.hit(FaultKind.FORGED):
            forged = dialect.forgery(account, now)
            self._note_attack("forged", await self._send(account, letter, forged))
        if self._faults.hit(FaultKind.STALE):
            stale = dialect.proof(account, now - timedelta(days=2))
            self._note_attack("stale", await self._send(account, letter, stale))
        rule = self._faults.hit(FaultKind.DUPLICATE)
        return max(1, int(rule.value)) if rule else 0

    def _note_attack(self, name: str, was_taken: bool) -> None:
        verdict = "taken" if was_taken else "turned away"
        self._journal.add("attack", self._agenda.clock.now(), attack=name, verdict=verdict)

    async def _send(self, account: Account, letter: Letter, proof: dict[str, str]) -> bool:
        assert self._http is not None, "start first"
        try:
            answer = await exchange(
                self._http,
                "POST",
                account.notify_url + letter.path,
                headers=letter.headers | proof,
                content=letter.raw,
                total_s=15,
            )
        except HttpError:
            return False
        return 200 <= answer.status < 300

    def wait_then(self, attempt: int, lane: _Lane) -> bool:
        """Wakes *lane* for its next attempt; False when there is none."""
        if attempt >= len(RETRY_AFTER_S):
            return False
        self._agenda.after(RETRY_AFTER_S[attempt], lane.go_on)
        return True

    def note_failure(self, channel: Channel, is_lost: bool) -> None:
        """Counts a callback that was not taken."""
        kind = "callback_lost" if is_lost else "callback_retried"
        self._journal.add(kind, self._agenda.clock.now(), channel=channel)
        log.info("%s channel=%s", kind, channel)

    def shuffles(self) -> bool:
        """Whether the statuses of the next call stand in the wrong order."""
        return self._faults.are_set and self._faults.hit(FaultKind.SHUFFLED) is not None


class _Lane:
    """Callbacks that go one after the other; statuses several at a time."""

    def __init__(self, postman: Postman, account: Account, channel: Channel) -> None:
        self._postman = postman
        self._account = account
        self._channel = channel
        self._queue: deque[dict[str, Any]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._again = asyncio.Event()
        self._is_resting = False
        self._carried = 0

    @property
    def in_flight(self) -> int:
        return 0 if self._is_resting else len(self._queue) + self._carried

    def put(self, body: dict[str, Any]) -> None:
        self._queue.append(body)
        if self._task is None:
            self._task = asyncio.create_task(self._run())

    def go_on(self) -> None:
        self._again.set()

    async def stop(self) -> None:
        self._queue.clear()
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _run(self) -> None:
        while self._queue:
            body = self._next()
            attempt = 0
            while not await self._postman.deliver(self._account, self._channel, body):
                self._again.clear()
                goes_on = self._postman.wait_then(attempt, self)
                self._postman.note_failure(self._channel, is_lost=not goes_on)
                if not goes_on:
                    break
                attempt += 1
                self._is_resting = True
                await self._again.wait()
                self._is_resting = False
            self._carried = 0
        self._task = None

    def _next(self) -> dict[str, Any]:
        if self._channel != "status":
            self._carried = 1
            return self._queue.popleft()
        count = self._carried = min(len(self._queue), dialect_of(self._account).statuses_a_call)
        entries = [self._queue.popleft() for _ in range(count)]
        if self._postman.shuffles():
            entries.reverse()
        return {"deliveryInfoList": entries}
