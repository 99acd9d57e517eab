"""How far messages come and what comes back, between the adapter, the platform and the handsets."""

from runtime.carriers.port import DeliveryStatus, Outcome, TypedText
from runtime.carriers.protocols import open_carrier
from runtime.simulator.faults import FaultKind, FaultRule
from runtime.simulator.hands import Hands
from tests.support.carrier_lab import NUMBER, CarrierLab, request_to


async def test_sms_only_handset_gets_the_sms() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset(is_sms_only=True)

        await lab.carrier.send(request_to(sms_text="【信流】您好。回复1好，2不好。"))
        await lab.run()

        (received,) = handset.received
        assert received.sms_text == "【信流】您好。回复1好，2不好。"
        assert lab.inbox.statuses[-1].status is DeliveryStatus.FELL_BACK


async def test_sms_only_handset_without_sms_fails_with_code_2() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset(is_sms_only=True)

        await lab.carrier.send(request_to())
        await lab.run()

        assert handset.received == []
        last = lab.inbox.statuses[-1]
        assert (last.status, last.code) == (DeliveryStatus.FAILED, "2")
        assert last.words is not None
        assert last.words.zh == "终端不支持 5G 消息"


async def test_message_for_a_handset_that_is_off_waits_until_it_is_on() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset(is_online=False)
        await lab.carrier.send(request_to())
        await lab.run(2)
        assert handset.received == []

        lab.simulator.centre.switch(handset, is_online=True)
        await lab.run()

        assert len(handset.received) == 1
        assert lab.inbox.statuses[-1].status is DeliveryStatus.DISPLAYED


async def test_message_that_waits_too_long_falls_back() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset(is_online=False)

        await lab.carrier.send(request_to(sms_text="短信"))
        await lab.run(100)

        assert [received.sms_text for received in handset.received] == ["短信"]


async def test_message_that_may_not_wait_fails_with_code_4() -> None:
    async with CarrierLab() as lab:
        lab.handset(is_online=False)

        await lab.carrier.send(request_to(store=False))
        await lab.run()

        assert lab.inbox.statuses[-1].code == "4"


async def test_stored_message_can_be_revoked_and_a_delivered_one_cannot() -> None:
    async with CarrierLab() as lab:
        off, on = lab.handset(is_online=False), lab.handset("+8618900000002")
        await lab.carrier.send(request_to(message_id="waits"))
        await lab.carrier.send(request_to(on.number, message_id="came"))
        await lab.run()

        replies = [
            await lab.carrier.revoke("waits", off.number),
            await lab.carrier.revoke("came", on.number),
        ]
        await lab.run()
        lab.simulator.centre.switch(off, is_online=True)
        await lab.run()

        assert [reply.outcome for reply in replies] == [Outcome.ACCEPTED, Outcome.ACCEPTED]
        statuses = {status.message_id: status.status for status in lab.inbox.statuses}
        assert statuses == {"waits": DeliveryStatus.REVOKED, "came": DeliveryStatus.REVOKE_FAILED}
        assert off.received == []


async def test_forged_and_stale_callbacks_are_turned_away_and_the_real_ones_taken() -> None:
    async with CarrierLab() as lab:
        lab.handset()
        lab.simulator.faults.set(
            FaultRule(kind=FaultKind.FORGED, count=1), FaultRule(kind=FaultKind.STALE, count=1)
        )

        await lab.carrier.send(request_to())
        await lab.run()

        assert lab.inbox.refusals == [401, 401]
        assert len(lab.inbox.statuses) == 3


async def test_duplicate_callbacks_read_as_the_same_event() -> None:
    async with CarrierLab() as lab:
        lab.handset()
        await lab.carrier.send(request_to())
        await lab.run()
        lab.simulator.faults.set(FaultRule(kind=FaultKind.DUPLICATE, value=4, count=1))

        Hands(lab.simulator).drive(NUMBER, "type", {"text": "在吗"})
        await lab.run()

        assert len(lab.inbox.messages) == 5
        assert len(set(lab.inbox.messages)) == 1
        assert lab.inbox.messages[0].content == TypedText("在吗")


async def test_callbacks_are_repeated_until_they_are_taken() -> None:
    async with CarrierLab() as lab:
        lab.handset()
        lab.inbox.answer_with = 500
        await lab.carrier.send(request_to())
        await lab.run(1 / 3600)

        lab.inbox.answer_with = 204
        await lab.run()

        assert {status.status for status in lab.inbox.statuses} == {
            DeliveryStatus.SENT,
            DeliveryStatus.DELIVERED,
            DeliveryStatus.DISPLAYED,
        }
        assert lab.simulator.journal.counts["callback_retried"] > 0
        assert lab.simulator.journal.counts["callback_lost"] == 0


async def test_same_message_handed_in_twice_reaches_the_handset_once_and_is_counted() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset()
        request = request_to()

        replies = [await lab.carrier.send(request), await lab.carrier.send(request)]
        await lab.run()

        assert [reply.outcome for reply in replies] == [Outcome.ACCEPTED, Outcome.ACCEPTED]
        assert len(handset.received) == 1
        assert lab.simulator.journal.counts["submitted_twice"] == 1


async def test_endpoint_read_from_its_configuration_opens_a_carrier_that_sends() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset()
        carrier = open_carrier(lab.endpoint, lab.clock)

        reply = await carrier.send(request_to())
        await lab.run()
        await carrier.close()

        assert (carrier.name, reply.outcome) == ("lab", Outcome.ACCEPTED)
        assert len(handset.received) == 1


async def test_late_and_shuffled_statuses_tell_the_same_story() -> None:
    async with CarrierLab() as lab:
        lab.handset()
        lab.simulator.faults.set(
            FaultRule(kind=FaultKind.LATE, value=3600, count=1), FaultRule(kind=FaultKind.SHUFFLED)
        )

        await lab.carrier.send(request_to())
        await lab.run(2)

        by_time = sorted(lab.inbox.statuses, key=lambda status: status.at)
        assert [status.status for status in by_time] == ["sent", "delivered", "displayed"]
        assert lab.inbox.statuses[-1].status is DeliveryStatus.SENT


async def test_callback_nobody_ever_takes_is_lost_and_counted_and_the_next_one_goes_on() -> None:
    async with CarrierLab() as lab:
        lab.handset()
        lab.inbox.answer_with = 500
        hands = Hands(lab.simulator)
        hands.drive(NUMBER, "type", {"text": "丢了"})
        await lab.run(2)
        lab.inbox.answer_with = 204

        hands.drive(NUMBER, "type", {"text": "到了"})
        await lab.run()

        assert [message.content for message in lab.inbox.messages] == [TypedText("到了")]
        assert lab.simulator.journal.counts["callback_lost"] == 1
        assert lab.simulator.journal.counts["callback_retried"] == 6
