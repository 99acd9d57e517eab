"""The CT/CU adapter against the simulated platform, over real loopback HTTP."""

import asyncio
import socket
from datetime import timedelta

from runtime.carriers.ctcu.adapter import CtcuCarrier
from runtime.carriers.http import Timeouts
from runtime.carriers.port import (
    DeliveryStatus,
    ErrorClass,
    Outcome,
    Tapped,
    UploadError,
)
from runtime.messages.wire import TEXT, WirePart
from runtime.simulator.faults import FaultKind, FaultRule
from runtime.simulator.hands import Hands
from tests.support.carrier_lab import NUMBER, CarrierLab, chips, eventually, request_to

SHORT = Timeouts(connect_s=2.0, read_s=0.2, total_s=0.4)


async def impatient(lab: CarrierLab) -> CtcuCarrier:
    """An adapter that waits a fraction of a second, with a token already."""
    carrier = lab.carrier_for(lab.endpoint, SHORT)
    while (await carrier.send(request_to())).outcome is not Outcome.ACCEPTED:
        lab.clock.jump_by(60)
    return carrier


async def test_message_reaches_the_handset_exactly_as_it_was_sent() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset()

        reply = await lab.carrier.send(request_to(parts=(WirePart(TEXT, "您好"), chips("好", "不好"))))
        await lab.run()

        assert reply.outcome is Outcome.ACCEPTED
        (received,) = handset.received
        assert received.text == "您好"
        assert [offer.postback for offer in received.offers] == ["pb-好", "pb-不好"]


async def test_statuses_come_back_signed_and_in_order() -> None:
    async with CarrierLab() as lab:
        lab.handset()

        await lab.carrier.send(request_to(message_id="m-1"))
        await lab.run()

        assert [status.status for status in lab.inbox.statuses] == [
            DeliveryStatus.SENT,
            DeliveryStatus.DELIVERED,
            DeliveryStatus.DISPLAYED,
        ]
        assert {(status.message_id, status.contact) for status in lab.inbox.statuses} == {("m-1", NUMBER)}


async def test_tap_comes_back_with_its_postback_and_the_message_it_answers() -> None:
    async with CarrierLab() as lab:
        lab.handset()
        await lab.carrier.send(request_to(parts=(chips("好"),), contribution_id="c-7"))
        await lab.run()

        Hands(lab.simulator).drive(NUMBER, "tap", {"text": "好"})
        await lab.run()

        (message,) = lab.inbox.messages
        assert message.content == Tapped("pb-好", "好", is_action=False)
        assert (message.contact, message.in_reply_to) == (NUMBER, "c-7")
        assert message.conversation_id == "conversation-1"


async def test_notify_address_is_verified_and_a_wrong_token_is_not() -> None:
    async with CarrierLab() as lab:
        assert await lab.simulator.postman.check_address(lab.account)

        lab.account.app_id = "somebody else"
        assert not await lab.simulator.postman.check_address(lab.account)


async def test_token_that_expires_in_mid_run_is_renewed_once_for_all() -> None:
    async with CarrierLab() as lab:
        lab.handset()
        await lab.carrier.send(request_to())
        lab.simulator.platform.expire_tokens()

        replies = await asyncio.gather(*(lab.carrier.send(request_to()) for _ in range(50)))

        assert {reply.outcome for reply in replies} == {Outcome.ACCEPTED}
        assert lab.account.tokens_today == 2
        assert lab.carrier.token_calls_today == 2


async def test_fifty_sends_at_the_start_fetch_one_token() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset()

        replies = await asyncio.gather(*(lab.carrier.send(request_to()) for _ in range(50)))
        await lab.run()

        assert {reply.outcome for reply in replies} == {Outcome.ACCEPTED}
        assert lab.account.tokens_today == 1
        assert len({received.message_id for received in handset.received}) == 50


async def test_token_is_renewed_before_it_ends() -> None:
    async with CarrierLab() as lab:
        await lab.carrier.send(request_to())
        lab.clock.jump_by(7200 - 60)

        reply = await lab.carrier.send(request_to())

        assert reply.outcome is Outcome.ACCEPTED
        assert lab.account.tokens_today == 2
        assert lab.simulator.journal.counts["rejected"] == 0


async def test_wrong_key_is_a_matter_of_credentials_and_does_not_storm_the_platform() -> None:
    async with CarrierLab() as lab:
        carrier = lab.carrier_for(lab.endpoint_with(app_key="wrong"))

        replies = await asyncio.gather(*(carrier.send(request_to()) for _ in range(20)))
        later = await carrier.send(request_to())

        assert {(reply.outcome, reply.error) for reply in (*replies, later)} == {
            (Outcome.NOT_SENT, ErrorClass.CREDENTIALS)
        }
        assert carrier.token_calls_today == 1


async def test_wrong_key_is_tried_again_after_a_rest() -> None:
    async with CarrierLab() as lab:
        carrier = lab.carrier_for(lab.endpoint_with(app_key="right later"))
        await carrier.send(request_to())
        lab.account.app_key = "right later"
        lab.clock.jump_by(60)

        reply = await carrier.send(request_to())

        assert reply.outcome is Outcome.ACCEPTED


async def test_foreign_sender_is_refused_for_good() -> None:
    async with CarrierLab() as lab:
        reply = await lab.carrier.send(request_to(chatbot="sip:999@elsewhere.cn"))

        assert (reply.outcome, reply.code, reply.error) == (
            Outcome.REFUSED,
            "30008",
            ErrorClass.PERMANENT,
        )


async def test_label_of_nine_characters_is_refused_as_content() -> None:
    async with CarrierLab() as lab:
        reply = await lab.carrier.send(request_to(parts=(chips("一二三四五六七八九"),)))

        assert (reply.code, reply.error) == ("40018", ErrorClass.CONTENT)


