"""The API: who may, what is refused and how, what is remembered."""

import asyncio
import stat
from pathlib import Path

import orjson
import pytest

from runtime.carriers.http import AsyncClient, client
from runtime.clock import ScaledClock
from runtime.flow.variable import Variable
from runtime.service.client import RuntimeClient, RuntimeRefusal
from runtime.service.endpoint_book import ENDPOINTS_FILE
from runtime.testing import said
from tests.runtime.delivery.flows import flow_of, greeting, say, start
from tests.runtime.service.conftest import EPOCH, TOKEN, Bench, Rehearsal
from tests.support.flows import wired

ANN = "+8613800000001"


async def test_without_the_token_nothing_is_told(bench: Bench) -> None:
    async with client(bench.server.base_url) as http:
        for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}):
            answers = [
                await http.get(path, headers=headers) for path in ("/api/status", "/api/none", "/docs")
            ]
            assert {answer.status_code for answer in answers} == {401}
            assert answers[0].json()["error"]["code"] == "not_allowed"


async def test_errors_speak_both_languages(bench: Bench) -> None:
    with pytest.raises(RuntimeRefusal) as refusal:
        await bench.client.begin("greeting", [ANN])

    assert (refusal.value.status, refusal.value.code) == (409, "no_endpoint")
    assert "通道" in refusal.value.sentence.zh
    assert "endpoint" in refusal.value.sentence.en


async def test_a_flow_with_errors_is_refused_with_its_issues(bench: Bench) -> None:
    broken = flow_of("broken", wired(start(), next="lost"), say("lost", "{{ nobody }}"))
    with pytest.raises(RuntimeRefusal) as refusal:
        await bench.client.publish(broken)
    with pytest.raises(RuntimeRefusal) as unchecked:
        await bench.client.publish(broken, checked=False)

    assert refusal.value.status == unchecked.value.status == 422
    assert any(issue["node"] == "lost" for issue in refusal.value.issues)
    assert unchecked.value.issues[0]["node"] == "lost"
    assert await bench.client.flows() == []


async def test_publishing_the_same_again_is_the_same_version(bench: Bench) -> None:
    first = await bench.client.publish(greeting(), checked=False)
    again = await bench.client.publish(greeting(), checked=False)
    other = await bench.client.publish(greeting().with_changes(name="春季"), checked=False)

    versions = [(one["version"], one["is_new"]) for one in (first, again, other)]
    assert versions == [(1, True), (1, False), (2, True)]
    assert [one["version"] for one in await bench.client.flows()] == [2, 1]


async def test_wrong_requests_are_named(rehearsal: Rehearsal) -> None:
    cases = [
        rehearsal.client.begin("nobody", [ANN]),
        rehearsal.client.begin("nobody", ["12"]),
        rehearsal.client.begin("nobody", [ANN], endpoint="telecon"),
        rehearsal.client.session("nobody"),
        rehearsal.client.decide("nobody", "give_up"),
        rehearsal.client.configure("x", {"carrier": "telecom", "app_key": "secret-words"}),
    ]
    results = await asyncio.gather(*cases, return_exceptions=True)

    refusals = [result for result in results if isinstance(result, RuntimeRefusal)]
    assert [(one.status, one.code) for one in refusals] == [
        (404, "unknown_flow"),
        (422, "bad_request"),
        (404, "unknown_endpoint"),
        (404, "unknown_session"),
        (409, "not_unknown"),
        (422, "bad_endpoint"),
    ]
    assert "secret-words" not in str([vars(one) for one in refusals])
    assert "telecom" in refusals[2].sentence.en


async def test_endpoints_are_remembered_for_their_owner_alone(tmp_path: Path) -> None:
    first = Rehearsal(tmp_path)
    await first.start()
    kept = tmp_path / ENDPOINTS_FILE
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    async with client(first.server.base_url, headers={"authorization": f"Bearer {TOKEN}"}) as http:
        shown = (await http.get("/api/endpoints")).text
    assert "k1" not in shown
    await first.close()
    second = Bench(tmp_path, ScaledClock.starting(EPOCH, 0))
    await second.start()

    assert [one["name"] for one in (await second.client.status())["endpoints"]] == ["telecom"]
    await second.close()


async def test_events_can_be_followed_and_taken_up_again(rehearsal: Rehearsal) -> None:
    await rehearsal.client.publish(greeting(), checked=False)
    seen: list[int] = []

    async def watch(after: int, count: int) -> None:
        async for event in rehearsal.client.follow(after):
            seen.append(event["id"])
            if len(seen) == count:
                return

    watching = asyncio.create_task(watch(0, 3))
    await asyncio.sleep(0.05)
    await rehearsal.client.begin("greeting", [ANN])
    async with asyncio.timeout(10):
        await watching
        await watch(seen[-1], 5)

    assert seen == sorted(set(seen))
    assert [one["id"] for one in await rehearsal.client.events()][:5] == seen


