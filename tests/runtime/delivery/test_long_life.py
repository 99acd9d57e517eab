"""Thirty days in a few seconds: the data is looked after, and nothing grows."""

import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection

from runtime.carriers.port import DeliveryStatus, InboundEvent
from runtime.delivery import upkeep
from runtime.delivery.rules import Rules
from runtime.store import reading, retention, room
from runtime.store.retention import Retention
from runtime.testing import reported, said
from tests.runtime.delivery.conftest import Stage
from tests.runtime.delivery.flows import greeting

DAYS = 30
PEOPLE = 6
WEEK = Retention(
    events_days=3, messages_days=3, sessions_days=3, quarantine_days=3, audit_days=3, trials_days=3
)


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _used_pages(connection: Connection) -> int:
    names = ("page_count", "freelist_count")
    everything, free = (int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()) for name in names)
    return everything - free


async def _day(stage: Stage, day: int) -> None:
    numbers = [f"+861380000{person:04d}" for person in range(PEOPLE)]
    begun = await stage.begin(greeting(), *numbers)
    events: list[InboundEvent] = []
    for person, number in enumerate(numbers):
        shown = DeliveryStatus.DISPLAYED
        events += reported(f"{begun[number]}-1", number, shown, at=stage.clock.now())
        events.append(said(number, "你好" * 200, day * PEOPLE + person))
    await stage.hear(*events)
    await stage.pass_time(86_400)
    await stage.runtime.upkeep.once()


@pytest.mark.skipif(sys.platform != "linux", reason="open files are counted in /proc")
async def test_nothing_grows_in_thirty_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "PAUSE_S", 0.0)
    stage = Stage(tmp_path, Rules(own_time=True))
    await stage.start()
    stage.store.write_now(lambda connection: retention.keep(connection, WEEK, stage.clock.now()))
    pages: list[int] = []
    logs: list[int] = []
    files: list[int] = []
    for day in range(DAYS):
        await _day(stage, day)
        pages.append(stage.store.read_now(_used_pages))
        logs.append(room.log_bytes(stage.store.path))
        files.append(_open_files())
    kept = stage.store.read_now(reading.session_counts)
    await stage.close()

    assert max(pages[DAYS // 2 :]) <= max(pages[: DAYS // 2])
    assert max(logs[DAYS // 2 :]) <= max(logs[: DAYS // 2])
    assert max(files[DAYS // 2 :]) <= max(files[: DAYS // 2])
    assert sum(kept.values()) <= PEOPLE * 5