async def test_timeout_after_acceptance_is_unknown() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset()
        carrier = await impatient(lab)
        lab.simulator.faults.set(FaultRule(kind=FaultKind.HANG_AFTER, value=30, count=1))

        reply = await carrier.send(request_to(message_id="hangs"))
        await eventually(lambda: bool(lab.simulator.faults.happened))
        lab.simulator.fault_answers.release()
        await lab.run()

        assert reply.outcome is Outcome.UNKNOWN
        assert handset.find("hangs") is not None


async def test_timeout_before_acceptance_is_unknown_too() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset()
        carrier = await impatient(lab)
        lab.simulator.faults.set(FaultRule(kind=FaultKind.HANG_BEFORE, value=30, count=1))

        reply = await carrier.send(request_to(message_id="hangs"))
        await eventually(lambda: bool(lab.simulator.faults.happened))
        lab.simulator.fault_answers.release()
        await lab.run()

        assert reply.outcome is Outcome.UNKNOWN
        assert handset.find("hangs") is None


async def test_refused_connection_is_not_sent() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    async with CarrierLab() as lab:
        carrier = lab.carrier_for(lab.endpoint_with(server_root=f"http://127.0.0.1:{port}"))

        reply = await carrier.send(request_to())

        assert (reply.outcome, reply.error) == (Outcome.NOT_SENT, ErrorClass.TEMPORARY)


async def test_platform_gone_after_the_token_is_not_sent() -> None:
    async with CarrierLab() as lab:
        await lab.carrier.send(request_to())
        await lab.simulator.stop()

        reply = await lab.carrier.send(request_to())

        assert reply.outcome in (Outcome.NOT_SENT, Outcome.UNKNOWN)
        assert (await lab.carrier.send(request_to())).outcome is Outcome.NOT_SENT


async def test_answers_that_make_no_sense_leave_the_message_unknown() -> None:
    senseless = ((FaultKind.GARBAGE_AFTER, 0), (FaultKind.FLOOD_AFTER, 20), (FaultKind.STATUS, 502))
    async with CarrierLab() as lab:
        await lab.carrier.send(request_to())
        for kind, value in senseless:
            lab.simulator.faults.set(FaultRule(kind=kind, value=value, count=1))

            reply = await lab.carrier.send(request_to())

            assert reply.outcome is Outcome.UNKNOWN, kind


async def test_answers_that_refuse_are_told_apart() -> None:
    expected = {
        (FaultKind.REFUSE, 30003): ("30003", ErrorClass.THROTTLED),
        (FaultKind.REFUSE, 30001): ("30001", ErrorClass.QUEUE_FULL),
        (FaultKind.REFUSE, -1): ("-1", ErrorClass.TEMPORARY),
        (FaultKind.REFUSE, 46001): ("46001", ErrorClass.RECIPIENT),
        (FaultKind.REFUSE, 82222): ("82222", ErrorClass.PERMANENT),
        (FaultKind.STATUS, 429): ("HTTP 429", ErrorClass.THROTTLED),
        (FaultKind.STATUS, 503): ("HTTP 503", ErrorClass.TEMPORARY),
        (FaultKind.STATUS, 403): ("HTTP 403", ErrorClass.CREDENTIALS),
        (FaultKind.REDIRECT, 0): ("HTTP 302", ErrorClass.PERMANENT),
    }
    async with CarrierLab() as lab:
        for (kind, value), (code, error) in expected.items():
            lab.simulator.faults.set(FaultRule(kind=kind, value=value, count=1))

            reply = await lab.carrier.send(request_to())

            assert (reply.outcome, reply.code, reply.error) == (Outcome.REFUSED, code, error)
            assert reply.words is not None


async def test_retry_after_is_passed_on() -> None:
    async with CarrierLab() as lab:
        lab.simulator.faults.set(FaultRule(kind=FaultKind.STATUS, value=429, count=1))

        reply = await lab.carrier.send(request_to())

        assert reply.retry_after_s == 2


async def test_token_that_stays_dead_is_renewed_only_once() -> None:
    async with CarrierLab() as lab:
        lab.simulator.faults.set(FaultRule(kind=FaultKind.TOKEN))

        reply = await lab.carrier.send(request_to())

        assert (reply.outcome, reply.error) == (Outcome.REFUSED, ErrorClass.CREDENTIALS)
        assert lab.account.tokens_today == 2


async def test_uploaded_media_can_be_fetched_until_it_expires() -> None:
    async with CarrierLab() as lab:
        uploaded = await lab.carrier.upload(b"\x89PNG picture", '春"季.png', "image/png")

        stored = lab.simulator.platform.media.get(uploaded.url.split("/")[-2], lab.clock.now())

        assert stored is not None
        assert stored.content == b"\x89PNG picture"
        assert uploaded.until == lab.clock.now() + timedelta(days=7)


async def test_permanent_media_passes_an_audit() -> None:
    async with CarrierLab() as lab:
        uploaded = await lab.carrier.upload(b"\x89PNG", "a.png", "image/png", permanent=True)
        await lab.run()

        (check,) = lab.inbox.events
        assert uploaded.until is None
        assert getattr(check, "remark", "") == f"url:{uploaded.url}"


async def test_media_of_a_wrong_type_or_size_is_refused() -> None:
    async with CarrierLab() as lab:
        for media, content_type, code in (
            (b"x", "application/x-msdownload", "40005"),
            (b"", "image/png", "44001"),
            (b"x" * (2 * 1024 * 1024 + 1), "image/png", "40006"),
        ):
            try:
                await lab.carrier.upload(media, "file", content_type)
            except UploadError as error:
                refused = error.reply

            assert (refused.code, refused.error) == (code, ErrorClass.CONTENT)
