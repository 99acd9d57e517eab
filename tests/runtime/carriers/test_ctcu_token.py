"""The access token: its day's calls, and what happens around a fetch."""

import asyncio
from datetime import timedelta

from runtime.carriers.ctcu.token import CALLS_A_DAY, TokenError, TokenKeeper
from runtime.carriers.http import client
from runtime.carriers.port import ErrorClass, Outcome, SendReply
from runtime.simulator.faults import FaultKind, FaultRule
from tests.support.carrier_lab import CarrierLab, request_to


async def reply_without_token(keeper: TokenKeeper) -> SendReply | None:
    try:
        await keeper.current()
    except TokenError as error:
        return error.reply
    return None


async def test_no_more_calls_than_the_day_allows() -> None:
    async with CarrierLab() as lab, client() as http:
        keeper = TokenKeeper(lab.endpoint, http, lab.clock)
        await keeper.current()
        keeper._calls = CALLS_A_DAY
        lab.clock.jump_by(3 * 3600)

        today = await reply_without_token(keeper)
        lab.clock.jump_by(24 * 3600)
        tomorrow = await reply_without_token(keeper)

        assert today is not None
        assert (today.outcome, today.error) == (Outcome.NOT_SENT, ErrorClass.QUEUE_FULL)
        assert tomorrow is None
        assert keeper.calls_today == 1


async def test_platform_counts_the_day_as_well() -> None:
    async with CarrierLab() as lab:
        lab.account.new_token(lab.clock.now())
        lab.account.tokens_today = CALLS_A_DAY

        reply = await lab.carrier.send(request_to())

        assert (reply.outcome, reply.code) == (Outcome.NOT_SENT, "45001")


async def test_platform_that_is_down_for_tokens_means_not_sent_and_one_call() -> None:
    async with CarrierLab() as lab:
        lab.simulator.faults.set(FaultRule(kind=FaultKind.STATUS, value=500, path="accessToken"))

        replies = await asyncio.gather(*(lab.carrier.send(request_to()) for _ in range(10)))

        assert {reply.outcome for reply in replies} == {Outcome.NOT_SENT}
        assert lab.simulator.faults.happened == {"status": 1}


async def test_sender_that_gives_up_does_not_take_the_token_from_the_others() -> None:
    async with CarrierLab() as lab:
        first = asyncio.create_task(lab.carrier.send(request_to()))
        await asyncio.sleep(0)
        second = asyncio.create_task(lab.carrier.send(request_to()))
        await asyncio.sleep(0)
        first.cancel()

        assert (await second).outcome is Outcome.ACCEPTED


async def test_token_answer_without_a_life_is_used_for_the_standard_one() -> None:
    async with CarrierLab() as lab:
        await lab.carrier.send(request_to())
        lab.clock.jump_to(lab.clock.now() + timedelta(seconds=7000))

        await lab.carrier.send(request_to())

        assert lab.account.tokens_today == 1
