"""HTTP requests of flows: made after the commit, bounded, never to inner addresses."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import quote, urlsplit

import pytest
import pytest_asyncio
from aiohttp.resolver import ThreadedResolver
from pydantic import SecretStr
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from runtime.carriers.http import Answer, NotSentError, client, exchange
from runtime.carriers.public_only import Inner, is_public
from runtime.delivery.asking import MAX_REDIRECTS, Asked, Asker
from runtime.delivery.caller import take_up
from runtime.delivery.runtime import Beginning
from runtime.flow.ids import NodeId
from runtime.flow.variable import Variable
from runtime.simulator.serving import EmbeddedServer
from runtime.store import calls, inbox
from runtime.store.tables import http_call, session
from tests.runtime.delivery.conftest import ANN, Stage, until
from tests.runtime.delivery.flows import calling


class Business:
    """A shop's system that answers as it is told."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.heard: list[tuple[str, str]] = []
        self.answer: Response = JSONResponse({"amount": 88})
        self.then: Response | None = None
        self.hold: asyncio.Event | None = None
        paths = ("/bill", "/behind/a/path/bill")
        routes = [Route(path, self._bill, methods=["GET", "POST"]) for path in paths]
        self.server = EmbeddedServer(Starlette(routes=routes))

    async def _bill(self, request: Request) -> Response:
        self.asked.append(f"{request.method} {request.url.query}")
        self.heard.append((request.headers.get("authorization", ""), (await request.body()).decode()))
        if self.hold is not None:
            await self.hold.wait()
        answer, self.answer = self.answer, self.then or self.answer
        return answer


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
        RedirectResponse("https://127.0.0.1:1/"),
        RedirectResponse("file:///etc/passwd"),
    ],
    ids=["error", "no_json", "no_utf8", "too_large", "redirect", "redirect_inside", "redirect_to_file"],
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


@pytest.mark.parametrize(
    "answers",
    [["192.168.1.1"], ["1.1.1.1", "10.0.0.1"], ["::1"], []],
    ids=["inner", "one of them inner", "this machine", "none"],
)
async def test_a_name_is_resolved_once_and_no_inner_answer_is_connected_to(
    monkeypatch: pytest.MonkeyPatch, answers: list[str]
) -> None:
    """A name whose answer changes between check and connect gains nothing: there is one answer only."""
    asked: list[str] = []

    async def resolve(_: object, host: str, port: int = 0, family: object = 0) -> list[dict[str, object]]:
        asked.append(host)
        entry = {"hostname": host, "port": port, "family": 2, "proto": 0, "flags": 0}
        return [{**entry, "host": each} for each in answers]

    monkeypatch.setattr(ThreadedResolver, "resolve", resolve)
    async with client(public_only=True) as http:
        with pytest.raises(NotSentError):
            await exchange(http, "GET", "https://rebind.example.com/", total_s=10)

    assert asked == ["rebind.example.com"]


async def test_an_inner_system_is_asked_only_where_that_is_allowed(business: Business) -> None:
    url = f"{business.server.base_url}/bill?of=1"
    port = urlsplit(url).port
    for entry, host in (("127.0.0.0/8", "127.0.0.1"), ("localhost", "LOCALHOST")):
        async with client(public_only=Inner.of([entry])) as http:
            answer = await exchange(http, "GET", f"http://{host}:{port}/bill?of=1", total_s=10)
            assert answer.status == 200
            with pytest.raises(NotSentError):
                await exchange(http, "GET", f"https://10.0.0.1:{port}/", total_s=10)
    with pytest.raises(ValueError, match="neither"):
        Inner.of(["http://10.0.0.1/"])


async def test_a_redirect_is_followed_within_bounds(stage: Stage, business: Business) -> None:
    business.answer = RedirectResponse("/behind/a/path/bill?of=2")
    business.then = JSONResponse({"amount": 66})
    await stage.begin(calling(), ANN)

    assert (business.asked, stage.carrier.texts(ANN)) == (["GET of=1", "GET of=2"], ["应缴 66 元"])


async def test_redirects_without_end_are_a_failure(stage: Stage, business: Business) -> None:
    business.answer = RedirectResponse("/bill?of=1")
    await stage.begin(calling(), ANN)

    assert (len(business.asked), stage.carrier.texts(ANN)) == (MAX_REDIRECTS + 1, ["查不到"])


async def test_another_origin_learns_neither_headers_nor_body() -> None:
    asked = Asked("POST", "https://a.example.com/x", {"authorization": "s"}, "{}", 5.0)
    there = "https://b.example.com/y"

    assert asked.after(Answer(307, {"location": there}, b"")) is None
    assert asked.after(Answer(303, {"location": there}, b"")) == Asked("GET", there, {}, "", 5.0)
    assert asked.after(Answer(307, {"location": "/y"}, b"")) == replace(asked, url="https://a.example.com/y")
    assert asked.after(Answer(200, {"location": there}, b"")) is None


