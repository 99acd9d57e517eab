"""Counts the calls that are being served."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

_WATCHED = ("/bot/", "/business/")


class Traffic:
    """An ASGI layer that knows how many calls of chatbots and scenarios are under way and were begun."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner
        self.in_flight = 0
        self.begun = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one call."""
        if scope["type"] != "http" or not scope["path"].startswith(_WATCHED):
            await self._inner(scope, receive, send)
            return
        self.in_flight += 1
        self.begun += 1
        try:
            await self._inner(scope, receive, send)
        finally:
            self.in_flight -= 1
