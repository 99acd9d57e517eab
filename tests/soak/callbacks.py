"""What the platform tells the runtime: again until it is taken, sometimes twice, in any order."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import orjson

from runtime.carriers.ctcu.signature import signature_of
from runtime.carriers.http import HttpError, Timeouts, client, exchange
from runtime.testing import CHATBOT
from tests.soak.chance import Chance

TOKEN = "callback-token"
AT_ONCE = 40
PAUSE_S = 0.02
REPLY_SHARE = 0.4
"""How many of those who get the first message answer it."""
ENDINGS: Mapping[tuple[str, ...], float] = {
    ("sent", "delivered", "displayed"): 8,
    ("sent", "delivered"): 3,
    ("delivered", "sent"): 1,
    ("sent", "deliveredToNetwork"): 1,
    ("sent", "failed"): 0.3,
}


class Postman:
    """Delivers reports and people's words to the runtime at *port*, whichever process is there."""

    def __init__(self, chance: Chance, happened: Counter[str], port: int) -> None:
        self._chance = chance
        self._happened = happened
        self._base = f"http://127.0.0.1:{port}/callbacks/telecom"
        self._reports: deque[dict[str, Any]] = deque()
        self._words: deque[dict[str, Any]] = deque()
        self.answered: set[str] = set()
        """Numbers whose answer was acknowledged."""
        self._http = client(timeouts=Timeouts(connect_s=1, read_s=5, total_s=6), lab=True)
        self._task: asyncio.Task[None] | None = None

    @property
    def left(self) -> int:
        """What was not acknowledged yet."""
        return len(self._reports) + len(self._words)

    def start(self) -> None:
        """Begins to deliver."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Ends."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._http.aclose()

    def taken(self, message_id: str, number: str, is_first: bool) -> None:
        """A message was taken: its reports are due, and perhaps an answer."""
        for status in self._chance.one_of(ENDINGS, "ending", message_id):
            entry = {"messageId": message_id, "status": status, "senderAddress": "tel:" + number}
            self._reports.append({**entry, "destinationAddress": CHATBOT})
        if is_first and self._chance.share("reply", number) < REPLY_SHARE:
            part = {"contentType": "text/plain", "contentEncoding": "utf8", "contentText": "要"}
            self._words.append(
                {
                    "messageId": f"in-{message_id}",
                    "messageList": [part],
                    "senderAddress": "tel:" + number,
                    "destinationAddress": CHATBOT,
                    "conversationId": f"c-{number}",
                    "contributionId": f"c-{message_id}",
                    "inReplyTo": message_id,
                }
            )

    async def _run(self) -> None:
        turn = 0
        while True:
            turn += 1
            done = await self._tell_reports(turn) + await self._tell_words(turn)
            if not done:
                await asyncio.sleep(PAUSE_S)

    async def _tell_reports(self, turn: int) -> int:
        batch = [self._reports.popleft() for _ in range(min(AT_ONCE, len(self._reports)))]
        if not batch:
            return 0
        told = list(batch)
        draw = self._chance.share("batch", turn)
        if draw < 0.2:
            self._happened["reports in reverse"] += 1
            told.reverse()
        elif draw < 0.3:
            self._happened["reports repeated"] += 1
            told *= 3
        elif draw < 0.35:
            self._happened["report of nobody's message"] += 1
            told.append({**told[0], "messageId": f"nobody-{turn}"})
        elif draw < 0.4:
            self._happened["report that cannot be read"] += 1
            told.insert(0, {"messageId": "", "status": "?"})
        path = f"/deliveryNotification/{quote(CHATBOT, safe='')}/status"
        if await self._post(path, {"deliveryInfoList": told}):
            return len(batch)
        self._reports.extendleft(reversed(batch))
        return 0

    async def _tell_words(self, turn: int) -> int:
        if not self._words:
            return 0
        body = self._words[0]
        times = 3 if self._chance.share("words", turn) < 0.1 else 1
        path = f"/messageNotification/{quote(CHATBOT, safe='')}/messages"
        taken = [await self._post(path, body) for _ in range(times)]
        if times > 1:
            self._happened["message repeated"] += 1
        if not taken[-1]:
            return 0
        self._words.popleft()
        self.answered.add(body["senderAddress"].removeprefix("tel:"))
        return 1

    async def _post(self, path: str, body: dict[str, Any]) -> bool:
        timestamp, nonce = str(int(time.time())), str(uuid4())
        headers = {
            "content-type": "application/json",
            "timestamp": timestamp,
            "nonce": nonce,
            "signature": signature_of(TOKEN, timestamp, nonce),
        }
        try:
            answer = await exchange(
                self._http, "POST", self._base + path, headers=headers, content=orjson.dumps(body), total_s=6
            )
        except HttpError:
            self._happened["callback not answered"] += 1
            return False
        if not 200 <= answer.status < 300:
            self._happened[f"callback answered {answer.status}"] += 1
            return False
        return True
