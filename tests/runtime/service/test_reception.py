"""The live list, transcripts and people's deeds through the API."""

import asyncio
from typing import Any

import pytest

from runtime.service.client import RuntimeRefusal
from tests.runtime.delivery.flows import greeting, handing_over
from tests.runtime.service.conftest import Rehearsal

ANN, BOB = "+8613800138000", "+8618900002716"


async def _listed(rehearsal: Rehearsal, least: int = 1, **filters: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(20):
        while len(found) < least:
            found = (await rehearsal.client.reception.page(**filters))["conversations"]
            await asyncio.sleep(0.05)
    return found


async def test_a_person_takes_a_conversation_speaks_and_hands_it_back(rehearsal: Rehearsal) -> None:
    client, reception = rehearsal.client, rehearsal.client.reception
    await client.publish(handing_over(), checked=False)
    await client.begin("handing", [ANN])
    await rehearsal.play(days=0.001)
    (row,) = await _listed(rehearsal, stage="people")
    contact = row["contact"]
    (place,) = await client.waiting("handing")

    taken = await reception.take(contact, "林")
    await reception.answer(contact, "by-hand-0001", "林", text="您好，我是林。")
    await reception.note(contact, "老顾客", "林")
    await rehearsal.play(days=0.001)
    with pytest.raises(RuntimeRefusal) as raised:
        await reception.take(contact, "王")
    await reception.hand_back(contact, "林")
    await rehearsal.play(days=0.001)
    about, said = await reception.about(contact), await reception.transcript(contact)

    assert (place["node"], bool(place["name"]["zh"])) == (row["node"], True)
    assert about["capability"] in ("unknown", "rcs")
    assert (row["number"], taken["taken_by"], raised.value.code) == ("138****8000", "林", "taken_by_other")
    assert [(line["direction"], line["by"]) for line in said["lines"]] == [("out", ""), ("out", "林")]
    assert [mark["kind"] for mark in said["marks"]] == [
        "started", "handed_over", "handover_note", "taken", "note", "handed_back", "ended",
    ]  # fmt: skip
    assert [step["zh"] for step in about["path"]] == ["开始", "转人工", "结束"]
    assert [one["text"] for one in about["notes"]] == ["想退货", "老顾客"]


async def test_the_list_is_found_by_digits_words_and_pages(rehearsal: Rehearsal) -> None:
    client, reception = rehearsal.client, rehearsal.client.reception
    await client.publish(greeting(), checked=False)
    await client.begin("greeting", [ANN, BOB])
    await rehearsal.play(days=0.001)
    await _listed(rehearsal, 2, search="优惠券")
    one, two = await reception.page(limit=1), None
    two = await reception.page(limit=1, after=one["next"])
    numbers = {
        found: [row["number"] for row in (await reception.page(search=found))["conversations"]]
        for found in ("8000", "189****2716", "13800138000", "优惠券", "没有的字")
    }

    assert {row["number"] for row in one["conversations"] + two["conversations"]} == {
        "138****8000", "189****2716",
    }  # fmt: skip
    assert len(numbers.pop("优惠券")) == 2
    assert numbers.pop("没有的字") == []
    assert numbers == {
        "8000": ["138****8000"], "189****2716": ["189****2716"], "13800138000": ["138****8000"],
    }  # fmt: skip


async def test_news_of_the_list_come_as_they_happen(rehearsal: Rehearsal) -> None:
    client, reception = rehearsal.client, rehearsal.client.reception
    await client.publish(greeting(), checked=False)
    stream = reception.follow(0)
    first = asyncio.ensure_future(anext(aiter(stream)))
    await client.begin("greeting", [ANN])
    await rehearsal.play(days=0.001)
    async with asyncio.timeout(20):
        row = await first

    assert (row["number"], row["stage"]) == ("138****8000", "running")
