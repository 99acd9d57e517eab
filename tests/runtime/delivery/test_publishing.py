"""Publishing: numbers, trials, what is online, and what becomes of who waits in older versions."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Connection

from runtime.delivery.errors import CannotMove, FlowOffline, RequestReused, UnknownFlow, WordsTaken
from runtime.delivery.publishing import Publication
from runtime.delivery.rules import Rules
from runtime.engine.errors import CompileRefused
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.start import Trigger
from runtime.flow.variable import Variable
from runtime.insight import Happening, count_nodes, tell_sessions
from runtime.store import flows, reading, sessions
from runtime.store.sessions import StoredSession, WaitingAt
from runtime.testing import said, tapped
from tests.runtime.delivery.conftest import ANN, BOB, Stage
from tests.runtime.delivery.flows import asking, end, flow_of, greeting, say, start
from tests.support.flows import wired

OFFER = NodeId("offer")


def renamed(name: str = "春季") -> Flow:
    """The greeting with another name, which changes nothing for those who wait."""
    return greeting().with_changes(name=name)


def relabelled() -> Flow:
    """The greeting with another word on the first suggestion."""
    nodes = dict(greeting().nodes)
    nodes[OFFER] = wired(
        say("offer", "要优惠券吗？", "好的", "不要", no_reply_after_s=3600),
        reply_s1="coupon",
        reply_s2="bye",
        other="bye",
        no_reply="remind",
    )
    return greeting().with_changes(nodes=nodes)


def without_offer() -> Flow:
    """The greeting without its question."""
    return flow_of(
        "greeting",
        wired(start(Trigger(kind="api")), next="hello"),
        wired(say("hello", "您好"), next="won"),
        end("won"),
    )


async def begin(stage: Stage, *contacts: str, version: int | None = None) -> dict[str, str]:
    """Begins the greeting and waits until all is quiet."""
    begun = await stage.start_with("greeting", *contacts, version=version)
    await stage.quiet()
    return dict(begun.sessions)


def waiting(stage: Stage, contact: str) -> StoredSession:
    """The only session the contact waits in."""
    person = stage.contact(contact)
    (found,) = stage.store.read_now(lambda connection: sessions.waiting_of(connection, [person]))
    return found


def happened(stage: Stage, version: int | None) -> list[Happening]:
    """The events of a version, or of all."""

    def query(connection: Connection) -> list[Happening]:
        return [Happening.from_json(one) for one in reading.flow_events(connection, "greeting", version)]

    return stage.store.read_now(query)


def moving(decision: str = "move") -> Publication:
    """Moves, or ends, who waits at the offer."""
    return Publication(waiting={OFFER: decision})  # type: ignore[dict-item]  # a plain str


async def test_a_trial_takes_no_number_and_begins_only_where_it_is_asked_for(stage: Stage) -> None:
    trial = await stage.runtime.publish(greeting(), (), Publication(is_trial=True))
    again = await stage.runtime.publish(greeting(), (), Publication(is_trial=True))
    other = await stage.runtime.publish(renamed(), (), Publication(is_trial=True))
    with pytest.raises(UnknownFlow):
        await begin(stage, BOB)
    await stage.hear(said(BOB, "优惠", 1))
    before = stage.outcomes()
    begun = await begin(stage, ANN, version=trial.version)
    released = await stage.runtime.publish(greeting())

    assert [(one.version, one.is_new) for one in (trial, again, other)] == [
        (-1, True),
        (-1, False),
        (-2, True),
    ]
    assert before == {}
    assert list(stage.outcomes()) == list(begun.values())
    assert waiting(stage, ANN).session.version == -1
    assert (released.version, released.staying) == (1, 0)


async def test_who_comes_begins_in_the_version_that_is_online(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    await stage.hear(said(ANN, "优惠", 1))
    await stage.runtime.publish(renamed())
    await stage.hear(said(BOB, "优惠", 2))

    assert [waiting(stage, each).session.version for each in (ANN, BOB)] == [1, 2]


async def test_offline_nothing_begins_but_who_waits_goes_on(stage: Stage) -> None:
    (session_id,) = (await stage.begin(greeting(), ANN)).values()
    was_online = await stage.runtime.publishing.take_offline("greeting")
    again = await stage.runtime.publishing.take_offline("greeting")
    with pytest.raises(FlowOffline):
        await begin(stage, BOB)
    await stage.hear(said(BOB, "优惠", 1))
    await stage.hear(said(ANN, "要", 2))

    assert (was_online, again) == (True, False)
    assert stage.outcomes() == {session_id: "goal"}


async def test_the_same_content_is_online_again_under_its_number(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    await stage.runtime.publishing.take_offline("greeting")
    back = await stage.runtime.publish(greeting())

    assert (back.version, back.is_new) == (1, False)
    assert await begin(stage, ANN)


async def test_an_old_version_comes_back_as_a_new_one(stage: Stage) -> None:
    await stage.runtime.publish(greeting(), (), Publication(note="first"))
    await stage.runtime.publish(renamed())
    back = await stage.runtime.publishing.put_back("greeting", 1, Publication(note="back to the first"))
    kept = stage.store.read_now(lambda connection: flows.versions(connection, "greeting"))
    with pytest.raises(UnknownFlow):
        await stage.runtime.publishing.put_back("greeting", 9)

    assert (back.version, back.is_new) == (3, True)
    assert [(one.version, one.note) for one in kept] == [(3, "back to the first"), (2, ""), (1, "first")]
    assert kept[0].digest == kept[2].digest != kept[1].digest


async def test_a_request_made_twice_publishes_once(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    wish = Publication(request_id="r1")
    first = await stage.runtime.publish(renamed(), (), wish)
    await stage.runtime.publish(greeting())
    late = await stage.runtime.publish(renamed(), (), wish)
    with pytest.raises(RequestReused):
        await stage.runtime.publish(greeting(), (), wish)

    assert (first.version, first.is_new, late.version, late.is_new) == (2, True, 2, False)
    online = stage.store.read_now(lambda connection: flows.online(connection, "greeting"))
    assert online is not None
    assert online.version == 3


async def test_who_waits_finishes_on_the_old_version_unless_told_otherwise(stage: Stage) -> None:
    (session_id,) = (await stage.begin(greeting(), ANN)).values()
    done = await stage.runtime.publish(without_offer())
    await stage.hear(said(ANN, "要", 1))

    assert (done.moved, done.ended, done.staying) == (0, 0, 1)
    assert stage.outcomes() == {session_id: "goal"}


async def test_who_moves_keeps_the_wait_and_goes_the_new_way(stage: Stage) -> None:
    (session_id,) = (await stage.begin(greeting(), ANN)).values()
    before = waiting(stage, ANN).session
    nodes = dict(greeting().nodes)
    nodes[NodeId("coupon")] = wired(say("coupon", "新的优惠券。"), next="won")
    await stage.pass_time(600)
    done = await stage.runtime.publish(greeting().with_changes(nodes=nodes), (), moving())
    moved = waiting(stage, ANN).session
    await stage.hear(tapped(ANN, "greeting/offer/s1", 1))

    assert (done.moved, done.staying, moved.version, moved.wait) == (1, 0, 2, before.wait)
    assert stage.outcomes() == {session_id: "goal"}
    assert "新的优惠券。" in stage.carrier.texts(ANN)


async def test_the_wait_that_moved_ends_when_it_would_have(stage: Stage) -> None:
    (session_id,) = (await stage.begin(greeting(), ANN)).values()
    await stage.pass_time(3000)
    await stage.runtime.publish(renamed(), (), moving())
    await stage.pass_time(599)
    early = stage.outcomes()
    await stage.pass_time(2)

    assert (early, stage.outcomes()) == ({session_id: "waiting"}, {session_id: "abandoned"})


async def test_variables_that_still_exist_move_and_new_ones_have_their_defaults(stage: Stage) -> None:
    old = greeting().with_changes(
        variables=(Variable(name="name", from_contact=True), Variable(name="gone", default="x"))
    )
    await stage.begin(old, ANN, attributes={"name": "王"})
    new = old.with_changes(variables=(Variable(name="name"), Variable(name="shop", default="总店")))
    await stage.runtime.publish(new, (), moving())

    assert waiting(stage, ANN).session.runs[0].variables == {"name": "王", "shop": "总店"}


@pytest.mark.parametrize("flow", [without_offer(), relabelled()], ids=["gone", "other answers"])
async def test_nobody_moves_where_the_new_version_would_not_understand(stage: Stage, flow: Flow) -> None:
    await stage.begin(greeting(), ANN)
    with pytest.raises(CannotMove) as refusal:
        await stage.runtime.publish(flow, (), moving())
    kept = stage.store.read_now(lambda connection: flows.versions(connection, "greeting"))

    assert refusal.value.more == {"node": "offer"}
    assert [one.version for one in kept] == [1]
    assert waiting(stage, ANN).session.version == 1


async def test_a_version_that_was_refused_is_not_what_the_number_means_later(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    with pytest.raises(CannotMove):
        await stage.runtime.publish(without_offer(), (), moving())
    await stage.runtime.publish(renamed())
    await stage.hear(said(BOB, "优惠", 1))

    assert waiting(stage, BOB).session.wait is not None


async def test_who_is_ended_leaves_with_an_event_and_hears_nothing(stage: Stage) -> None:
    (session_id,) = (await stage.begin(greeting(), ANN)).values()
    sent = len(stage.carrier.got)
    done = await stage.runtime.publish(without_offer(), (), moving("end"))
    await stage.quiet()

    assert (done.ended, done.staying) == (1, 0)
    assert stage.outcomes() == {session_id: "abandoned"}
    assert len(stage.carrier.got) == sent


async def test_the_sum_rule_holds_in_both_versions_after_a_move(stage: Stage) -> None:
    await stage.begin(greeting(), ANN, BOB)
    await stage.hear(said(BOB, "要", 1))
    await stage.runtime.publish(renamed(), (), moving())

    counts = {}
    outcomes = {}
    for version in (None, 1, 2):
        happenings = happened(stage, version)
        counts[version] = count_nodes(happenings)["offer"]
        outcomes[version] = sorted(tale.outcome for tale in tell_sessions(happenings).values())

    assert all(count.adds_up for count in counts.values())
    assert [(one.entered, one.waiting, one.people) for one in counts.values()] == [
        (2, 1, 2),
        (1, 0, 1),
        (1, 1, 1),
    ]
    assert outcomes == {None: ["", "goal"], 1: ["goal", "repinned"], 2: [""]}


async def test_the_forecast_says_who_waits_and_why_they_cannot_move(stage: Stage) -> None:
    await stage.begin(greeting(), ANN, BOB)
    same = await stage.runtime.publishing.forecast(greeting())
    fine = await stage.runtime.publishing.forecast(renamed())
    gone = await stage.runtime.publishing.forecast(without_offer())
    first = await stage.runtime.publishing.forecast(asking())

    assert (same.version, same.is_same, same.waiting) == (1, True, ())
    assert (fine.version, fine.is_same, fine.online and fine.online.version) == (2, False, 1)
    (place,) = fine.waiting
    assert (place.node, place.versions, place.count, place.why_not_move) == ("offer", (1,), 2, None)
    assert gone.waiting[0].why_not_move is not None
    assert (first.version, first.online, first.waiting) == (1, None, ())


async def test_two_scenarios_do_not_want_the_same_word(stage: Stage) -> None:
    await stage.runtime.publish(greeting())
    twin = greeting("twin").with_changes(name="孪生")
    foreseen = await stage.runtime.publishing.forecast(twin)
    with pytest.raises(WordsTaken) as refusal:
        await stage.runtime.publish(twin)
    shared = await stage.runtime.publish(twin, (), Publication(may_share_words=True))
    await stage.runtime.publish(greeting("third"), (), Publication(is_trial=True))
    await stage.runtime.publishing.take_offline("greeting")
    await stage.runtime.publishing.take_offline("twin")
    alone = await stage.runtime.publish(twin)

    assert [(one.flow_id, one.word, one.node) for one in foreseen.taken] == [("greeting", "优惠", "start")]
    assert "「优惠」" in refusal.value.sentence.zh
    assert (shared.version, alone.version) == (1, 1)


async def test_a_flow_that_cannot_run_is_not_published(stage: Stage) -> None:
    with pytest.raises(CompileRefused):
        await stage.runtime.publish(flow_of("empty"))

    assert stage.store.read_now(flows.online_versions) == {}


@pytest_asyncio.fixture
async def restarted(tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage that begins where another one stopped: Ann waits in version 1, Bob in version 2."""
    first = Stage(tmp_path, Rules(own_time=True))
    await first.start()
    await first.begin(greeting(), ANN)
    await first.runtime.publish(renamed())
    await begin(first, BOB)
    await first.close()
    made = Stage(tmp_path, Rules(own_time=True))
    await made.start()
    yield made
    await made.close()


async def test_every_version_with_people_in_it_goes_on_after_a_restart(restarted: Stage) -> None:
    def query(connection: Connection) -> list[WaitingAt]:
        return sessions.waiting_by_node(connection, "greeting")

    places = restarted.store.read_now(query)
    await restarted.hear(said(ANN, "要", 1), said(BOB, "不要", 2))

    assert [(one.version, one.node, one.count) for one in places] == [(2, "offer", 1), (1, "offer", 1)]
    assert sorted(restarted.outcomes().values()) == ["abandoned", "goal"]
