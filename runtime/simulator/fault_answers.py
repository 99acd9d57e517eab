"""What the platform answers while a fault is in force."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from runtime.simulator.bodies import json_answer
from runtime.simulator.faults import FaultKind, FaultRule, Faults

_MEGABYTE = b"x" * 1024 * 1024


class FaultAnswers:
    """Turns the rules into answers, before a call is looked at or after it was carried out."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._released = asyncio.Event()

    def release(self) -> None:
        """Ends every silence; later ones do not begin."""
        self._released.set()

    async def before(self, path: str) -> Response | None:
        """The answer instead of carrying the call out, or None."""
        faults = self._faults
        if not faults.are_set:
            return None
        if faults.hit(FaultKind.TOKEN, path):
            return json_answer({"errorCode": 42001, "errorMessage": "access token expired"})
        if rule := faults.hit(FaultKind.REFUSE, path):
            return json_answer({"errorCode": int(rule.value), "errorMessage": "refused on demand"})
        if rule := faults.hit(FaultKind.STATUS, path):
            headers = {"retry-after": "2"} if rule.value in (429, 503) else {}
            return Response("on demand", int(rule.value), headers)
        if faults.hit(FaultKind.REDIRECT, path):
            return RedirectResponse("http://redirected.invalid/", 302)
        if rule := faults.hit(FaultKind.HANG_BEFORE, path):
            return await self._silence(rule)
        return None

    async def after(self, path: str) -> Response | None:
        """The answer instead of the right one, once the call has been carried out, or None."""
        faults = self._faults
        if not faults.are_set:
            return None
        if rule := faults.hit(FaultKind.HANG_AFTER, path):
            return await self._silence(rule)
        if faults.hit(FaultKind.GARBAGE_AFTER, path):
            return HTMLResponse("<html><body>502 Bad Gateway</body></html>")
        if rule := faults.hit(FaultKind.FLOOD_AFTER, path):
            return StreamingResponse(_flood(int(rule.value)), media_type="application/json")
        return None

    async def _silence(self, rule: FaultRule) -> Response:
        try:
            async with asyncio.timeout(rule.value):
                await self._released.wait()
        except TimeoutError:
            pass
        return Response("too late", 504)


async def _flood(megabytes: int) -> AsyncIterator[bytes]:
    for _ in range(megabytes):
        yield _MEGABYTE
        await asyncio.sleep(0.01)
