"""China Mobile's adapter against the simulated platform, over real loopback HTTP."""

import asyncio

import pytest

from runtime.carriers.http import Timeouts
from runtime.carriers.port import (
    AWAITING_AUDIT,
    CheckResult,
    DeliveryStatus,
    ErrorClass,
    GroupCarrier,
    Listener,
    Outcome,
    SendRequest,
    SentFile,
    SentLocation,
    SharedData,
    SpamReport,
    Tapped,
    TypedText,
    UploadError,
)
from runtime.messages.elements.file import File
from runtime.messages.wire import CARD, FILE, TEXT, WirePart
from runtime.simulator.behaviour import Behaviour
from runtime.simulator.faults import FaultKind, FaultRule
from runtime.simulator.hands import Hands
from tests.support.carrier_lab import NUMBER, chips
from tests.support.cmcc_lab import CmccLab, cmcc_request
from tests.support.cmcc_text import CHATBOT

OTHER = "+8618900000002"
CARD_PART = WirePart(
    CARD,
    {
        "message": {
            "generalPurposeCard": {
                "layout": {"cardOrientation": "VERTICAL"},
                "content": {"title": "<特惠> & ]]>"},
            }
        }
    },
)
PICTURE = b"\x89PNG picture"


async def test_card_with_chips_reaches_the_handset_exactly_and_its_tap_comes_back() -> None:
    async with CmccLab() as lab:
        handset = lab.handset()

        reply = await lab.mobile.send(cmcc_request(parts=(CARD_PART, chips("好")), contribution_id="c-7"))
        await lab.run()
        Hands(lab.simulator).drive(NUMBER, "tap", {"text": "好"})
        await lab.run()

        assert reply.outcome is Outcome.ACCEPTED
        (received,) = handset.received
        assert received.parts[0]["contentText"] == CARD_PART.content
        assert received.text == "<特惠> & ]]>"
        (message,) = lab.inbox.messages
        assert message.content == Tapped("pb-好", "好", is_action=False)
        assert (message.contact, message.in_reply_to) == (NUMBER, "c-7")
        assert message.conversation_id == "conversation-1"


@pytest.mark.parametrize("keeps_ids", [False, True])
async def test_statuses_come_back_under_our_id_whoever_gives_it(*, keeps_ids: bool) -> None:
    async with CmccLab(keeps_ids=keeps_ids) as lab:
        lab.handset()

        reply = await lab.mobile.send(cmcc_request(message_id="m-1"))
        await lab.run()

        assert bool(reply.carrier_id) is not keeps_ids
        assert [(one.message_id, one.contact, one.status) for one in lab.inbox.statuses] == [
            ("m-1", NUMBER, DeliveryStatus.SENT),
            ("m-1", NUMBER, DeliveryStatus.DELIVERED),
            ("m-1", NUMBER, DeliveryStatus.DISPLAYED),
        ]


async def test_group_reaches_everybody_and_each_has_statuses_of_his_own() -> None:
    async with CmccLab() as lab:
        assert isinstance(lab.mobile, GroupCarrier)
        assert isinstance(lab.mobile, Listener)
        first, second = lab.handset(), lab.handset(OTHER, is_sms_only=True)

        replies = await lab.mobile.send_group(
            cmcc_request(message_id="g-1", sms_text="短信"), (NUMBER, OTHER)
        )
        await lab.run()

        assert {contact: reply.outcome for contact, reply in replies.items()} == {
            NUMBER: Outcome.ACCEPTED,
            OTHER: Outcome.ACCEPTED,
        }
        assert [one.text for one in (*first.received, *second.received)] == ["您好", "短信"]
        reached = {(one.message_id, one.contact): one.status for one in lab.inbox.statuses}
        assert reached.keys() == {("g-1", NUMBER), ("g-1", OTHER)}
        assert reached["g-1", OTHER] is DeliveryStatus.FELL_BACK


async def test_group_tells_who_was_not_taken() -> None:
    async with CmccLab() as lab:
        lab.handset()

        replies = await lab.mobile.send_group(cmcc_request(), (NUMBER, "+12"))

        assert replies[NUMBER].outcome is Outcome.ACCEPTED
        assert (replies["+12"].outcome, replies["+12"].error) == (Outcome.REFUSED, ErrorClass.RECIPIENT)


