"""F44: work that is due and stands still is told loudly, with what stands where."""

import asyncio
import logging
from pathlib import Path

import orjson
import pytest
from sqlalchemy import Connection

from runtime.carriers.port import SendReply
from runtime.delivery.work import Work, WorkDone
from runtime.testing import said
from runtime.wording import same
from tests.runtime.delivery.conftest import ANN, Stage
from tests.runtime.delivery.flows import greeting
from tests.support.logs import ExpectLog


async def test_work_that_stands_still_is_told_with_a_dump(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    await stage.begin(greeting(), ANN)
    watch = stage.runtime.stuck
    watch.patience_s = 0.0

    def asleep(_work: Work, _connection: Connection) -> WorkDone:
        return WorkDone(0, 0, False, None, frozenset(), False)

    awake = Work.batch
    monkeypatch.setattr(Work, "batch", asleep)
    await stage.runtime.receive("telecom", [said(ANN, "要", 1)])
    expect_log("runtime.delivery.stuck", "stuck, nothing goes on queues=inbox", level=logging.ERROR)
    await watch.look()
    told = stage.runtime.state()["stuck"]
    written = await asyncio.to_thread(Path(told["dump"]).read_text, "utf-8")
    dump = orjson.loads(written)
    monkeypatch.setattr(Work, "batch", awake)
    stage.runtime.wake()
    await stage.quiet()
    expect_log("runtime.delivery.stuck", "goes on again")
    await watch.look()

    assert set(told["queues"]) == {"inbox"}
    assert dump["inbox"]["count"] == 1
    assert "runtime.py" in dump["loops"]["work"]
    assert "sender.py" in dump["loops"]["send telecom"]
    assert ANN not in written
    assert stage.runtime.state()["stuck"] is None


async def test_a_carrier_in_trouble_is_not_stuck(stage: Stage) -> None:
    stage.carrier.usual = SendReply.not_sent("gone", same("gone"))
    people = [f"+86138000{number:05d}" for number in range(20)]
    await stage.begin(greeting(), *people)
    stage.runtime.stuck.patience_s = 0.0
    await stage.runtime.stuck.look()

    assert stage.runtime.state()["stuck"] is None
