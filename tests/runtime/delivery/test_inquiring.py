"""What becomes of messages whose outcome is unknown: asked about, or for a person to decide."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from runtime.carriers.port import DeliveryStatus, Inquiry, SendReply
from runtime.delivery.rules import Rules
from runtime.delivery.settling import decide_unknown
from runtime.testing import CHATBOT, AskedCarrier
from runtime.wording import same
from tests.runtime.delivery.conftest import ANN, Stage
from tests.runtime.delivery.flows import watching

_SILENT = SendReply.unknown("ReadTimeout", same("no answer"))


@pytest_asyncio.fixture
async def asked(tmp_path: Path) -> AsyncIterator[tuple[Stage, AskedCarrier]]:
    """A stage whose carrier can be asked, and one message to it that was not answered."""
    stage = Stage(tmp_path, Rules(own_time=True))
    carrier = AskedCarrier()
    stage.carrier = carrier
    await stage.start()
    carrier.answers = [_SILENT]
    await stage.begin(watching(), ANN)
    yield stage, carrier
    await stage.close()


@pytest.mark.parametrize(
    ("answer", "state", "sends"),
    [
        (Inquiry("known", DeliveryStatus.DELIVERED), "delivered", 1),
        (Inquiry("known", DeliveryStatus.FAILED), "failed", 1),
        (Inquiry("known"), "accepted", 1),
        (Inquiry("never_had"), "accepted", 2),
        (Inquiry("no_answer"), "unknown", 1),
    ],
)
async def test_the_carrier_is_asked_before_anything_is_sent_again(
    asked: tuple[Stage, AskedCarrier], answer: Inquiry, state: str, sends: int
) -> None:
    stage, carrier = asked
    before = (stage.states(), list(carrier.asked))
    carrier.knows["s1-1"] = answer
    await stage.pass_time(6)

    assert before == ({"s1-1": "unknown"}, [])
    assert carrier.asked == ["s1-1"]
    assert (stage.states(), len(carrier.got)) == ({"s1-1": state}, sends)


async def test_it_is_asked_less_and_less_often_and_not_for_ever(asked: tuple[Stage, AskedCarrier]) -> None:
    stage, carrier = asked
    for _ in range(60):
        await stage.pass_time(2)
    soon = len(carrier.asked)
    for _ in range(30):
        await stage.pass_time(3600)

    assert 3 <= soon <= 6
    assert soon < len(carrier.asked) <= soon + 12
    assert stage.states() == {"s1-1": "unknown"}


@pytest.mark.parametrize(("sends_again", "state", "sends"), [(True, "accepted", 2), (False, "failed", 1)])
async def test_a_person_decides_and_the_session_hears_of_it(
    stage: Stage, sends_again: bool, state: str, sends: int
) -> None:
    stage.carrier.answers = [_SILENT]
    await stage.begin(watching(), ANN)
    now = stage.clock.now()
    await stage.store.write(lambda c: decide_unknown(c, "s1-1", now, sends_again=sends_again))
    stage.runtime.wake()
    stage.runtime.wake_senders()
    await stage.quiet()

    assert (stage.states()["s1-1"], len(stage.carrier.got)) == (state, sends)
    assert stage.outcomes() == {"s1": "waiting" if sends_again else "abandoned"}


async def test_the_pace_of_an_account_outlives_its_endpoint(stage: Stage) -> None:
    bucket = stage.runtime.endpoints["telecom"].account.bucket
    await stage.runtime.use(stage.carrier, CHATBOT, "telecom")

    assert stage.runtime.endpoints["telecom"].account.bucket is bucket