@pytest.mark.parametrize("count", [0, 101])
async def test_group_of_the_wrong_size_is_the_callers_mistake(count: int) -> None:
    async with CmccLab() as lab:
        with pytest.raises(ValueError, match="100"):
            await lab.mobile.send_group(cmcc_request(), [f"+86189{n:08}" for n in range(count)])


async def test_answer_goes_as_an_interaction() -> None:
    async with CmccLab() as lab:
        handset = lab.handset(behaviour=Behaviour(kind="by_hand"))
        Hands(lab.simulator).drive(NUMBER, "type", {"text": "在吗", "chatbot": CHATBOT})
        await lab.run()
        (heard,) = lab.inbox.messages

        reply = await lab.mobile.send(cmcc_request(in_reply_to=heard.contribution_id))
        await lab.run()

        assert heard.content == TypedText("在吗")
        assert reply.outcome is Outcome.ACCEPTED
        assert len(handset.received) == 1


async def test_handset_says_everything_it_can() -> None:
    async with CmccLab() as lab:
        handset = lab.handset()
        await lab.mobile.send(cmcc_request(message_id="m-1"))
        await lab.run()
        hands = Hands(lab.simulator)

        hands.drive(NUMBER, "location", {"latitude": 22.5, "longitude": 114.05, "label": "家"})
        hands.drive(NUMBER, "file", {"url": "https://m.example/a.jpg", "size_bytes": 7})
        hands.drive(NUMBER, "spam", {"kind": "1", "text": "<烦>"})
        received = handset.received[0]
        lab.simulator.centre.owners.share(lab.account, handset, "deviceModel=P70", received)
        await lab.run()

        contents = {type(one.content): one.content for one in lab.inbox.messages}
        assert contents[SentLocation] == SentLocation(22.5, 114.05, "家")
        assert contents[SentFile] == SentFile("https://m.example/a.jpg", "photo.jpg", "image/jpeg", 7)
        assert contents[SharedData] == SharedData((("deviceModel", "P70"),))
        (spam,) = [one for one in lab.inbox.events if isinstance(one, SpamReport)]
        assert spam == SpamReport(CHATBOT, ("m-1",), "1", "<烦>")


async def test_file_is_sent_as_xml_and_shown_as_a_file() -> None:
    async with CmccLab() as lab:
        handset = lab.handset()
        file = File(source="https://m.example/a.mp3", name="a.mp3", content_type="audio/mp3", duration_s=3)

        reply = await lab.mobile.send(cmcc_request(parts=(file.to_wire(lambda source: source),)))
        await lab.run()

        assert reply.outcome is Outcome.ACCEPTED
        (part,) = handset.received[0].parts
        assert part["contentType"] == FILE
        assert part["contentText"][0]["url"] == "https://m.example/a.mp3"
        assert part["contentText"][0]["durationMs"] == 3000


async def test_message_is_taken_back_until_it_is_delivered() -> None:
    async with CmccLab() as lab:
        lab.handset(is_online=False)
        lab.handset(OTHER)
        await lab.mobile.send_group(cmcc_request(message_id="g-1"), (NUMBER, OTHER))
        await lab.run(0.1)

        replies = [await lab.mobile.revoke("g-1", contact) for contact in (NUMBER, OTHER)]
        missing = await lab.mobile.revoke("never sent", NUMBER)
        await lab.run(0.1)

        assert {one.outcome for one in replies} == {Outcome.ACCEPTED}
        assert (missing.outcome, missing.code) == (Outcome.REFUSED, "SVC0002")
        ends = {one.contact: one.status for one in lab.inbox.statuses if "revoke" in one.status}
        assert ends == {NUMBER: DeliveryStatus.REVOKED, OTHER: DeliveryStatus.REVOKE_FAILED}


async def test_file_has_an_address_once_it_passed_the_audit() -> None:
    async with CmccLab() as lab:
        with pytest.raises(UploadError) as waiting:
            await lab.mobile.upload(PICTURE, "a.png", "image/png")
        await lab.run(0.1)

        kept = await lab.mobile.upload(PICTURE, "a.png", "image/png")

        assert (waiting.value.reply.outcome, waiting.value.reply.code) == (Outcome.NOT_SENT, AWAITING_AUDIT)
        assert kept.until is not None
        answer = await lab.ask("GET", kept.url.removeprefix(lab.simulator.base_url))
        assert answer.body == PICTURE
        (verdict,) = [one for one in lab.inbox.events if isinstance(one, CheckResult)]
        assert (await lab.mobile.delete_media(verdict.upload_id)).outcome is Outcome.ACCEPTED
        assert (await lab.mobile.delete_media(verdict.upload_id)).outcome is Outcome.REFUSED


