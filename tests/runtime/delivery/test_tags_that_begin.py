"""Scenarios that begin when a contact gets a tag: by a scenario, by hand, by an import."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from runtime.delivery.audience import changing
from runtime.delivery.audience.importing.desk import ImportDesk
from runtime.delivery.audience.importing.wish import ImportWish
from runtime.delivery.rules import Rules
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.start import Trigger
from runtime.flow.nodes.tag import Tag
from runtime.store import imports, inbox, tag_starts
from runtime.store.tables import session
from tests.runtime.delivery.conftest import ANN, BOB, Stage, until
from tests.runtime.delivery.flows import end, flow_of, say, start
from tests.support.flows import wired

COUNT = 150


def welcoming(tag: str = "会员", flow_id: str = "welcome") -> Flow:
    """Says its own name to whoever gets *tag*."""
    return flow_of(
        flow_id,
        wired(start(Trigger(kind="tag_added", tag=tag)), next="m"),
        wired(say("m", flow_id), next="over"),
        end("over"),
    )


def tagging(flow_id: str, added: str, removed: str = "", *triggers: Trigger) -> Flow:
    """Says its own name and gives a tag, after it took another."""
    return flow_of(
        flow_id,
        wired(start(*triggers), next="m"),
        wired(say("m", flow_id), next="off"),
        wired(Tag(id=NodeId("off"), removed=(removed,) if removed else ()), next="tag"),
        wired(Tag(id=NodeId("tag"), added=(added,)), next="over"),
        end("over"),
    )


async def tag_by_hand(stage: Stage, tag: str, *numbers: str) -> None:
    """As the API does."""
    met = list((await stage.runtime.meet(numbers)).values())
    now = stage.clock.now()
    await stage.store.write(lambda one: changing.change_tags(one, met, [tag], [], now))
    stage.runtime.tag_starts.rest.wake()
    await stage.quiet()


async def test_a_tag_that_a_scenario_gives_begins_another_once(stage: Stage) -> None:
    await stage.runtime.publish(welcoming())
    await stage.begin(tagging("shop", "会员"), ANN)
    await stage.begin(tagging("shop", "会员"), ANN)

    assert stage.carrier.texts(ANN) == ["shop", "welcome", "shop"]


async def test_a_tag_given_by_hand_begins_for_whom_it_is_new_and_may_be_written_to(stage: Stage) -> None:
    refused = next(iter((await stage.runtime.meet([BOB])).values()))
    await stage.runtime.decide(refused, "refused", "call")
    await tag_by_hand(stage, "会员", "+8613800000003")
    await stage.runtime.publish(welcoming())
    await tag_by_hand(stage, "会员", ANN, BOB, "+8613800000003")
    await tag_by_hand(stage, "别的", ANN)

    assert stage.carrier.texts(ANN) == ["welcome"]
    assert (stage.carrier.texts(BOB), stage.carrier.texts("+8613800000003")) == ([], [])
    assert not stage.store.read_now(tag_starts.are_waiting)


async def test_whoever_loses_the_tag_or_is_blacklisted_before_it_begins_is_left_out(stage: Stage) -> None:
    await stage.runtime.publish(welcoming())
    met = list((await stage.runtime.meet([ANN, BOB])).values())
    now = stage.clock.now()

    def give_and_take(connection: Connection) -> None:
        changing.change_tags(connection, met, ["会员"], [], now)
        changing.change_tags(connection, met[:1], [], ["会员"], now)
        changing.list_black(connection, stage.store.numbers, met[1:], "投诉", now)

    await stage.store.write(give_and_take)
    stage.runtime.tag_starts.rest.wake()
    await stage.quiet()

    assert stage.carrier.texts(ANN) == stage.carrier.texts(BOB) == []


async def test_two_scenarios_that_tag_for_each_other_end(stage: Stage) -> None:
    await stage.runtime.publish(tagging("ping", "b", "a", Trigger(kind="tag_added", tag="a")))
    await stage.runtime.publish(tagging("pong", "a", "b", Trigger(kind="tag_added", tag="b")))
    await tag_by_hand(stage, "a", ANN)

    assert stage.carrier.texts(ANN) == ["ping", "pong"]


async def test_a_scenario_does_not_begin_itself_by_its_own_tag(stage: Stage) -> None:
    own = tagging("own", "a", "a", Trigger(kind="tag_added", tag="a"), Trigger(kind="api"))
    await stage.begin(own, ANN)

    assert stage.carrier.texts(ANN) == ["own"]


async def test_one_that_was_taken_offline_begins_for_nobody(stage: Stage) -> None:
    await stage.runtime.publish(welcoming())
    await stage.runtime.publishing.take_offline("welcome")
    await stage.begin(tagging("shop", "会员"), ANN)
    await tag_by_hand(stage, "会员", BOB)

    assert (stage.carrier.texts(ANN), stage.carrier.texts(BOB)) == (["shop"], [])


async def test_an_import_begins_for_everybody_once_it_has_ended_and_as_fast_as_they_are_sent(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runtime.delivery.campaigns.room.DEEPEST", 40)
    monkeypatch.setattr("runtime.delivery.tag_starts.SLICE", 25)
    await stage.runtime.publish(welcoming())
    loop, released = asyncio.get_running_loop(), asyncio.Event()
    stage.carrier.hold = released

    def merged() -> None:
        loop.call_soon_threadsafe(stage.runtime.tag_starts.rest.wake)

    desk = ImportDesk(stage.store, stage.clock, tmp_path, merged)
    job = desk.begin("people.csv")
    job.write("手机号\n".encode() + b"".join(b"189%08d\n" % number for number in range(COUNT)))
    job.finish_upload()
    job.check(ImportWish(number_column=0, tags=("会员",)))
    await asyncio.to_thread(job.wait)
    job.merge()
    await asyncio.to_thread(job.wait)
    await until(lambda: under_way(stage) >= 40)
    await asyncio.sleep(0.02)

    # What the carrier holds waits in no queue any more.
    assert under_way(stage) <= 40 + Rules().window
    released.set()
    await until(lambda: passed(stage) and len(stage.carrier.got) == COUNT)
    assert len({request.contact for request in stage.carrier.got}) == COUNT
    desk.close()


async def test_an_import_that_goes_on_begins_nothing_and_one_that_was_undone_neither(stage: Stage) -> None:
    await stage.runtime.publish(welcoming())
    now = stage.clock.now()

    def half(connection: Connection) -> list[tag_starts.TagStart]:
        number = imports.begin(connection, "half", now)
        tag_starts.queue(connection, [("c1", "会员"), ("c1", "会员")], 0, number)
        held = tag_starts.oldest(connection, 9)
        imports.forget(connection, number)
        return [*held, *tag_starts.oldest(connection, 9)]

    found = await stage.store.write(half)
    stage.runtime.tag_starts.rest.wake()
    await stage.quiet()

    assert [(one.contact, one.has_tag) for one in found] == [("c1", False)]
    assert stage.carrier.texts() == []
    assert not stage.store.read_now(tag_starts.are_waiting)


@pytest.mark.parametrize("point", ["tag starts due", "tag starts begun"])
async def test_a_crash_begins_nobody_twice_and_forgets_nobody(tmp_path: Path, point: str) -> None:
    """The loop is ended at *point*, before and after its commit, and another runtime takes over."""

    def reached(name: str) -> None:
        if name == point:
            raise asyncio.CancelledError

    first = Stage(tmp_path, Rules(own_time=True), reached)
    await first.start()
    await first.runtime.publish(welcoming())
    met = list((await first.runtime.meet([ANN])).values())
    now = first.clock.now()
    await first.store.write(lambda one: changing.change_tags(one, met, ["会员"], [], now))
    first.runtime.tag_starts.rest.wake()
    await asyncio.sleep(0.05)
    await first.close()
    second = Stage(tmp_path, Rules(own_time=True))
    await second.start()
    await second.quiet()

    assert len(first.carrier.texts(ANN) + second.carrier.texts(ANN)) == 1
    await second.close()


def under_way(stage: Stage) -> int:
    """Sessions that were begun, or are about to."""

    def query(connection: Connection) -> int:
        begun = connection.execute(select(func.count()).select_from(session)).scalar_one()
        return int(begun) + inbox.count(connection)

    return stage.store.read_now(query)


def passed(stage: Stage) -> bool:
    """Lets a little time pass."""
    stage.clock.jump_to(stage.clock.now() + timedelta(seconds=0.3))
    return True