async def test_a_refusal_told_elsewhere_holds(rehearsal: Rehearsal) -> None:
    await rehearsal.client.publish(greeting(), checked=False)
    await rehearsal.client.begin("greeting", [ANN])
    await rehearsal.client.consent(ANN, "refused", "电话里说的")
    begun = await rehearsal.client.begin("greeting", [ANN])

    assert (begun["sessions"], begun["refused"]) == ([], begun["contacts"])


async def test_repeated_contacts_begin_once(rehearsal: Rehearsal) -> None:
    await rehearsal.client.publish(greeting(), checked=False)
    begun = await rehearsal.client.begin("greeting", [ANN, "13800000001", "tel:+86 138 0000 0001"])

    assert [one["number"] for one in begun["sessions"]] == ["138****0001"]
    assert begun["contacts"] == [begun["sessions"][0]["contact"]] * 3


async def _post(http: AsyncClient, path: str, content: bytes, **headers: str) -> int:
    return (await http.post(path, content=content, headers=headers)).status_code


async def test_callbacks_are_verified_and_bounded(rehearsal: Rehearsal) -> None:
    from runtime.carriers.ctcu.signature import signature_of

    stamp = str(int(rehearsal.service.clock.now().timestamp()))
    good = {"timestamp": stamp, "nonce": "n", "signature": signature_of("c1", stamp, "n")}
    wrong = {**good, "signature": signature_of("other", stamp, "n")}
    base = "/callbacks/telecom/messageNotification/sip%3A10690001%40botplatform.example.com/messages"
    async with client(rehearsal.server.base_url) as http:
        statuses = [
            await _post(http, base, b"{}", **wrong),
            await _post(http, base, b"{}"),
            await _post(http, base, b"not json", **good),
            await _post(http, base, b"x" * 70_000, **good),
            await _post(http, "/callbacks/nobody/messageNotification/x/messages", b"{}", **good),
            await _post(http, "/callbacks/telecom/elsewhere", b"{}", **good),
            (await http.get(base, headers=good)).status_code,
        ]

    assert statuses == [401, 401, 400, 413, 404, 404, 405]
    status = await rehearsal.client.status()
    assert (status["inbox"], status["refused_callbacks"]) == (0, 6)


async def test_a_callback_is_acknowledged_before_it_is_worked_off(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runtime.carriers.ctcu.signature import signature_of

    stamp = str(int(rehearsal.service.clock.now().timestamp()))
    headers = {"timestamp": stamp, "nonce": "n", "signature": signature_of("c1", stamp, "n")}
    base = "/callbacks/telecom/deliveryNotification/sip%3A10690001%40botplatform.example.com/status"
    report = {"messageId": "m1", "status": "delivered", "senderAddress": "tel:+8618900000001"}
    monkeypatch.setattr(rehearsal.service.runtime, "wake", lambda: None)
    async with client(rehearsal.server.base_url) as http:
        status = await _post(http, base, orjson.dumps({"deliveryInfoList": [report]}), **headers)

    assert (status, (await rehearsal.client.status())["inbox"]) == (204, 1)


async def test_a_callback_while_the_service_starts_is_asked_to_come_again(rehearsal: Rehearsal) -> None:
    rehearsal.service.is_ready = False
    base = "/callbacks/telecom/messageNotification/sip%3A10690001%40botplatform.example.com/messages"
    async with client(rehearsal.server.base_url) as http:
        answer = await http.post(base, content=b"{}")
    with pytest.raises(RuntimeRefusal, match="starting"):
        await rehearsal.client.status()

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


async def test_a_callback_on_a_full_disk_is_asked_to_come_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runtime.store import StoreFull

    pages = bench.service.store.read_now(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar())
    assert isinstance(pages, int)
    bench.service.store.allow_pages(pages)
    many = [said(ANN, "很长的话" * 200, number) for number in range(2000)]
    with pytest.raises(StoreFull):
        await bench.service.runtime.receive("telecom", many)
    long = greeting().with_changes(variables=tuple(Variable(name=f"v{number}") for number in range(2000)))
    with pytest.raises(RuntimeRefusal) as refusal:
        await bench.client.publish(long, checked=False)
    assert (refusal.value.status, refusal.value.code) == (507, "store_full")
    bench.service.store.allow_pages(1_000_000)

    assert (await bench.client.publish(greeting(), checked=False))["version"] == 1


async def test_a_client_without_a_server_says_so() -> None:
    from runtime.carriers.http import HttpError

    async with RuntimeClient("http://127.0.0.1:9", TOKEN) as nobody:
        with pytest.raises(HttpError):
            await nobody.status()


async def test_a_wrong_pace_is_refused(bench: Bench) -> None:
    async with client(bench.server.base_url, headers={"authorization": f"Bearer {TOKEN}"}) as http:
        answers = [
            await http.post("/api/clock", content=body) for body in (b"{}", b"no json", b'{"pace": 1}')
        ]

    assert [(one.status_code, one.json()["error"]["code"]) for one in answers] == [(422, "bad_pace")] * 3
