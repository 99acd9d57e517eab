"""Keeping and deleting over the API."""

import pytest

from runtime.service.client import RuntimeRefusal
from runtime.store import journal
from runtime.store.retention import Retention
from tests.runtime.service.conftest import Bench

ANN = "+8613800000001"


async def test_how_long_what_is_kept_can_be_set(bench: Bench) -> None:
    await bench.client.upkeep.set_retention({"events_days": 90})
    deleted = await bench.client.upkeep.look_after()
    shown = await bench.client.upkeep.retention()

    assert shown["days"] == Retention(events_days=90).model_dump()
    assert set(deleted) >= {"events", "messages_in", "trials", "copies"}
    with pytest.raises(RuntimeRefusal):
        await bench.client.upkeep.set_retention({"events_days": -1})


async def test_a_contact_is_deleted_by_number_once(bench: Bench) -> None:
    await bench.service.runtime.meet([ANN])
    await bench.client.upkeep.erase_contact(ANN)

    with pytest.raises(RuntimeRefusal) as refusal:
        await bench.client.upkeep.erase_contact("+8613800000002")
    assert refusal.value.code == "unknown_contact"
    noted = bench.service.store.read_now(lambda connection: journal.recent(connection, 5))
    assert "contact_erased" in [one["action"] for one in noted]
    assert ANN not in str(noted)
