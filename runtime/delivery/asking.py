"""One request of a flow to another system: its secrets, its way round redirects, its bounds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from runtime.carriers.http import Answer, AsyncClient, HttpError, NotSentError, Timeouts, client, exchange
from runtime.carriers.public_only import Inner
from runtime.flow.expressions.escaping import as_it_is, in_body
from runtime.flow.secret_names import resolved

MAX_REDIRECTS: Final = 3
"""Hops that are followed; each is checked like a first address."""
MAX_BODY_CHARS: Final = 1024 * 1024
_TIMES: Final = Timeouts(read_s=60.0, total_s=60.0)
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_OURS: Final = ("host", "content-length", "transfer-encoding", "connection", "proxy-authorization")


class SecretUnknown(Exception):
    """A request names a secret that nobody has set."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request with everything filled in; never kept anywhere."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str
    timeout_s: float

    @classmethod
    def of(cls, request: Mapping[str, Any], secret: Callable[[str], str]) -> Asked:
        """The request as it goes out; raises SecretUnknown."""
        given = {name: resolved(value, secret, as_it_is) for name, value in request["headers"].items()}
        headers = {
            name: value for name, value in given.items() if value.isprintable() and name.lower() not in _OURS
        }
        kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
        if request["body"] and not kind:
            headers["content-type"] = "application/json; charset=utf-8"
        return cls(
            request["method"],
            resolved(request["url"], secret, lambda value: quote(value, safe="")),
            headers,
            resolved(request["body"], secret, in_body("", kind)),
            request["timeout_s"],
        )

    def after(self, answer: Answer) -> Asked | None:
        """Where a redirect leads; None when *answer* is none that may be followed.

        What changes something is not repeated elsewhere, and another origin learns neither headers nor body.
        """
        location = answer.headers.get("location", "")
        if answer.status not in _REDIRECTS or not location:
            return None
        url = urljoin(self.url, location)
        becomes_get = answer.status == 303 or (answer.status in (301, 302) and self.method == "POST")
        there = replace(self, url=url, method="GET", body="") if becomes_get else replace(self, url=url)
        if _origin(url) == _origin(self.url):
            return there
        return replace(there, headers={}) if there.method == "GET" and not there.body else None


class Asker:
    """Makes requests: to the public internet, to inner systems that are allowed, to stand-ins.

    A redirect to another origin stays on the public internet, whatever is allowed to the scenario.
    """

    def __init__(self, inner: Inner, stand_ins: Mapping[str, str]) -> None:
        self._chosen = client(timeouts=_TIMES, public_only=inner)
        self._public = client(timeouts=_TIMES, public_only=True)
        self._laboratory = client(timeouts=_TIMES, lab=True)
        self._stand_ins = {_origin(key): to.rstrip("/") for key, to in stand_ins.items()}

    def stand_in(self, origin: str, instead: str) -> None:
        """Asks *instead* whenever a flow asks *origin*."""
        self._stand_ins[_origin(origin)] = instead.rstrip("/")

    async def aclose(self) -> None:
        """Closes the connections."""
        for one in (self._chosen, self._public, self._laboratory):
            await one.aclose()

    async def answer(self, request: Mapping[str, Any], secret: Callable[[str], str]) -> dict[str, Any]:
        """The answer as it is kept: `status`, `body` and `error`, which names no address and no secret."""
        try:
            asked = Asked.of(request, secret)
            async with asyncio.timeout(asked.timeout_s):
                answer = await self._followed(asked)
        except SecretUnknown as error:
            return _no_answer(f"not_sent no secret {error}")
        except HttpError as error:
            kind = "not_sent" if isinstance(error, NotSentError) else "no_answer"
            return _no_answer(f"{kind} {error}")
        except TimeoutError:
            return _no_answer("no_answer TimeoutError")
        except (ValueError, UnicodeError) as error:
            return _no_answer(f"not_sent {type(error).__name__}")
        text = answer.body.decode("utf-8", "replace")
        return {"status": answer.status, "body": text[:MAX_BODY_CHARS], "error": ""}

    async def _followed(self, asked: Asked) -> Answer:
        asking = self._chosen
        for _ in range(MAX_REDIRECTS):
            answer = await self._once(asked, asking)
            following = asked.after(answer)
            if following is None:
                return answer
            if _origin(following.url) != _origin(asked.url):
                asking = self._public
            asked = following
        return await self._once(asked, asking)

    async def _once(self, asked: Asked, asking: AsyncClient) -> Answer:
        parts = urlsplit(asked.url)
        instead = self._stand_ins.get(f"{parts.scheme}://{parts.netloc}".lower())
        url = asked.url
        if instead is not None:
            there = urlsplit(instead)
            url = urlunsplit((there.scheme, there.netloc, there.path + parts.path, parts.query, ""))
        return await exchange(
            self._laboratory if instead is not None else asking,
            asked.method,
            url,
            headers=asked.headers,
            content=asked.body.encode() if asked.body else None,
            total_s=asked.timeout_s,
        )


def _no_answer(error: str) -> dict[str, Any]:
    return {"status": None, "body": "", "error": error}


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()
