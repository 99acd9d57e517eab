"""What happens when carriers refuse, are slow, silent or gone, when the disk is full, when a bug strikes."""

import asyncio
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from runtime.carriers.port import DeliveryStatus, ErrorClass, SendReply, SendRequest, StatusReport
from runtime.delivery.rules import Rules
from runtime.engine.advance import Sprint, advance
from runtime.engine.lookup import Lookup
from runtime.engine.plan import Plan
from runtime.engine.session import Session
from runtime.flow.resume import Resume
from runtime.store import events, outbox
from runtime.store.tables import session
from runtime.testing import NOON, reported, said
from runtime.wording import same
from tests.runtime.delivery.conftest import ANN, BOB, Stage, until
from tests.runtime.delivery.flows import asking, greeting, pausing, two_messages, watching
from tests.support.logs import ExpectLog

_BUSY = SendReply.refused("-1", same("busy"), ErrorClass.TEMPORARY)
_SLOW = SendReply.refused("30003", same("slow down"), ErrorClass.THROTTLED)
_GONE = SendReply.not_sent("ConnectError", same("gone"))
_SILENT = SendReply.unknown("ReadTimeout", same("no answer"))
_ILLEGAL = SendReply.refused("60001", same("not allowed"), ErrorClass.CONTENT)


async def test_a_busy_carrier_is_asked_again_later(stage: Stage) -> None:
    stage.carrier.answers = [_BUSY, _SLOW]
    await stage.begin(pausing(), ANN)
    first = stage.states()
    for _ in range(4):
        await stage.pass_time(5)

    assert first == {"s1-1": "queued"}
    assert (stage.carrier.ids, stage.states()) == (["s1-1"] * 3, {"s1-1": "accepted"})


async def test_a_carrier_that_is_gone_loses_nothing_and_is_not_run_over(stage: Stage) -> None:
    stage.carrier.usual = _GONE
    people = [f"+86138000{number:05d}" for number in range(200)]
    await stage.begin(pausing(), *people)
    tried = len(stage.carrier.got)
    stage.carrier.usual = SendReply.accepted()
    stage.carrier.got.clear()
    for _ in range(30):
        await stage.pass_time(10)

    assert tried <= stage.runtime.rules.window
    assert sorted(stage.carrier.ids) == sorted(stage.states())
    assert set(stage.states().values()) == {"accepted"}


async def test_an_unknown_outcome_is_listed_and_never_sent_again(stage: Stage) -> None:
    stage.carrier.answers = [_SILENT]
    await stage.begin(two_messages(), ANN)
    for _ in range(10):
        await stage.pass_time(3600)

    assert stage.carrier.texts(ANN) == ["第一条", "第二条"]
    listed = stage.store.read_now(lambda c: outbox.unknown(c, 10))
    assert [one["message_id"] for one in listed] == ["s1-1"]


async def test_a_late_report_settles_an_unknown_outcome(stage: Stage) -> None:
    stage.carrier.answers = [_SILENT]
    await stage.begin(greeting(), ANN)
    await stage.report("s1-1", ANN, DeliveryStatus.DELIVERED)

    assert stage.states() == {"s1-1": "delivered"}


async def test_a_report_before_the_answer_is_kept(stage: Stage) -> None:
    stage.carrier.hold = asyncio.Event()
    await stage.runtime.publish(greeting())
    await stage.start_with("greeting", ANN)
    await until(lambda: bool(stage.carrier.most_at_once))
    await stage.runtime.receive("telecom", _reports("s1-1", DeliveryStatus.DISPLAYED))
    await until(lambda: stage.states() == {"s1-1": "displayed"})
    stage.carrier.hold.set()
    await stage.quiet()

    assert stage.states() == {"s1-1": "displayed"}


def _reports(message_id: str, *statuses: DeliveryStatus) -> Iterable[StatusReport]:
    return reported(message_id, ANN, *statuses)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
async def test_a_message_that_came_as_both_is_flagged(stage: Stage, order: tuple[int, int]) -> None:
    """Source of the fault: F25, a delivery and the SMS instead of it are both reported."""
    both = [
        StatusReport("s1-1", ANN, DeliveryStatus.DELIVERED, "", None, NOON),
        StatusReport("s1-1", ANN, DeliveryStatus.FELL_BACK, "61001", same("no 5G"), NOON),
    ]
    await stage.begin(greeting(), ANN)
    await stage.hear(*(both[index] for index in order))

    told = stage.store.read_now(lambda c: outbox.progress_of(c, ["s1-1"]))["s1-1"]
    assert (told.state, told.error) == ("delivered", "came_twice")
    assert "既收到了 5G 消息，又收到了短信" in told.reason


