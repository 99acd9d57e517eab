"""Bursts of 429, and a carrier that fails for minutes: nothing is lost, doubled or stormed."""

from collections import Counter
from pathlib import Path

from runtime.carriers.port import ErrorClass, SendReply, SendRequest
from runtime.delivery.rules import Rules
from runtime.wording import same
from tests.runtime.delivery.conftest import Stage
from tests.runtime.delivery.flows import pausing

_PEOPLE = [f"+86138000{number:05d}" for number in range(120)]


async def test_a_carrier_that_takes_ten_a_second_gets_all_in_time(tmp_path: Path) -> None:
    """F12, without Retry-After: the rate settles near what is taken, and nobody is lost."""
    stage = Stage(tmp_path, Rules(window=16))
    await stage.start()
    taken: Counter[int] = Counter()
    refused = 0

    def answer(_: SendRequest) -> SendReply:
        nonlocal refused
        second = int(stage.clock.now().timestamp())
        if taken[second] >= 10:
            refused += 1
            return SendReply.refused("429", same("slow down"), ErrorClass.THROTTLED)
        taken[second] += 1
        return SendReply.accepted()

    stage.carrier.answers = [answer] * 5000
    await stage.begin(pausing(), *_PEOPLE)
    for _ in range(240):
        await stage.pass_time(0.25)
        if taken.total() == len(_PEOPLE):
            break

    assert taken.total() == len(_PEOPLE)
    assert set(stage.states().values()) == {"accepted"}
    assert refused < len(_PEOPLE)
    await stage.close()


async def test_ten_minutes_of_failures_are_met_with_few_tries(stage: Stage) -> None:
    """F13: the gate closes, single messages try, and all of them go once the carrier is back."""
    stage.carrier.usual = SendReply.refused("HTTP 503", same("down"), ErrorClass.TEMPORARY)
    await stage.begin(pausing(), *_PEOPLE)
    for _ in range(60):
        await stage.pass_time(10)
    tries = len(stage.carrier.got)
    stage.carrier.usual = SendReply.accepted()
    for _ in range(60):
        await stage.pass_time(10)

    assert tries <= stage.runtime.rules.window + 25
    assert set(stage.states().values()) == {"accepted"}
