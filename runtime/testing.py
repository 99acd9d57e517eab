"""Fakes and builders that our own tests use, and yours may."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from runtime.carriers.port import (
    DeliveryStatus,
    HandsetCapability,
    InboundContent,
    InboundMessage,
    Inquiry,
    SendReply,
    SendRequest,
    StatusReport,
    Tapped,
    TypedText,
    UploadedMedia,
)
from runtime.clock import ScaledClock

CHATBOT = "sip:10690001@botplatform.example.com"
NOON = datetime(2026, 3, 8, 4, 0, tzinfo=UTC)
"""Noon in China on an ordinary Sunday."""


def still_clock(at: datetime = NOON) -> ScaledClock:
    """A clock that stands still until the test moves it with `jump_to`."""
    return ScaledClock.starting(at, 0)


def counted_ids(prefix: str = "s") -> Callable[[], str]:
    """Makes `s1`, `s2`, `s3`, …"""
    made = 0

    def make() -> str:
        nonlocal made
        made += 1
        return f"{prefix}{made}"

    return make


class FakeCarrier:
    """A `runtime.carriers.port.Carrier` that remembers what it got and answers as it is told.

    `answers` are used up one per send, then *usual* is given; an answer may be a function of the request.
    """

    def __init__(self, name: str = "telecom", usual: SendReply | None = None) -> None:
        self._name = name
        self.usual = usual or SendReply.accepted()
        self.answers: list[SendReply | Callable[[SendRequest], SendReply]] = []
        self.got: list[SendRequest] = []
        self.revoked: list[str] = []
        self.uploaded: list[str] = []
        self.hold: asyncio.Event | None = None
        """While set to an event that has not happened, sends wait for it."""
        self.most_at_once = 0
        self._at_once = 0

    @property
    def name(self) -> str:
        """The endpoint's name."""
        return self._name

    @property
    def ids(self) -> list[str]:
        """The message ids that came, in order."""
        return [request.message_id for request in self.got]

    def texts(self, contact: str | None = None) -> list[str]:
        """The plain texts that came, for one contact or for all."""
        return [
            str(part.content)
            for request in self.got
            if contact in (None, request.contact)
            for part in request.parts
            if part.content_type == "text/plain"
        ]

    async def send(self, request: SendRequest) -> SendReply:
        """Remembers the request and answers."""
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            if self.hold is not None:
                await self.hold.wait()
            self.got.append(request)
            answer = self.answers.pop(0) if self.answers else self.usual
            return answer(request) if callable(answer) else answer
        finally:
            self._at_once -= 1

    async def revoke(self, message_id: str, contact: str) -> SendReply:
        """Remembers the message."""
        self.revoked.append(message_id)
        return SendReply.accepted()

    async def upload(
        self, media: bytes, name: str, content_type: str, *, permanent: bool = False
    ) -> UploadedMedia:
        """Remembers the file's name."""
        self.uploaded.append(name)
        return UploadedMedia(f"https://media.example.com/{name}", None)

    async def close(self) -> None:
        """Nothing to end."""


class AskedCarrier(FakeCarrier):
    """A carrier that can be asked what became of a message; tells what stands in `knows`."""

    def __init__(self, name: str = "telecom", usual: SendReply | None = None) -> None:
        super().__init__(name, usual)
        self.knows: dict[str, Inquiry] = {}
        self.asked: list[str] = []

    async def inquire(self, message_id: str, contact: str) -> Inquiry:
        """Tells what it knows."""
        self.asked.append(message_id)
        return self.knows.get(message_id, Inquiry("no_answer"))


class TellingCarrier(FakeCarrier):
    """A carrier that can be asked what a handset can show; tells what stands in `handsets`."""

    def __init__(self, name: str = "telecom", usual: SendReply | None = None) -> None:
        super().__init__(name, usual)
        self.handsets: dict[str, HandsetCapability] = {}
        """Number → what its handset can show."""
        self.asked: list[str] = []
        self.is_silent = False

    async def capability(self, contact: str) -> HandsetCapability:
        """Tells what it knows, or never answers."""
        self.asked.append(contact)
        if self.is_silent:
            await asyncio.Event().wait()
        return self.handsets.get(contact, "unknown")


def said(contact: str, content: InboundContent | str, number: int, at: datetime = NOON) -> InboundMessage:
    """A contact's message, with ids made from *number*; a text may be given bare."""
    if isinstance(content, str):
        content = TypedText(content)
    return InboundMessage(
        CHATBOT, contact, f"in-{number}", f"conversation-{contact}", f"c-{number}", None, at, content
    )


def tapped(contact: str, postback: str, number: int, text: str = "", at: datetime = NOON) -> InboundMessage:
    """A contact's tap on a reply suggestion."""
    return said(contact, Tapped(postback, text, is_action=False), number, at)


def reported(
    message_id: str, contact: str, *statuses: DeliveryStatus, at: datetime = NOON
) -> Iterable[StatusReport]:
    """Reports for one message, in the order given."""
    return [StatusReport(message_id, contact, status, "", None, at) for status in statuses]
