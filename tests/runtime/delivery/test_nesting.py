"""Scenarios that call and follow each other, tags and consent, in the runtime's tables."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from runtime.carriers.port import DeliveryStatus
from runtime.delivery.errors import FlowIsCalled, FlowsOffline
from runtime.delivery.publishing import Publication
from runtime.flow.flow import Flow
from runtime.flow.flow_reference import FlowReference
from runtime.flow.ids import NodeId
from runtime.flow.node import Node
from runtime.flow.nodes.call_flow import CallFlow
from runtime.flow.nodes.capability import Capability
from runtime.flow.nodes.consent import Consent
from runtime.flow.nodes.jump_to_flow import JumpToFlow
from runtime.flow.nodes.tag import Tag
from runtime.insight.happening import Happening
from runtime.insight.node_counts import count_nodes
from runtime.store import flows, reading
from runtime.store.audience_tables import contact_tag
from runtime.store.tables import consent, outbox, session
from runtime.testing import said, tapped
from tests.runtime.delivery.conftest import ANN, BOB, Stage
from tests.runtime.delivery.flows import asking, end, flow_of, greeting, say, start
from tests.support.flows import wired


def telling(flow_id: str, text: str) -> Flow:
    """Says *text*."""
    return flow_of(flow_id, wired(start(), next="m"), wired(say("m", text), next="over"), end("over"))


def calling(flow_id: str, there: str = "greeting", *, jumps: bool = False) -> Flow:
    """Goes to the greeting, or another one, and comes back unless it jumps."""
    to = FlowReference(id=there, name="问候")
    node: Node = JumpToFlow(id=NodeId("go"), flow=to) if jumps else CallFlow(id=NodeId("go"), flow=to)
    targets = {} if jumps else {"returned": "bye"}
    return flow_of(
        flow_id,
        wired(start(), next="go"),
        wired(node, **targets),
        wired(say("bye", "再见。"), next="over"),
        end("over"),
    )


def rows(stage: Stage, *columns: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in stage.store.read_now(lambda c: c.execute(select(*columns)).all())]  # type: ignore[call-overload]  # any columns


async def test_a_called_scenario_runs_and_comes_back(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    await stage.begin(calling("main"), ANN)
    where = rows(stage, session.c.flow_id, session.c.node, session.c.status)
    await stage.hear(said(ANN, "要", 1))

    assert where == [("main", "go", "waiting")]
    assert stage.carrier.texts(ANN) == ["要优惠券吗？", "给您优惠券。", "再见。"]
    assert rows(stage, outbox.c.flow_id, outbox.c.node) == [
        ("greeting", "offer"),
        ("greeting", "coupon"),
        ("main", "bye"),
    ]


async def test_a_tap_on_a_called_scenarios_message_goes_to_the_session_that_called(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    main = (await stage.begin(calling("main"), ANN))[ANN]
    await stage.pass_time(1)
    later = (await stage.begin(asking("later"), ANN))[ANN]
    await stage.hear(tapped(ANN, "greeting/offer/s1", 1))

    assert stage.outcomes() == {main: "goal", later: "waiting"}


async def test_every_scenario_counts_what_happens_in_it(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    await stage.begin(calling("main"), ANN)
    await stage.hear(said(ANN, "要", 1))

    def counts(flow_id: str) -> dict[str, tuple[int, int]]:
        found = stage.store.read_now(lambda c: list(reading.flow_events(c, flow_id)))
        nodes = count_nodes([Happening.from_json(event) for event in found])
        return {node: (count.entered, count.moved_on) for node, count in nodes.items()}

    assert counts("main") == {"start": (1, 1), "go": (1, 1), "bye": (1, 1), "over": (1, 1)}
    assert counts("greeting") == {"start": (1, 1), "offer": (1, 1), "coupon": (1, 1), "won": (1, 1)}


async def test_who_jumps_belongs_to_the_other_scenario(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    await stage.begin(calling("main", jumps=True), ANN)
    await stage.begin(calling("later", jumps=True), ANN)
    found = rows(stage, session.c.flow_id, session.c.node, session.c.status)

    assert sorted(found) == [("greeting", "", "ended"), ("greeting", "offer", "waiting")]
    await stage.hear(said(ANN, "要", 1))
    assert stage.carrier.texts(ANN)[-1] == "给您优惠券。"


async def test_a_jump_after_a_wait_moves_the_row(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    jump = JumpToFlow(id=NodeId("go"), flow=FlowReference(id="greeting"))
    asking = flow_of(
        "asks", wired(start(), next="q"), wired(say("q", "要看看吗？", "好"), reply_s1="go"), jump
    )
    await stage.begin(asking, ANN)
    await stage.hear(said(ANN, "好", 1))

    assert rows(stage, session.c.flow_id, session.c.version, session.c.node) == [("greeting", 1, "offer")]


async def test_a_scenario_that_is_not_online_ends_the_session_with_its_name(stage: Stage) -> None:
    with pytest.raises(FlowsOffline) as refused:
        await stage.begin(calling("main"), ANN)

    assert "问候" in refused.value.sentence.zh
    main, there = calling("main"), greeting()
    await stage.begin(there, ANN)
    await stage.runtime.publish(main)
    await stage.runtime.publishing.take_offline(there.id)
    await stage.start_with(main.id, ANN)
    await stage.quiet()

    assert list(stage.outcomes().values()) == ["waiting", "failed"]


async def test_a_trial_brings_along_what_it_calls_whatever_is_online(stage: Stage) -> None:
    await stage.runtime.publish(telling("greeting", "线上"))
    beside = ((telling("greeting", "试发"), ()),)
    done = await stage.runtime.publish(calling("main"), (), Publication(is_trial=True, beside=beside))
    await stage.start_with("main", ANN, version=done.version)
    await stage.quiet()
    again = await stage.runtime.publish(calling("main"), (), Publication(is_trial=True))
    await stage.start_with("main", BOB, version=again.version)
    await stage.quiet()

    assert (done.beside, again.beside) == ({"greeting": -1}, {})
    assert (stage.carrier.texts(ANN)[0], stage.carrier.texts(BOB)[0]) == ("试发", "线上")


async def test_a_trial_calls_what_is_not_online_and_what_that_goes_on_in(stage: Stage) -> None:
    beside = ((calling("greeting", "last", jumps=True), ()), (telling("last", "最后"), ()))
    with pytest.raises(FlowsOffline):
        await stage.runtime.publish(calling("main"), (), Publication(is_trial=True, beside=beside[:1]))
    done = await stage.runtime.publish(calling("main"), (), Publication(is_trial=True, beside=beside))
    await stage.start_with("main", ANN, version=done.version)
    await stage.quiet()

    assert stage.carrier.texts(ANN)[0] == "最后"
    assert stage.store.read_now(flows.online_versions) == {}


async def test_one_that_others_call_is_not_taken_offline_unasked(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    await stage.runtime.publish(calling("main"))
    with pytest.raises(FlowIsCalled) as refused:
        await stage.runtime.publishing.take_offline("greeting", although_called=False)

    assert refused.value.more == {"callers": [{"flow_id": "main", "name": "main"}]}
    assert await stage.runtime.publishing.take_offline("main", although_called=False)
    assert await stage.runtime.publishing.take_offline("greeting", although_called=False)


async def test_tags_and_consent_are_kept(stage: Stage) -> None:
    tagging = flow_of(
        "tags",
        wired(start(), next="tag"),
        wired(Tag(id=NodeId("tag"), added=("会员", "新客"), removed=("老客",)), next="again"),
        wired(Tag(id=NodeId("again"), removed=("新客",)), next="agree"),
        wired(Consent(id=NodeId("agree"), proof="问卷里选了同意"), next="over"),
        end("over"),
    )
    await stage.begin(tagging, ANN)

    assert rows(stage, contact_tag.c.contact, contact_tag.c.tag) == [(stage.contact(ANN), "会员")]
    [(kind, proof)] = rows(stage, consent.c.kind, consent.c.proof)
    assert kind == "granted"
    assert str(proof).startswith("问卷里选了同意 (flow tags version 1")


async def test_a_refusal_on_the_way_lets_the_session_end_and_everything_else_at_once(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    refusing = flow_of(
        "refuses",
        wired(start(), next="no"),
        wired(Consent(id=NodeId("no"), kind="refused", proof="按了拒收"), next="over"),
        end("over"),
    )
    await stage.begin(refusing, ANN)

    assert list(stage.outcomes().values()) == ["refused", "goal"]
    assert [row[0] for row in rows(stage, consent.c.kind)] == ["refused"]


@pytest.mark.parametrize(
    ("status", "said_then"),
    [
        (DeliveryStatus.DISPLAYED, "能看 5G 消息"),
        (DeliveryStatus.FELL_BACK, "只有短信"),
        (DeliveryStatus.SENT, "不清楚"),
    ],
)
async def test_what_became_of_messages_tells_what_a_handset_can(
    stage: Stage, status: DeliveryStatus, said_then: str
) -> None:
    await stage.begin(flow_of("first", wired(start(), next="m"), say("m", "您好")), ANN)
    await stage.report("s1-1", ANN, status)
    telling = flow_of(
        "second",
        wired(start(), next="can"),
        wired(Capability(id=NodeId("can")), rcs="yes", sms_only="sms", unknown="who"),
        say("yes", "能看 5G 消息"),
        say("sms", "只有短信"),
        say("who", "不清楚"),
    )
    await stage.begin(telling, ANN)

    assert stage.carrier.texts(ANN)[-1] == said_then
