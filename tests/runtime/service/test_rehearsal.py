"""Whole rehearsals over real HTTP: publish, begin, handsets answer, receipts arrive, the numbers agree."""

from pathlib import Path
from typing import Any

from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.messages.card import Card
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.simulator.fleet import FleetPlan
from runtime.store.flows import MediaFile
from tests.runtime.delivery.flows import asking, greeting, pausing
from tests.runtime.service.conftest import Rehearsal
from tests.support.flows import node_id, wired

_PICTURE = MediaFile("coupon.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(200))


def _with_picture() -> Flow:
    from runtime.flow.nodes.send_message import SendMessage

    flow = greeting()
    media = CardMedia(
        source="media:coupon.png",
        content_type="image/png",
        size_bytes=len(_PICTURE.content),
        description="券",
    )
    card = Card(title="优惠券", description="满 300 减 60", media=media)
    node = wired(SendMessage(id=node_id("coupon"), message=Message(content=RichCard(card=card))), next="won")
    return flow.with_changes(nodes={**flow.nodes, NodeId("coupon"): node})


async def _report(rehearsal: Rehearsal, flow: Flow, handsets: int) -> dict[str, Any]:
    made = await rehearsal.remote.create_fleet(FleetPlan(count=handsets))
    await rehearsal.client.publish(flow, [_PICTURE], checked=False)
    await rehearsal.client.begin(flow.id, [one["number"] for one in made])
    await rehearsal.play()
    return await rehearsal.client.counts(flow.id)


async def test_twenty_handsets_answer_and_every_number_agrees(rehearsal: Rehearsal) -> None:
    counts = await _report(rehearsal, _with_picture(), 20)

    assert counts["started"] == sum(counts["outcomes"].values()) == 20
    for node in counts["nodes"]:
        assert node["entered"] == node["moved_on"] + node["waiting"] + node["timed_out"] + node["failed"], (
            node
        )
    received = [
        message["message_id"]
        for handset in rehearsal.simulator.fleet
        for message in (await rehearsal.remote.handset(handset.number))["received"]
    ]
    arrived = sum(
        number
        for states in counts["deliveries"].values()
        for state, number in states.items()
        if state in ("delivered", "displayed", "fell_back")
    )
    status = await rehearsal.client.status()
    goodbyes = status["messages"].get("delivered", 0) + status["messages"].get("displayed", 0)
    goodbyes += status["messages"].get("fell_back", 0) - arrived
    assert len(received) == len(set(received)) == arrived + goodbyes
    assert (status["unknown"], status["inbox"], status["set_aside"]) == (0, 0, 0)


async def test_the_same_seed_gives_the_same_report(tmp_path: Path) -> None:
    reports = []
    for turn in range(2):
        rehearsal = Rehearsal(tmp_path / str(turn))
        await rehearsal.start()
        counts = await _report(rehearsal, _with_picture(), 30)
        numbers = [handset.number for handset in rehearsal.simulator.fleet]
        transcripts = [await rehearsal.client.messages(number) for number in numbers]
        reports.append((counts, _without_real_ids(transcripts)))
        await rehearsal.close()

    assert reports[0] == reports[1]


def _without_real_ids(transcripts: list[list[dict[str, Any]]]) -> list[list[tuple[Any, ...]]]:
    return [
        [
            (line["at"], line["direction"], line.get("node"), line.get("state"), line.get("content"))
            for line in lines
        ]
        for lines in transcripts
    ]


async def test_days_pass_in_a_moment(rehearsal: Rehearsal) -> None:
    counts = await _report(rehearsal, pausing(), 10)

    assert counts["outcomes"].get("goal", 0) + counts["outcomes"].get("refused", 0) == 10
    assert {node["node"] for node in counts["nodes"]} == {"start", "hello", "pause", "again", "over"}


async def test_a_handset_driven_by_hand_talks_with_a_flow(rehearsal: Rehearsal) -> None:
    from runtime.simulator.fleet import HandsetPlan

    await rehearsal.client.publish(asking(), checked=False)
    number = "+8618900000099"
    await rehearsal.remote.add_handset(HandsetPlan(number=number))
    await rehearsal.remote.drive(number, "type", chatbot=rehearsal.account["chatbot_id"], text="我要预约")
    await rehearsal.play(0.5)
    await rehearsal.remote.drive(number, "type", chatbot=rehearsal.account["chatbot_id"], text="小明")
    await rehearsal.play(0.5)

    handset = await rehearsal.remote.handset(number)
    said = [part["contentText"] for message in handset["received"] for part in message["parts"]]
    assert said == ["您怎么称呼？", "谢谢，小明"]
    [session] = await rehearsal.client.sessions(contact=number)
    whole = await rehearsal.client.session(session["id"])
    assert (session["outcome"], whole["variables"]["name"]) == ("goal", "小明")
    assert [line["direction"] for line in whole["transcript"]] == ["in", "out", "in", "out"]


async def test_a_picture_is_uploaded_once_and_sent_by_the_carriers_address(rehearsal: Rehearsal) -> None:
    await _report(rehearsal, _with_picture(), 12)

    urls = {
        part["contentText"]["message"]["generalPurposeCard"]["content"]["media"]["mediaUrl"]
        for handset in rehearsal.simulator.fleet
        for message in handset.received
        for part in message.parts
        if "botmessage" in part["contentType"]
    }
    assert len(urls) == 1
    assert urls.pop().startswith("http")