async def test_a_redirect_elsewhere_never_reaches_an_allowed_inner_system(business: Business) -> None:
    """A scenario may ask the house's own system; a stranger's answer may not send us there."""
    inner = Business()
    await inner.server.start()
    business.answer = RedirectResponse(f"{inner.server.base_url}/bill")
    asker = Asker(Inner.of(["127.0.0.1"]), {})
    request = {"method": "GET", "url": f"{business.server.base_url}/bill", "headers": {}, "body": ""}
    answer = await asker.answer({**request, "timeout_s": 5.0}, str)
    await asker.aclose()
    await inner.server.stop()

    assert (len(business.asked), inner.asked) == (1, [])
    assert answer["status"] is None


async def test_a_secret_is_filled_in_for_the_request_alone(stage: Stage, business: Business) -> None:
    flow = calling("secretly", "POST")
    node = flow.nodes[NodeId("call")]
    headers = [{"name": "authorization", "value": "Bearer {{secret.CRM}}"}]
    body = '{"key": "{{ secret.CRM }}"}'
    changed = node.with_changes(
        url="https://api.example.com/bill?k={{secret.CRM}}", headers=headers, body=body
    )
    stage.store.secrets.set("CRM", SecretStr('p"&x'), is_made_up=True)
    held = business.hold = asyncio.Event()
    await stage.runtime.publish(flow.with_changes(nodes={**flow.nodes, node.id: changed}))
    await stage.start_with(flow.id, ANN)
    await until(lambda: bool(business.asked))
    kept = stage.store.read_now(lambda c: c.execute(select(http_call.c.request)).scalars().all())
    held.set()
    await stage.quiet()

    assert business.asked == ["POST k=p%22%26x"]
    assert business.heard == [('Bearer p"&x', '{"key": "p\\"&x"}')]
    assert kept
    assert all(b"&x" not in request for request in kept)
    rows = stage.store.read_now(lambda c: c.execute(select(session.c.state)).scalars().all())
    assert all(b"&x" not in row for row in rows)


async def test_a_request_that_names_a_secret_nobody_set_is_not_made(stage: Stage, business: Business) -> None:
    flow = calling("secretless")
    node = flow.nodes[NodeId("call")]
    changed = node.with_changes(url="https://api.example.com/bill?k={{secret.NOBODY}}")
    await stage.begin(flow.with_changes(nodes={**flow.nodes, node.id: changed}), ANN)

    assert (business.asked, stage.carrier.texts(ANN)) == ([], ["查不到"])


async def test_the_contacts_number_is_filled_in_for_the_request_alone(
    stage: Stage, business: Business
) -> None:
    flow = calling("by-number", "POST")
    node = flow.nodes[NodeId("call")]
    changed = node.with_changes(
        url="https://api.example.com/bill?of={{contact.number}}",
        body='{"who": "{{ contact.number }}", "said": "{{ words }}"}',
    )
    words = Variable(name="words", from_contact=True)
    held = business.hold = asyncio.Event()
    await stage.runtime.publish(
        flow.with_changes(nodes={**flow.nodes, node.id: changed}, variables=(*flow.variables, words))
    )
    met = await stage.runtime.meet([ANN])
    attributes = {"words": "{{contact.number}} \ue5eccontact.number\ue5ed"}
    await stage.runtime.begin(Beginning(flow.id, tuple(met.values()), {}, attributes))
    await until(lambda: bool(business.asked))
    kept = stage.store.read_now(lambda c: c.execute(select(http_call.c.request)).scalars().all())
    held.set()
    await stage.quiet()

    assert business.asked == [f"POST of={quote(ANN, safe='')}"]
    said = "{{contact.number}} contact.number"
    assert [body for _, body in business.heard] == [f'{{"who": "{ANN}", "said": "{said}"}}']
    assert [ANN[3:] in request.decode() for request in kept] == [False]


async def test_a_request_for_a_number_that_was_deleted_is_not_made(stage: Stage, business: Business) -> None:
    flow = calling("numberless")
    node = flow.nodes[NodeId("call")]
    changed = node.with_changes(url="https://api.example.com/bill?of={{contact.number}}")
    await stage.runtime.publish(flow.with_changes(nodes={**flow.nodes, node.id: changed}))
    met = await stage.runtime.meet([ANN])
    stage.store.write_now(lambda c: c.exec_driver_sql("UPDATE contact SET number = NULL"))
    await stage.runtime.begin(Beginning(flow.id, tuple(met.values()), {}, {}))
    await stage.quiet()

    assert (business.asked, stage.carrier.got, stage.outcomes()) == ([], [], {"s1": "goal"})
    assert set(stage.states().values()) == {"failed"}
