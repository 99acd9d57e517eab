"""The rules of sending over the API: set, told, and what they left out."""

import pytest

from runtime.delivery.sending_rules import SendingRules
from runtime.service.client import RuntimeRefusal
from runtime.simulator.fleet import HandsetPlan
from tests.runtime.delivery.flows import two_messages
from tests.runtime.service.conftest import Bench, Rehearsal

_MARKETING = two_messages().with_changes(purpose="marketing")


async def test_rules_are_kept_and_wrong_ones_are_refused(bench: Bench) -> None:
    usual = await bench.client.sending.rules()
    await bench.client.sending.set_rules({"per_day": 1, "marketing_from": "09:30:00"})
    kept = await bench.client.sending.rules()
    with pytest.raises(RuntimeRefusal) as refusal:
        await bench.client.sending.set_rules({"time_zone": "Nowhere/At_All"})

    assert SendingRules.model_validate(usual) == SendingRules()
    assert (kept["per_day"], kept["marketing_from"], kept["per_week"]) == (1, "09:30:00", 10)
    assert refusal.value.status == 422
    assert await bench.client.sending.rules() == kept


async def test_the_retry_table_is_told_in_words(bench: Bench) -> None:
    table = {row["class"]: row for row in await bench.client.sending.retries()}

    assert (table["throttled"]["keeps_its_place"], table["queue_full"]["keeps_its_place"]) == (True, False)
    assert (table["content"]["tries"], table["unreachable"]["first_s"]) == (1, 1)
    assert all(row["words"]["zh"] and row["words"]["en"] for row in table.values())


async def test_what_is_left_out_is_told_and_counted(rehearsal: Rehearsal) -> None:
    client, person = rehearsal.client, "+8618900000001"
    await client.sending.set_rules({"per_day": 1, "in_laboratory": True})
    await client.publish(_MARKETING, checked=False)
    await client.begin("two", [person])
    await rehearsal.play(0.1)
    told = await client.sending.skips(flow_id="two")
    counts = await client.counts("two")

    assert told["counts"] == {"capped_day": {"dropped": 1, "deferred": 0}} == counts["skips"]
    assert told["skips"][0]["reason"]["zh"] == "联系人当天已收到 1 条营销消息，上限 1 条。"
    assert person not in str(told)


async def test_a_withdrawn_version_sends_nothing_until_it_is_allowed_again(rehearsal: Rehearsal) -> None:
    client, people = rehearsal.client, ["+8618900000001", "+8618900000002"]
    for person in people:
        await rehearsal.remote.add_handset(HandsetPlan(number=person))
    await client.publish(_MARKETING, checked=False)
    await client.sending.withdraw("two", 1, "wrong price")
    await client.begin("two", people[:1])
    await rehearsal.play(0.1)
    stopped = (await client.sending.skips(flow_id="two"))["counts"]
    await client.sending.allow_again("two", 1)
    await client.begin("two", people[1:])
    await rehearsal.play(0.1)
    deliveries = (await client.counts("two"))["deliveries"]
    with pytest.raises(RuntimeRefusal) as refusal:
        await client.sending.withdraw("two", 7, "no such version")

    assert stopped["withdrawn"]["dropped"] >= 1
    went = [count for states in deliveries.values() for state, count in states.items() if state != "failed"]
    assert sum(went) == 2
    assert refusal.value.code == "unknown_flow"