async def test_rejected_file_is_refused_for_its_content() -> None:
    async with CmccLab() as lab:
        lab.simulator.cmcc.passes_audit = lambda stored: False
        with pytest.raises(UploadError):
            await lab.mobile.upload(PICTURE, "a.png", "image/png")
        await lab.run(0.1)

        with pytest.raises(UploadError) as rejected:
            await lab.mobile.upload(PICTURE, "a.png", "image/png")

        assert rejected.value.reply.error is ErrorClass.CONTENT


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (cmcc_request(chatbot="sip:999@elsewhere.cn"), ErrorClass.CONTENT),
        (cmcc_request(parts=(WirePart(TEXT, ""),)), ErrorClass.CONTENT),
    ],
)
async def test_what_the_platform_refuses_is_classed(request_: SendRequest, error: ErrorClass) -> None:
    async with CmccLab() as lab:
        reply = await lab.mobile.send(request_)

        assert (reply.outcome, reply.error) == (Outcome.REFUSED, error)


@pytest.mark.parametrize("changes", [{"password": "wrong"}, {"app_id": "other"}, {"login_form": "sha256"}])
async def test_wrong_login_is_a_matter_of_credentials(changes: dict[str, object]) -> None:
    async with CmccLab() as lab:
        reply = await lab.mobile_for(**changes).send(cmcc_request())

        assert (reply.outcome, reply.error) == (Outcome.REFUSED, ErrorClass.CREDENTIALS)


@pytest.mark.parametrize(
    ("kind", "value", "outcome", "error", "reached"),
    [
        (FaultKind.REFUSE, 9, Outcome.REFUSED, ErrorClass.THROTTLED, 0),
        (FaultKind.STATUS, 503, Outcome.REFUSED, ErrorClass.TEMPORARY, 0),
        (FaultKind.STATUS, 502, Outcome.UNKNOWN, ErrorClass.TEMPORARY, 0),
        (FaultKind.TOKEN, 0, Outcome.REFUSED, ErrorClass.CREDENTIALS, 0),
        (FaultKind.HANG_AFTER, 5, Outcome.UNKNOWN, ErrorClass.TEMPORARY, 1),
        (FaultKind.GARBAGE_AFTER, 0, Outcome.UNKNOWN, ErrorClass.TEMPORARY, 1),
    ],
)
async def test_fault_is_told_for_what_it_is(
    kind: FaultKind, value: float, outcome: Outcome, error: ErrorClass, reached: int
) -> None:
    async with CmccLab() as lab:
        handset = lab.handset()
        carrier = lab.mobile_for(Timeouts(connect_s=2.0, read_s=0.2, total_s=0.4))
        lab.simulator.faults.set(FaultRule(kind=kind, value=value, count=1))

        reply = await carrier.send(cmcc_request())
        lab.simulator.fault_answers.release()
        await lab.run()

        assert (reply.outcome, reply.error) == (outcome, error)
        assert len(handset.received) == reached


async def test_nobody_else_is_believed() -> None:
    async with CmccLab() as lab:
        lab.handset()
        rules = [FaultRule(kind=kind, count=1) for kind in (FaultKind.FORGED, FaultKind.STALE)]
        lab.simulator.faults.set(*rules, FaultRule(kind=FaultKind.DUPLICATE, value=2, count=1))

        await lab.mobile.send(cmcc_request())
        await lab.run()

        assert lab.inbox.refusals == [401, 401]
        assert lab.simulator.journal.counts["attack"] == 2


async def test_nobody_listening_is_surely_not_sent() -> None:
    async with CmccLab() as lab:
        reply = await lab.mobile_for(server_root="http://127.0.0.1:9").send(cmcc_request())

        assert reply.outcome is Outcome.NOT_SENT


async def test_fifty_at_once_keep_their_ids_apart() -> None:
    async with CmccLab() as lab:
        handset = lab.handset()

        replies = await asyncio.gather(
            *(lab.mobile.send(cmcc_request(message_id=f"m-{number}")) for number in range(50))
        )
        await lab.run()

        assert {reply.outcome for reply in replies} == {Outcome.ACCEPTED}
        assert len(handset.received) == 50
        assert {one.message_id for one in lab.inbox.statuses} == {f"m-{number}" for number in range(50)}
