"""Simulated time: agreed on by numbers, changed at any moment."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from runtime.clock import Pace, ScaledClock, SystemClock

REAL = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SIMULATED = datetime(2030, 1, 1, tzinfo=UTC)


def test_pace_runs_so_many_times_as_fast() -> None:
    pace = Pace(REAL, SIMULATED, 60.0)

    assert pace.at(REAL + timedelta(seconds=2)) == SIMULATED + timedelta(minutes=2)


def test_pace_survives_the_way_to_another_process() -> None:
    pace = Pace(REAL, SIMULATED, 12.5)

    assert Pace.from_json(pace.to_json()) == pace


@pytest.mark.parametrize("factor", [-1.0, float("nan"), 1e9])
def test_impossible_factor_is_refused(factor: float) -> None:
    with pytest.raises(ValueError, match="times as fast"):
        Pace(REAL, SIMULATED, factor)


def test_pace_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        Pace(REAL.replace(tzinfo=None), SIMULATED, 1.0)


async def test_standing_clock_shows_one_moment_until_it_jumps() -> None:
    clock = ScaledClock.starting(SIMULATED, 0.0)
    first = clock.now()
    clock.jump_by(3600)

    assert (first, clock.now()) == (SIMULATED, SIMULATED + timedelta(hours=1))


async def test_sleeper_wakes_when_the_clock_jumps_over_its_time() -> None:
    clock = ScaledClock.starting(SIMULATED, 0.0)
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0.01)
    assert not sleeper.done()

    clock.jump_by(3601)

    await asyncio.wait_for(sleeper, 5)


async def test_sleeper_goes_by_the_new_pace() -> None:
    clock = ScaledClock.starting(SIMULATED, 0.0)
    sleeper = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0.01)

    clock.run_at(1e6)

    await asyncio.wait_for(sleeper, 5)


async def test_two_clocks_with_the_same_numbers_agree() -> None:
    first = ScaledClock(REAL, SIMULATED, 0.0)
    second = ScaledClock(REAL, SIMULATED, 0.0)

    assert first.now() == second.now()


async def test_changing_the_factor_does_not_move_the_present() -> None:
    clock = ScaledClock.starting(SIMULATED, 0.0)

    clock.run_at(0.0)

    assert clock.now() == SIMULATED


async def test_system_clock_does_not_wait_for_the_past() -> None:
    clock = SystemClock()

    await clock.sleep_until(clock.now() - timedelta(days=1))
