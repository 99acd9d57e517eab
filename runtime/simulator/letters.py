"""Callbacks as the platforms write them: what is said stays the same, how it is written is a dialect."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, TypeAlias
from urllib.parse import quote
from uuid import uuid4

import orjson

from runtime.carriers.ctcu.signature import signature_of
from runtime.simulator.accounts import Account

Channel: TypeAlias = Literal["messages", "status", "rcsspam", "check"]

_PATHS: dict[Channel, str] = {
    "messages": "/messageNotification/{chatbot}/messages",
    "status": "/deliveryNotification/{chatbot}/status",
    "rcsspam": "/notifyInfoNotification/{chatbot}/notice/rcsspam",
    "check": "/notifyInfoNotification/{chatbot}/check",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One callback as it goes out, without the sender's proof."""

    path: str
    """What follows the notify address."""
    raw: bytes
    headers: dict[str, str] = field(default_factory=dict)


class Dialect(Protocol):
    """How a platform writes and proves its callbacks."""

    @property
    def statuses_a_call(self) -> int:
        """The most statuses of one callback."""

    def letter(self, account: Account, channel: Channel, body: dict[str, Any]) -> Letter:
        """The callback that says *body*, which is in the words of the CT/CU interface."""

    def proof(self, account: Account, now: datetime) -> dict[str, str]:
        """The headers that prove who calls."""

    def forgery(self, account: Account, now: datetime) -> dict[str, str]:
        """Headers of somebody who does not know the secret."""


class CtcuDialect:
    """JSON with a signature over token, time and nonce. Source: CT/CU interface V1.0.4."""

    statuses_a_call = 100

    def letter(self, account: Account, channel: Channel, body: dict[str, Any]) -> Letter:
        """The callback that says *body*."""
        path = _PATHS[channel].format(chatbot=quote(account.chatbot_id, safe=""))
        return Letter(path, orjson.dumps(body), {"content-type": "application/json"})

    def proof(self, account: Account, now: datetime) -> dict[str, str]:
        """A signature of *now*."""
        timestamp, nonce = str(int(now.timestamp())), str(uuid4())
        signature = signature_of(account.callback_token, timestamp, nonce)
        return {"signature": signature, "timestamp": timestamp, "nonce": nonce}

    def forgery(self, account: Account, now: datetime) -> dict[str, str]:
        """A signature by another token."""
        return self.proof(account, now) | {"signature": signature_of("not the token", "1", "2")}