@pytest.mark.parametrize("after_s", [25 * 3600, 31 * 86400])
async def test_a_report_may_come_days_late_and_fifty_times(stage: Stage, after_s: float) -> None:
    await stage.begin(greeting(), ANN)
    await stage.pass_time(after_s)
    before = stage.outcomes()
    await stage.report("s1-1", ANN, *[DeliveryStatus.DELIVERED] * 50)

    assert stage.states()["s1-1"] == "delivered"
    assert stage.outcomes() == before


async def test_a_refused_message_takes_the_failure_exit(stage: Stage) -> None:
    stage.carrier.answers = [_ILLEGAL]
    await stage.begin(watching(), ANN)

    assert (stage.states(), stage.outcomes()) == ({"s1-1": "failed"}, {"s1": "abandoned"})


async def test_an_expired_message_is_not_sent(stage: Stage) -> None:
    stage.carrier.usual = _BUSY
    await stage.begin(watching(), ANN)
    stage.carrier.got.clear()
    stage.carrier.usual = SendReply.accepted()
    await stage.pass_time(601)

    assert (stage.carrier.got, stage.states()) == ([], {"s1-1": "expired"})


async def test_a_message_not_delivered_in_time_is_called_back_once(stage: Stage) -> None:
    await stage.begin(watching(), ANN)
    await stage.pass_time(600)
    await stage.pass_time(600)
    await stage.report("s1-1", ANN, DeliveryStatus.REVOKED)

    assert (stage.carrier.revoked, stage.states()) == (["s1-1"], {"s1-1": "revoked"})


