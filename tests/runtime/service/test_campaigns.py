"""Campaigns over the API: numbers in, masked numbers out, refusals in words, figures that agree."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from runtime.carriers.port import SendReply
from runtime.clock import ScaledClock
from runtime.service.client import RuntimeRefusal
from runtime.testing import CHATBOT, FakeCarrier
from tests.runtime.delivery.conftest import until
from tests.runtime.delivery.flows import greeting
from tests.runtime.service.conftest import EPOCH, Bench

NUMBERS = [f"1380000000{number}" for number in range(6)]


@pytest_asyncio.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    """A service with one carrier that takes everything, and a published scenario."""
    made = Bench(tmp_path, ScaledClock.starting(EPOCH, 1))
    await made.start()
    await made.service.runtime.use(FakeCarrier("mobile", SendReply.accepted()), CHATBOT, "mobile")
    await made.client.publish(greeting(), checked=False)
    yield made
    await made.close()


def wish(**fields: object) -> dict[str, object]:
    """A campaign for the six."""
    audience = {"kind": "contacts", "contacts": NUMBERS}
    return {"name": "老会员", "flow_id": "greeting", "audience": audience, **fields}


async def test_a_campaign_goes_from_draft_to_report(bench: Bench) -> None:
    client = bench.client.campaigns
    draft = await client.create(wish())
    foreseen = await client.outlook(wish(), draft["id"])
    assert (foreseen["all"], sum(one["people"] for one in foreseen["shares"])) == (6, 6)

    started = await client.start(draft["id"])
    assert started["state"] == "scheduled"
    runtime = bench.service.runtime
    await until(lambda: not runtime.in_flight)
    report = await client.report(draft["id"])
    people = await client.recipients(draft["id"], limit=4)
    rest = await client.recipients(draft["id"], limit=4, after=people["next"])

    assert tuple(report[name] for name in ("planned", "begun", "skipped", "waiting")) == (6, 6, 0, 0)
    assert sum(one["people"] for one in report["outcomes"]) == 6
    assert (len(people["recipients"]), len(rest["recipients"]), rest["next"]) == (4, 2, None)
    assert {"138****0000"[:7]} == {one["number"][:7] for one in people["recipients"]}
    assert [draft["id"]] == [one["id"] for one in await client.listed()]


async def test_refusals_say_what_is_needed(bench: Bench) -> None:
    client = bench.client.campaigns
    await client.set_settings({"approval_above": 5, "prices": {"mobile": {"message": "0.10"}}})
    draft = await client.create(wish())
    with pytest.raises(RuntimeRefusal) as needed:
        await client.start(draft["id"])
    with pytest.raises(RuntimeRefusal) as unknown:
        await client.pause("nothing")
    with pytest.raises(RuntimeRefusal) as bad:
        await client.create(wish(timing={"kind": "cron", "cron": "* * * * *"}))

    assert (needed.value.code, needed.value.status) == ("approval_needed", 409)
    assert "6" in needed.value.sentence.zh
    assert (unknown.value.code, unknown.value.status) == ("unknown_campaign", 404)
    assert bad.value.status == 422
    assert (await client.outlook(wish()))["most_cost"] == "0.6"
    assert (await client.start(draft["id"], "林", 6))["state"] == "scheduled"


async def test_a_draft_is_changed_tested_and_removed(bench: Bench) -> None:
    client = bench.client.campaigns
    draft = await client.create(wish())
    changed = await client.change(draft["id"], wish(name="新会员", per_minute=30))
    run = await client.test(draft["id"], ["13911112222"])
    await until(lambda: not bench.service.runtime.in_flight)
    tested = await client.report(draft["id"], run)
    other = await client.create(wish())
    await client.remove(other["id"])

    assert (changed["name"], changed["per_minute"]) == ("新会员", 30)
    assert (tested["begun"], (await client.report(draft["id"]))["begun"]) == (1, 0)
    assert [draft["id"]] == [one["id"] for one in await client.listed()]
