"""Times read by people are in the flow's time zone, wherever they come from."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from runtime.engine.advance import advance
from runtime.engine.plan import compile_flow
from runtime.engine.session import new_session
from runtime.flow.resume import Start
from tests.support.conversations import NOON, Talk, flow_of, node, text

DAY = {"name": "日", "type": "date"}


def said(insertion: str, zone: str) -> str:
    ask = node("ask", "ask", {"answered": "say"}, question=text("?"), answer_type="date", variable="日")
    say = node("send_message", "say", message=text(insertion))
    talk = Talk(flow_of(ask, say, variables=[DAY], time_zone=zone))
    talk.say("3月9日 14:30")
    return talk.texts()[-1]


@pytest.mark.parametrize(
    ("insertion", "shanghai", "new_york"),
    [
        ("{{now}}", "2026-03-08 12:00", "2026-03-07 23:00"),
        ("{{now + hours(1)}}", "2026-03-08 13:00", "2026-03-08 00:00"),
        ("{{日}}", "2026-03-09 14:30", "2026-03-09 14:30"),
        ("{{日 + days(1)}}", "2026-03-10 14:30", "2026-03-10 14:30"),
        ("{{hour(日)}}", "14", "14"),
        ("{{weekday(now)}}", "7", "6"),
    ],
)
def test_insertions_show_the_clock_on_the_wall(insertion: str, shanghai: str, new_york: str) -> None:
    assert [shanghai, new_york] == [said(insertion, zone) for zone in ("Asia/Shanghai", "America/New_York")]


def test_a_moment_computed_into_a_text_keeps_the_zone() -> None:
    keep = node(
        "set_variables",
        "keep",
        {"next": "wait"},
        assignments=[{"variable": "话", "kind": "expression", "value": "now + days(1)"}],
    )
    talk = Talk(flow_of(keep, node("wait", "wait"), variables=[{"name": "话"}]))

    assert talk.session.runs[-1].variables["话"] == "2026-03-09 12:00"


Moment = tuple[int, int, int, int]
"""Month, day, hour and minute in UTC."""


def in_2026(moment: Moment) -> datetime:
    month, day, hour, minute = moment
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def due_after(now: datetime, zone: str, **fields: object) -> datetime | None:
    plan = compile_flow(flow_of(node("wait", "wait", None, **fields), time_zone=zone))
    sprint = advance(plan, new_session("s", "1", plan), Start(), now)
    assert sprint.session.wait is not None
    return sprint.session.wait.due


@pytest.mark.parametrize(
    ("now", "clock", "days_ahead", "due"),
    [
        ((11, 1, 6, 30), "01:45", 0, (11, 1, 6, 45)),
        ((11, 1, 4, 30), "01:45", 0, (11, 1, 5, 45)),
        ((11, 1, 7, 0), "01:45", 0, (11, 2, 6, 45)),
        ((3, 8, 6, 0), "02:30", 0, (3, 8, 7, 30)),
        ((3, 8, 3, 0), "10:00", 1, (3, 8, 14, 0)),
        ((3, 8, 15, 0), "10:00", 0, (3, 9, 14, 0)),
    ],
    ids=["second 01:30", "before both", "after both", "skipped hour", "over the change", "hour is over"],
)
def test_a_wait_for_an_hour_ends_when_the_wall_clock_shows_it(
    now: Moment, clock: str, days_ahead: int, due: Moment
) -> None:
    found = due_after(in_2026(now), "America/New_York", until="clock", clock=clock, days_ahead=days_ahead)

    assert found == in_2026(due)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"])
def test_the_first_and_the_last_day_of_the_calendar_can_be_waited_for(zone: str) -> None:
    waits = [
        due_after(NOON, zone, until="date", day=day, clock="23:30") for day in ("0001-01-01", "9999-12-31")
    ]

    assert waits[0] == NOON
    assert waits[1] is not None
    assert waits[1].year > 9000


@pytest.mark.parametrize(
    ("answer", "days_before", "due"),
    [
        ("3月12日", 0, datetime(2026, 3, 12, 1, tzinfo=UTC)),
        ("3月12日 14:30", 2, datetime(2026, 3, 10, 1, tzinfo=UTC)),
        ("今天", 0, NOON),
    ],
)
def test_a_wait_keeps_the_day_a_person_named(answer: str, days_before: int, due: datetime) -> None:
    ask = node("ask", "ask", {"answered": "wait"}, question=text("?"), answer_type="date", variable="日")
    wait = node("wait", "wait", None, until="variable", variable="日", clock="09:00", days_before=days_before)
    talk = Talk(flow_of(ask, wait, variables=[DAY]))

    talk.say(answer)

    assert talk.session.wait is not None
    assert talk.session.wait.due == due


def test_a_wait_for_a_day_nobody_named_fails_in_words() -> None:
    talk = Talk(flow_of(node("wait", "wait", until="variable", variable="日"), variables=[DAY]))

    assert talk.session.status == "failed"
