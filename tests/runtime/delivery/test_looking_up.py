"""What a carrier says of a handset when a flow wants to know."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import pytest
import pytest_asyncio

from runtime.carriers.port import HandsetCapability
from runtime.delivery.caller import take_up
from runtime.delivery.rules import Rules
from runtime.flow.flow import Flow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.capability import Capability
from runtime.flow.resume import Capability as Known
from runtime.store import calls
from runtime.testing import CHATBOT, FakeCarrier, TellingCarrier
from tests.runtime.delivery.conftest import ANN, Stage, until
from tests.runtime.delivery.flows import end, flow_of, say, start
from tests.support.flows import wired


def looking() -> Flow:
    """Says by which exit it left."""
    return flow_of(
        "looking",
        wired(start(), next="can"),
        wired(Capability(id=NodeId("can")), rcs="rcs", sms_only="sms", unknown="unknown"),
        *(wired(say(name, name), next="end") for name in ("rcs", "sms", "unknown")),
        end("end"),
    )


@pytest_asyncio.fixture
async def told(tmp_path: Path) -> AsyncIterator[tuple[Stage, TellingCarrier]]:
    """A stage whose carrier can be asked."""
    stage = Stage(tmp_path, Rules(own_time=True))
    stage.carrier = carrier = TellingCarrier()
    await stage.start()
    yield stage, carrier
    await stage.close()


@pytest.mark.parametrize(("says", "left_by"), [("rcs", "rcs"), ("sms_only", "sms"), ("unknown", "unknown")])
async def test_the_flow_goes_on_by_what_the_carrier_says(
    told: tuple[Stage, TellingCarrier], says: HandsetCapability, left_by: str
) -> None:
    stage, carrier = told
    carrier.handsets[ANN] = says

    await stage.begin(looking(), ANN)

    assert (carrier.asked, stage.carrier.texts(ANN)) == ([ANN], [left_by])
    assert stage.store.read_now(calls.count) == 0


async def test_a_carrier_that_does_not_answer_in_time_leaves_it_unknown(
    told: tuple[Stage, TellingCarrier],
) -> None:
    stage, carrier = told
    carrier.is_silent = True
    await stage.runtime.publish(looking())
    await stage.start_with("looking", ANN)
    await until(lambda: carrier.asked == [ANN])

    stage.clock.jump_by(6)
    await until(lambda: stage.carrier.texts(ANN) == ["unknown"])


async def test_a_question_that_a_crash_cut_off_is_asked_again(told: tuple[Stage, TellingCarrier]) -> None:
    stage, carrier = told
    carrier.is_silent = True
    await stage.runtime.publish(looking())
    await stage.start_with("looking", ANN)
    await until(lambda: carrier.asked == [ANN])

    await stage.store.write(lambda connection: take_up(connection, stage.clock.now()))
    again = await stage.store.write(lambda connection: calls.claim(connection, 1))

    assert [one.attempts for one in again] == [1]


async def test_a_carrier_without_the_question_is_not_asked(stage: Stage) -> None:
    await stage.begin(looking(), ANN)

    assert stage.carrier.texts(ANN) == ["unknown"]


async def test_a_carrier_that_takes_the_place_of_one_that_tells_is_not_asked(
    told: tuple[Stage, TellingCarrier],
) -> None:
    stage, carrier = told
    silent = FakeCarrier()
    await stage.runtime.use(silent, CHATBOT, "telecom")

    await stage.begin(looking(), ANN)

    assert (carrier.asked, silent.texts(ANN)) == ([], ["unknown"])


def test_carriers_and_flows_mean_the_same_by_a_capability() -> None:
    assert get_args(HandsetCapability) == get_args(Known)
