"""Allowed hours and schedules go by the clock on the wall, whatever it does."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.engine.advance import advance
from runtime.engine.lookup import Nothing
from runtime.engine.plan import compile_flow
from runtime.engine.session import new_session
from runtime.flow.allowed_hours import AllowedHours
from runtime.flow.resume import Start, TimerDue
from runtime.flow.schedule import Schedule
from runtime.flow.values import Value
from tests.support.conversations import flow_of, node

ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "UTC")]
MOMENTS = st.integers(0, 3 * 365 * 86400).map(
    lambda s: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)


@given(MOMENTS, st.sampled_from(ZONES), st.times(), st.times(), st.booleans())
def test_the_next_opening_is_within_the_hours_and_nothing_before_it_is(
    moment: datetime, zone: ZoneInfo, opens: time, closes: time, workdays: bool
) -> None:
    hours = AllowedHours(opens.replace(tzinfo=None), closes.replace(tzinfo=None), workdays=workdays)
    found = hours.next_open(moment, zone)

    if hours.is_open(moment, zone):
        assert found == moment
    elif found != moment:
        assert found > moment
        assert hours.is_open(found, zone)
        assert not hours.is_open(found - timedelta(microseconds=1), zone) or hours.opens == hours.closes


@pytest.mark.parametrize(
    ("now", "zone", "due"),
    [
        ("2026-03-09T12:30+00:00", "Asia/Shanghai", "2026-03-10T01:00+00:00"),
        ("2026-03-09T01:00+00:00", "Asia/Shanghai", "2026-03-09T01:00+00:00"),
        ("2026-03-13T12:30+00:00", "Asia/Shanghai", "2026-03-16T01:00+00:00"),
        # The night of 2026-03-08 has an hour less in New York, that of 2026-11-01 one more.
        ("2026-03-06T23:00+00:00", "America/New_York", "2026-03-06T23:00+00:00"),
        ("2026-03-07T02:00+00:00", "America/New_York", "2026-03-09T13:00+00:00"),
        ("2026-10-31T02:00+00:00", "America/New_York", "2026-11-02T14:00+00:00"),
    ],
)
def test_hours_are_those_of_the_place(now: str, zone: str, due: str) -> None:
    hours = AllowedHours(time(9), time(20), workdays=True)

    assert hours.next_open(datetime.fromisoformat(now), ZoneInfo(zone)) == datetime.fromisoformat(due)


class _Known(Nothing):
    def __init__(self, zone: str) -> None:
        self.zone = zone

    def attributes(self, contact: str) -> dict[str, Value]:
        return {"时区": self.zone}


@pytest.mark.parametrize(
    ("zone", "due"), [("Asia/Urumqi", "03:00"), ("America/New_York", "13:00"), ("nowhere", "01:00")]
)
def test_a_wait_goes_by_the_clock_of_where_the_contact_lives(zone: str, due: str) -> None:
    plan = compile_flow(flow_of(node("wait", "w", until="window")))
    at = datetime(2026, 3, 9, 21, 0, tzinfo=UTC)
    if zone == "America/New_York":
        at = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
    session = advance(plan, new_session("s", "1", plan), Start(), at, lookup=_Known(zone)).session

    assert session.wait is not None
    assert session.wait.due is not None
    assert f"{session.wait.due:%d %H:%M}" == f"10 {due}"


def test_a_timer_that_comes_after_the_hours_waits_for_the_next_ones() -> None:
    """After a standstill, a jump of the clock or a sleep nothing goes out at night."""
    plan = compile_flow(flow_of(node("wait", "w", {"next": "e"}, until="window"), node("end", "e")))
    night = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
    session = advance(plan, new_session("s", "1", plan), Start(), night).session
    late = advance(plan, session, TimerDue(1), night + timedelta(days=1)).session
    again = advance(plan, late, TimerDue(1), night + timedelta(days=2)).session
    done = advance(plan, late, TimerDue(2), night + timedelta(days=1, hours=12)).session

    assert (late.status, late.waits) == ("waiting", 2)
    assert again is late
    assert done.outcome == "goal"


@given(
    MOMENTS,
    st.sampled_from(ZONES),
    st.builds(
        Schedule,
        every=st.sampled_from(["day", "week", "month"]),
        weekday=st.sampled_from(["1", "4", "7"]),
        day=st.integers(1, 31),
        clock=st.sampled_from([time(0), time(2, 30), time(10), time(23, 59)]),
    ),
)
def test_a_schedule_comes_again_and_again_each_day_once(
    moment: datetime, zone: ZoneInfo, schedule: Schedule
) -> None:
    first = schedule.next_after(moment, zone)
    second = schedule.next_after(first, zone)
    between = {"day": (23, 25), "week": (167, 169), "month": (27 * 24, 32 * 24)}[schedule.every]

    assert moment < first
    assert between[0] <= (second - first) / timedelta(hours=1) <= between[1]


def test_the_thirty_first_is_the_last_day_of_a_short_month() -> None:
    schedule = Schedule(every="month", day=31)
    due = schedule.next_after(datetime(2026, 2, 1, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))

    assert due == datetime(2026, 2, 28, 2, 0, tzinfo=UTC)