async def test_one_trouble_maker_does_not_stop_the_others(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    from runtime.delivery import desk

    def breaking(
        plan: Plan, session: Session, resume: Resume, now: datetime, random: int, lookup: Lookup
    ) -> Sprint:
        if session.contact == stage.contact(ANN):
            raise ZeroDivisionError
        return advance(plan, session, resume, now, random, lookup)

    monkeypatch.setattr(desk, "advance", breaking)
    expect_log("runtime.delivery.desk", "advance failed", level=logging.ERROR)
    await stage.begin(greeting(), ANN, BOB)

    assert stage.outcomes() == {"s1": "failed", "s2": "waiting"}


async def test_an_entry_that_cannot_be_worked_off_is_set_aside(stage: Stage, expect_log: ExpectLog) -> None:
    from runtime.store import inbox, journal
    from runtime.store.inbox import InboxEntry

    expect_log("runtime.delivery.runtime", "batch failed", level=logging.ERROR)
    expect_log("runtime.delivery.work", "not worked off", level=logging.ERROR)
    await stage.runtime.publish(asking())
    entries = [InboxEntry(stage.contact(ANN), "start", "telecom", b"{}", 0)]
    await stage.store.write(lambda c: inbox.put(c, entries))
    await stage.hear(said(BOB, "我要预约", 1))

    assert stage.carrier.texts(BOB) == ["您怎么称呼？"]
    assert stage.store.read_now(journal.set_aside_count) == 1


async def test_a_full_disk_pauses_and_loses_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    from runtime.delivery import patience
    from runtime.store import StoreFull

    monkeypatch.setattr(patience, "RETRY_S", 0.01)
    expect_log("runtime.delivery.patience", "disk full")
    await stage.runtime.publish(greeting())
    pages = stage.store.read_now(lambda c: c.exec_driver_sql("PRAGMA page_count").scalar())
    assert isinstance(pages, int)
    stage.store.allow_pages(pages + 12)
    begun: dict[str, str] = {}
    people = [f"+86138000{number:05d}" for number in range(400)]
    for first in range(0, 400, 20):
        try:
            part = await stage.start_with("greeting", *people[first : first + 20])
        except StoreFull:
            break
        begun.update(part.sessions)
        await asyncio.sleep(0)
    await until(lambda: bool(stage.runtime.patience.is_full))
    stage.store.allow_pages(1_000_000)
    await stage.quiet()

    assert 0 < len(begun) < 400
    assert sorted(stage.carrier.ids) == sorted(f"{key}-1" for key in begun.values())
    assert set(stage.states().values()) == {"accepted"}


async def test_a_stop_lets_sends_end_and_a_start_goes_on(tmp_path: Path) -> None:
    first = Stage(tmp_path, Rules(own_time=True))
    await first.start()
    first.carrier.answers = [_BUSY]
    await first.begin(pausing(), ANN)
    await first.close()
    second = Stage(tmp_path, Rules(own_time=True))
    second.clock.jump_to(second.clock.now() + timedelta(hours=25))
    await second.start()
    await second.quiet()

    assert second.carrier.texts(ANN) == ["您好", "又见面了"]
    await second.close()


async def test_what_was_being_sent_at_a_crash_is_unknown(tmp_path: Path) -> None:
    first = Stage(tmp_path, Rules())
    await first.start()
    first.carrier.hold = asyncio.Event()
    await first.runtime.publish(greeting())
    await first.start_with("greeting", ANN)
    await until(lambda: bool(first.carrier.most_at_once))
    await first.runtime.stop(patience_s=0.01)
    first.store.close()
    second = Stage(tmp_path, Rules())
    await second.start()
    await second.quiet()

    assert (second.carrier.got, second.states()) == ([], {"s1-1": "unknown"})
    await second.close()


async def test_events_tell_what_happened_in_order(stage: Stage) -> None:
    await stage.begin(greeting(), ANN)
    await stage.hear(said(ANN, "要", 1))

    happened = stage.store.read_now(lambda connection: events.after(connection, 0, 100))
    kinds = [one["kind"] for one in happened]
    assert (kinds[0], kinds[-1], kinds.count("sent")) == ("started", "ended", 2)


async def test_thousands_wait_their_turn_within_the_window(stage: Stage) -> None:
    seen: list[SendRequest] = []

    def answer(request: SendRequest) -> SendReply:
        seen.append(request)
        return SendReply.accepted()

    stage.carrier.answers = [answer] * 1000
    await stage.begin(pausing(), *(f"+86138000{number:05d}" for number in range(1000)))

    assert (len(seen), len({request.message_id for request in seen})) == (1000, 1000)
    assert stage.carrier.most_at_once <= 64


async def test_a_person_decides_what_becomes_of_an_unknown_outcome(stage: Stage) -> None:
    stage.carrier.answers = [_SILENT, _SILENT]
    await stage.begin(pausing(), ANN, BOB)
    now = stage.clock.now()
    decided = [
        await stage.store.write(lambda c: outbox.decide(c, "s1-1", "queued", now)),
        await stage.store.write(lambda c: outbox.decide(c, "s2-1", "failed", now)),
        await stage.store.write(lambda c: outbox.decide(c, "s2-1", "queued", now)),
    ]
    stage.runtime.endpoints["telecom"].rest.wake()
    await asyncio.sleep(0.01)
    await stage.quiet()

    assert decided == [True, True, False]
    assert stage.states() == {"s1-1": "accepted", "s2-1": "failed"}
    assert stage.carrier.ids == ["s1-1", "s2-1", "s1-1"]


@pytest.mark.parametrize("jump_s", [-3600, -365 * 86400, 1800])
async def test_a_clock_set_anew_fires_nothing_twice(tmp_path: Path, jump_s: float) -> None:
    stage = Stage(tmp_path, Rules())
    await stage.start()
    await stage.begin(greeting(), ANN)
    await stage.pass_time(jump_s)
    before = len(stage.carrier.got)
    await stage.hear(said(ANN, "你好", 1, at=stage.clock.now()))
    await stage.pass_time(3700 - min(jump_s, 0))
    await stage.pass_time(3700)

    assert (before, len(stage.carrier.got)) == (1, 2)
    assert stage.outcomes() == {"s1": "abandoned"}
    await stage.close()


async def test_a_session_that_cannot_be_read_ends_and_harms_nobody(
    stage: Stage, expect_log: ExpectLog
) -> None:
    expect_log("runtime.delivery.runtime", "batch failed", level=logging.ERROR)
    expect_log("runtime.delivery.work", "not worked off", level=logging.ERROR)
    await stage.begin(greeting(), ANN, BOB)
    broken = update(session).where(session.c.id == "s1").values(state=b"{}")
    await stage.store.write(lambda c: c.execute(broken).rowcount)
    await stage.pass_time(3600)

    assert stage.outcomes() == {"s1": "failed", "s2": "abandoned"}
    assert stage.carrier.texts(BOB)[-1] == "优惠券还在。"
