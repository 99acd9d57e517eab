"""HTTP requests of flows: made after the commit, bounded, never to inner addresses."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from runtime.carriers.http import NotSentError, client, exchange
from runtime.carriers.public_only import is_public
from runtime.delivery.caller import take_up
from runtime.simulator.serving import EmbeddedServer
from runtime.store import calls, inbox
from tests.runtime.delivery.conftest import ANN, Stage, until
from tests.runtime.delivery.flows import calling


class Business:
    """A shop's system that answers as it is told."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Response = JSONResponse({"amount": 88})
        self.hold: asyncio.Event | None = None
        paths = ("/bill", "/behind/a/path/bill")
        routes = [Route(path, self._bill, methods=["GET", "POST"]) for path in paths]
        self.server = EmbeddedServer(Starlette(routes=routes))

    async def _bill(self, request: Request) -> Response:
        self.asked.append(f"{request.method} {request.url.query}")
        if self.hold is not None:
            await self.hold.wait()
        return self.answer


@pytest_asyncio.fixture
async def business(stage: Stage) -> AsyncIterator[Business]:
    """The system, standing in for the one the flow names."""
    made = Business()
    await made.server.start()
    stage.runtime.stand_in("https://api.example.com", made.server.base_url)
    yield made
    await made.server.stop()


async def test_an_answer_carries_the_session_on(stage: Stage, business: Business) -> None:
    await stage.begin(calling(), ANN)

    assert (business.asked, stage.carrier.texts(ANN)) == (["GET of=1"], ["应缴 88 元"])
    assert stage.store.read_now(calls.count) == 0


@pytest.mark.parametrize(
    "answer",
    [
        Response("no", 500),
        Response("<html>", 200),
        Response(b"\xff\xfe\x00", 200),
        Response(b'{"amount": 1, "x": "' + b"x" * 2_000_000 + b'"}', 200),
        RedirectResponse("http://169.254.169.254/latest/meta-data"),
    ],
    ids=["error", "no_json", "no_utf8", "too_large", "redirect"],
)
async def test_a_bad_answer_takes_the_failure_exit(
    stage: Stage, business: Business, answer: Response
) -> None:
    business.answer = answer
    await stage.begin(calling(), ANN)

    assert (len(business.asked), stage.carrier.texts(ANN)) == (1, ["查不到"])


async def test_a_stand_in_may_lie_behind_a_path(stage: Stage, business: Business) -> None:
    stage.runtime.stand_in("https://api.example.com", business.server.base_url + "/behind/a/path/")

    await stage.begin(calling(), ANN)

    assert stage.carrier.texts(ANN) == ["应缴 88 元"]


async def test_an_inner_address_is_not_asked(stage: Stage) -> None:
    flow = calling()
    node = flow.nodes[next(key for key in flow.nodes if key == "call")]
    inner = node.model_copy(update={"url": "https://127.0.0.1:1/bill"})
    await stage.begin(flow.with_changes(nodes={**flow.nodes, node.id: inner}), ANN)

    assert stage.carrier.texts(ANN) == ["查不到"]


async def test_after_a_crash_only_harmless_requests_are_repeated(stage: Stage, business: Business) -> None:
    held = business.hold = asyncio.Event()
    for flow in (calling("reads", "GET"), calling("writes", "POST")):
        await stage.runtime.publish(flow)

        await stage.start_with(flow.id, f"+861380000{len(flow.id):04d}")
    await until(lambda: len(business.asked) == 2)
    caller = stage.runtime._caller
    assert caller is not None
    for task in tuple(caller._running):
        task.cancel()
    await stage.store.write(lambda c: take_up(c, stage.clock.now()))
    business.hold = None
    held.set()
    caller.rest.wake()
    stage.runtime.wake()
    await stage.quiet()

    assert sorted(business.asked) == ["GET of=1", "GET of=1", "POST of=1"]
    assert sorted(stage.carrier.texts()) == ["应缴 88 元", "查不到"]
    assert stage.store.read_now(inbox.count) == 0


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "::1", "::ffff:127.0.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "fe80::1", "fc00::1", "224.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::", "no number",
    ],
)  # fmt: skip
def test_inner_addresses_are_known(host: str) -> None:
    assert not is_public(host)


def test_public_addresses_are_known() -> None:
    assert is_public("1.1.1.1")
    assert is_public("2606:4700:4700::1111")


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost:1/", "https://localhost.:1/", "https://2130706433:1/", "https://0x7f000001:1/",
        "https://0177.0.0.1:1/", "https://[::1]:1/", "https://[::ffff:127.0.0.1]:1/", "http://1.1.1.1/",
        "file:///etc/passwd", "gopher://127.0.0.1/", "https://127.1:1/",
    ],
)  # fmt: skip
async def test_no_way_of_writing_an_inner_address_is_followed(url: str) -> None:
    async with client(public_only=True) as http:
        with pytest.raises(NotSentError):
            await exchange(http, "GET", url, total_s=10)
