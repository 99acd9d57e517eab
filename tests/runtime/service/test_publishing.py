"""Publishing over HTTP: what is told, what is refused and how."""

import pytest

from runtime.flow.ids import NodeId
from runtime.service.client import RuntimeRefusal
from runtime.store.flows import MediaFile
from tests.runtime.delivery.flows import asking, flow_of, greeting, say, start
from tests.runtime.service.conftest import Bench, Rehearsal
from tests.support.flows import wired

ANN, BOB = "+8613800000001", "+8613800000002"


async def test_versions_tell_their_notes_and_which_is_online(bench: Bench) -> None:
    await bench.client.publish(greeting(), checked=False, note="第一版")
    await bench.client.publish(greeting().with_changes(name="春季"), checked=False, note="改名")
    await bench.client.publish(greeting().with_changes(name="试"), checked=False, trial=True)
    told = await bench.client.versions("greeting")
    listed = await bench.client.flows()
    first = await bench.client.published_flow("greeting", 1)
    none = await bench.client.versions("nobody")

    assert [(one["version"], one["note"], one["waiting"]) for one in told["versions"]] == [
        (2, "改名", 0),
        (1, "第一版", 0),
    ]
    assert (told["online"]["version"], told["waiting"]) == (2, 0)
    assert [(one["version"], one["is_online"]) for one in listed] == [(2, True), (1, False)]
    assert first == greeting()
    assert (none["online"], none["versions"]) == (None, [])


async def test_who_waits_is_told_by_version_and_node(rehearsal: Rehearsal) -> None:
    await rehearsal.client.publish(greeting(), checked=False)
    await rehearsal.client.begin("greeting", [ANN, BOB])
    await rehearsal.play(0.01)
    places = await rehearsal.client.waiting("greeting")
    other = greeting().with_changes(name="春季")
    foreseen = await rehearsal.client.forecast(other)
    done = await rehearsal.client.publish(other, checked=False, waiting={"offer": "move"})

    assert [(one["version"], one["node"], one["count"]) for one in places] == [(1, "offer", 2)]
    assert [(one["node"], one["count"], one["why_not_move"]) for one in foreseen["waiting"]] == [
        ("offer", 2, None)
    ]
    assert (done["version"], done["moved"], done["staying"]) == (2, 2, 0)


async def test_a_move_that_cannot_be_is_refused_with_the_node(rehearsal: Rehearsal) -> None:
    await rehearsal.client.publish(greeting(), checked=False)
    await rehearsal.client.begin("greeting", [ANN])
    await rehearsal.play(0.01)
    nodes = {name: node for name, node in greeting().nodes.items() if name != NodeId("offer")}
    nodes[NodeId("start")] = wired(start(), next="coupon")
    with pytest.raises(RuntimeRefusal) as refusal:
        await rehearsal.client.publish(
            greeting().with_changes(nodes=nodes), checked=False, waiting={"offer": "move"}
        )

    assert (refusal.value.status, refusal.value.code) == (409, "cannot_move")
    assert "新版" in refusal.value.sentence.zh


async def test_words_of_another_scenario_are_refused_with_its_name(bench: Bench) -> None:
    await bench.client.publish(greeting().with_changes(name="领券"), checked=False)
    twin = greeting("twin")
    foreseen = await bench.client.forecast(twin)
    with pytest.raises(RuntimeRefusal) as refusal:
        await bench.client.publish(twin, checked=False)
    await bench.client.publish(twin, checked=False, may_share_words=True)

    assert foreseen["taken"][0]["name"] == "领券"
    assert (refusal.value.status, refusal.value.code) == (409, "words_taken")
    assert "「领券」" in refusal.value.issues[0]["zh"]


async def test_offline_and_back_again(rehearsal: Rehearsal) -> None:
    await rehearsal.client.publish(greeting(), checked=False)
    await rehearsal.client.publish(greeting().with_changes(name="春季"), checked=False)
    was_online = await rehearsal.client.take_offline("greeting")
    with pytest.raises(RuntimeRefusal) as refusal:
        await rehearsal.client.begin("greeting", [ANN])
    with pytest.raises(RuntimeRefusal) as unknown:
        await rehearsal.client.take_offline("nobody")
    back = await rehearsal.client.put_back("greeting", 1, note="回到第一版")
    told = await rehearsal.client.versions("greeting")

    assert was_online
    assert (refusal.value.status, refusal.value.code) == (409, "flow_offline")
    assert unknown.value.status == 404
    assert (back["version"], told["online"]["version"], told["versions"][0]["note"]) == (3, 3, "回到第一版")


async def test_a_request_that_is_repeated_is_answered_as_before(bench: Bench) -> None:
    first = await bench.client.publish(asking(), checked=False, request_id="r")
    await bench.client.publish(asking().with_changes(name="二"), checked=False)
    again = await bench.client.publish(asking(), checked=False, request_id="r")
    with pytest.raises(RuntimeRefusal) as refusal:
        await bench.client.publish(asking().with_changes(name="三"), checked=False, request_id="r")

    assert (first["version"], first["is_new"], again["version"], again["is_new"]) == (1, True, 1, False)
    assert refusal.value.code == "request_reused"


async def test_another_picture_makes_another_version(bench: Bench) -> None:
    flow = flow_of("plain", wired(start(), next="hello"), say("hello", "您好"))
    versions = [
        (await bench.client.publish(flow, [MediaFile("a.png", "image/png", content)], checked=False))[
            "version"
        ]
        for content in (b"one", b"one", b"two")
    ]
    await bench.client.put_back("plain", 1)
    told = await bench.client.versions("plain")

    assert versions == [1, 1, 2]
    assert told["versions"][0]["media"] == told["versions"][2]["media"]
