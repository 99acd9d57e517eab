"""A little of the soak in every test run: a few worlds, seeds that once failed, a campaign that is killed."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from runtime.delivery import patience, upkeep
from runtime.delivery.rules import Rules
from runtime.delivery.runtime import Beginning, Runtime
from runtime.flow.ids import FlowId
from runtime.store import Store, StoreFull, outbox
from runtime.store.keys import FixedKeys
from runtime.store.tables import audit, inbox
from runtime.testing import CHATBOT, FakeCarrier, still_clock
from tests.runtime.delivery.flows import greeting
from tests.soak import sweep
from tests.soak.disk import Disk, failing
from tests.soak.killing import KilledCampaign
from tests.soak.sweep import Swept

SEEDS = (3, 11, 27, 42)


@pytest.fixture(autouse=True)
def rough_times(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Logs nothing, because everything goes wrong here; waits are short and as before afterwards."""
    monkeypatch.setattr(patience, "RETRY_S", patience.RETRY_S)
    monkeypatch.setattr(upkeep, "PAUSE_S", upkeep.PAUSE_S)
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without anything in it."""
    return sweep.template(tmp_path_factory.mktemp("fresh"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*SEEDS, *sweep.once_failed()])
def test_what_must_hold_holds_in_every_world(tmp_path: Path, fresh: Path, seed: int) -> None:
    swept = Swept()
    found = sweep.one(seed, tmp_path, fresh, swept)

    assert found == []
    assert swept.visited["killed"]
    assert swept.taken


@pytest.mark.slow
def test_a_world_notices_what_is_broken(tmp_path: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a runtime that sends again whatever a crash interrupted, the oracle must object."""

    def sends_again(connection: Connection, *_: object) -> int:
        connection.exec_driver_sql("UPDATE outbox SET state = 'queued' WHERE state = 'sending'")
        return 0

    monkeypatch.setattr(outbox, "give_up_sending", sends_again)
    swept = Swept()
    for seed in range(30):
        if any("doubled" in one for one in sweep.one(seed, tmp_path, fresh, swept)):
            break

    assert swept.doubled


@pytest.mark.slow
async def test_a_killed_campaign_loses_and_doubles_nothing(tmp_path: Path) -> None:
    killed = await KilledCampaign(tmp_path, 5, people=40, kills=4).run()

    assert (killed.lost, killed.doubled, killed.broken) == (0, 0, [])
    assert killed.kills.total() == 4
    assert killed.taken >= 40


async def test_a_step_whose_nth_write_fails_happens_whole_or_not_at_all(tmp_path: Path) -> None:
    """F06: the first write fails, then the second, and so on until none does."""
    disk = Disk()
    store = Store(tmp_path, keys=FixedKeys())
    runtime = Runtime(store, clock=still_clock(), rules=Rules())
    await runtime.start()
    await runtime.use(FakeCarrier(), CHATBOT, "telecom")
    await runtime.publish(greeting())
    people = tuple((await runtime.meet(["+8618900000001", "+8618900000002"])).values())
    runtime.wake = lambda: None  # type: ignore[method-assign]  # the step alone counts here
    rows: list[tuple[int, int]] = []
    with failing(disk):
        for number in range(20):
            disk.fails_after = number
            try:
                await runtime.begin(Beginning(FlowId("greeting"), people, {}, {}))
            except StoreFull:
                rows.append(store.read_now(_rows))
            else:
                break
    after = store.read_now(_rows)
    await runtime.stop()
    await asyncio.to_thread(store.close)

    assert len(rows) >= 2
    assert set(rows) == {rows[0]}
    assert after == (rows[0][0] + 2, rows[0][1] + 1)


def _rows(connection: Connection) -> tuple[int, int]:
    entries, deeds = (
        connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (inbox, audit)
    )
    return entries, deeds
