"""F02: a campaign whose process is killed again and again reaches everybody once; totals are the oracle's."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from runtime.delivery.campaigns.report import figures
from runtime.store import Store
from runtime.store import campaigns as campaign_rows
from tests.runtime.delivery.campaign_crashing import COUNT, WINDOW
from tests.runtime.delivery.test_crashes import Oracle

POINTS = ("gathering", "gathered", "campaign beginning", "campaign begun", "advancing", "claimed", "answered")
PROGRAM = "tests.runtime.delivery.campaign_crashing"


def _rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "runtime.db")) as database:
        return database.execute(query).fetchall()


@pytest.mark.slow
async def test_a_campaign_that_is_killed_anywhere_reaches_everybody_once(tmp_path: Path) -> None:
    oracle = Oracle()
    await oracle.server.start()
    chance = random.Random(2)
    kills = 0
    try:
        for point in chance.sample(POINTS, 4):
            status, _ = await oracle.run(tmp_path, point, chance.randrange(4), PROGRAM)
            kills += status != 0
        status, said = await oracle.run(tmp_path, "none", 0, PROGRAM)
    finally:
        await oracle.server.stop()

    assert (0, {"finished"}) == (status, said)
    assert kills
    recipients = _rows(tmp_path, "SELECT contact, session_id FROM campaign_recipient WHERE state = 'begun'")
    sessions = _rows(tmp_path, "SELECT contact, id FROM session")
    assert Counter(sessions) == Counter(recipients)
    assert len(recipients) == COUNT
    states = dict(_rows(tmp_path, "SELECT message_id, state FROM outbox"))
    assert {1} == set(oracle.accepted.values())
    assert set(states.values()) <= {"accepted", "unknown"}
    unknown = {key for key, state in states.items() if state == "unknown"}
    assert set(states) - set(oracle.accepted) <= unknown
    assert len(unknown) <= WINDOW * kills
    with Store(tmp_path) as store:
        (campaign,) = store.read_now(lambda one: campaign_rows.listed(one, 9))
        runs = store.read_now(lambda one: campaign_rows.runs_of(one, campaign.id))
        told = store.read_now(lambda one: figures(one, [run.run for run in runs]))
    assert (told.planned, told.begun, told.skipped, told.waiting) == (COUNT, COUNT, 0, 0)
    assert told.outcomes == Counter(states.values())
