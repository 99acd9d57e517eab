"""Counts the calls that are being served."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

_WATCHED = ("/bot/", "/messaging/", "/Content", "/rcs/bot/", "/oauth2/", "/business/")


@dataclass(slots=True)
class CallCount:
    """How many calls of chatbots and scenarios are under way, and were begun."""

    in_flight: int = 0
    begun: int = 0


class CountingCalls:
    """An ASGI layer that keeps a count of the calls it lets through."""

    def __init__(self, inner: ASGIApp, count: CallCount) -> None:
        self._inner = inner
        self._count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one call."""
        if scope["type"] != "http" or not scope["path"].startswith(_WATCHED):
            await self._inner(scope, receive, send)
            return
        self._count.in_flight += 1
        self._count.begun += 1
        try:
            await self._inner(scope, receive, send)
        finally:
            self._count.in_flight -= 1
