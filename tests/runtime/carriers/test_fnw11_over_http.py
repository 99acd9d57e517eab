"""The FNW.11 adapter against the simulated platform and against plain documents, over real loopback HTTP."""

import asyncio

import orjson
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from runtime.carriers.fnw11.adapter import Fnw11Carrier
from runtime.carriers.http import Timeouts
from runtime.carriers.port import (
    AWAITING_AUDIT,
    CapabilityAsker,
    CheckResult,
    DeliveryStatus,
    ErrorClass,
    Inquirer,
    Listener,
    Outcome,
    SentLocation,
    SpamReport,
    Tapped,
    TypedText,
    UploadError,
)
from runtime.messages.wire import TEXT, WirePart
from runtime.simulator.faults import FaultKind, FaultRule
from runtime.simulator.hands import Hands
from runtime.simulator.serving import EmbeddedServer
from tests.support.carrier_lab import NUMBER, chips, request_to
from tests.support.fnw11_lab import BASE, Fnw11Lab

SHORT = Timeouts(connect_s=2.0, read_s=0.2, total_s=0.4)
TO_ANN = f'"messageContact": {{"userContact": "{NUMBER}"}}'


async def test_message_reaches_the_handset_and_its_statuses_come_under_our_id() -> None:
    async with Fnw11Lab() as lab:
        handset = lab.handset()

        reply = await lab.gsma.send(
            request_to(message_id="m-1", parts=(WirePart(TEXT, "您好"), chips("好", "不好")))
        )
        await lab.run()

        assert (reply.outcome, reply.carrier_id != "m-1") == (Outcome.ACCEPTED, True)
        (received,) = handset.received
        assert received.text == "您好"
        assert [offer.postback for offer in received.offers] == ["pb-好", "pb-不好"]
        assert [(one.message_id, one.contact, one.status) for one in lab.inbox.statuses] == [
            ("m-1", NUMBER, DeliveryStatus.SENT),
            ("m-1", NUMBER, DeliveryStatus.DELIVERED),
            ("m-1", NUMBER, DeliveryStatus.DISPLAYED),
        ]


async def test_taps_words_places_and_complaints_come_up() -> None:
    async with Fnw11Lab() as lab:
        handset = lab.handset()
        await lab.gsma.send(request_to(parts=(WirePart(TEXT, "选"), chips("好"))))
        await lab.run()
        hands = Hands(lab.simulator)

        hands.drive(NUMBER, "tap", {"text": "好"})
        hands.drive(NUMBER, "type", {"text": "在吗"})
        lab.simulator.centre.owners.send_place(lab.account, handset, "geo:22.5,114.05", None)
        await lab.run()
        read = [await lab.gsma.say_displayed(message.message_id) for message in lab.inbox.messages]

        tapped, typed, place = (message.content for message in lab.inbox.messages)
        assert tapped == Tapped("pb-好", "好", is_action=False)
        assert typed == TypedText("在吗")
        assert place == SentLocation(22.5, 114.05)
        assert {message.contact for message in lab.inbox.messages} == {NUMBER}
        assert {reply.outcome for reply in read} == {Outcome.ACCEPTED}


async def test_one_token_serves_all_and_a_dead_one_is_renewed_once() -> None:
    async with Fnw11Lab() as lab:
        first = await asyncio.gather(*(lab.gsma.send(request_to()) for _ in range(10)))
        before = lab.account.tokens_today
        lab.simulator.platform.expire_tokens()

        reply = await lab.gsma.send(request_to())

        assert {one.outcome for one in first} == {Outcome.ACCEPTED}
        assert (before, reply.outcome, lab.account.tokens_today) == (1, Outcome.ACCEPTED, 2)


async def test_wrong_client_is_said_and_asks_no_second_time_at_once() -> None:
    async with Fnw11Lab() as lab:
        wrong = lab.gsma_for(client_secret="guessed")
        for_good = lab.gsma_for(login="token", client_secret="guessed")

        replies = [await wrong.send(request_to()), await wrong.send(request_to())]
        replies.append(await for_good.send(request_to()))

        assert {(one.outcome, one.error) for one in replies} == {(Outcome.NOT_SENT, ErrorClass.CREDENTIALS)}
        assert [one.code for one in replies] == ["invalid_client", "invalid_client", "HTTP 401"]
        assert lab.simulator.calls.begun == 2


@pytest.mark.parametrize(
    ("kind", "value", "outcome", "error"),
    [
        (FaultKind.STATUS, 429, Outcome.REFUSED, ErrorClass.THROTTLED),
        (FaultKind.STATUS, 502, Outcome.UNKNOWN, ErrorClass.TEMPORARY),
        (FaultKind.REFUSE, 41200, Outcome.REFUSED, ErrorClass.RECIPIENT),
        (FaultKind.GARBAGE_AFTER, 1, Outcome.UNKNOWN, ErrorClass.TEMPORARY),
        (FaultKind.REDIRECT, 1, Outcome.REFUSED, ErrorClass.PERMANENT),
        (FaultKind.HANG_BEFORE, 1, Outcome.UNKNOWN, ErrorClass.TEMPORARY),
    ],
)
async def test_trouble_of_the_platform_is_told_apart(
    kind: FaultKind, value: int, outcome: Outcome, error: ErrorClass
) -> None:
    async with Fnw11Lab() as lab:
        lab.simulator.faults.set(FaultRule(kind=kind, value=value, path="messages"))

        reply = await lab.gsma_for(SHORT).send(request_to())

        assert (reply.outcome, reply.error) == (outcome, error)


async def test_what_became_of_an_unanswered_message_can_be_asked_where_ids_are_kept() -> None:
    async with Fnw11Lab(keeps_ids=True) as lab:
        lab.handset()
        impatient = lab.gsma_for(SHORT)
        lab.simulator.faults.set(FaultRule(kind=FaultKind.HANG_AFTER, value=1, path="messages"))
        reply = await impatient.send(request_to(message_id="m-1"))
        lab.simulator.faults.set()
        early = await lab.gsma.inquire("m-1", NUMBER)
        await lab.run()

        late = await lab.gsma.inquire("m-1", NUMBER)
        never = await lab.gsma.inquire("m-2", NUMBER)
        elsewhere = await lab.gsma_for(keeps_message_ids=False).inquire("m-2", NUMBER)
        again = await lab.gsma.send(request_to(message_id="m-1"))

        assert reply.outcome is Outcome.UNKNOWN
        assert (early.kind, early.status) == ("known", DeliveryStatus.SENT)
        assert (late.kind, late.status) == ("known", DeliveryStatus.DELIVERED)
        assert (never.kind, elsewhere.kind) == ("never_had", "no_answer")
        assert again.outcome is Outcome.ACCEPTED
        assert lab.simulator.journal.counts["accepted"] == 1


async def test_message_is_taken_back_until_it_is_delivered() -> None:
    async with Fnw11Lab() as lab:
        handset = lab.handset(is_online=False)
        await lab.gsma.send(request_to(message_id="m-1"))
        await lab.run(hours=0.1)

        first = await lab.gsma.revoke("m-1", NUMBER)
        await lab.run(hours=0.1)
        second = await lab.gsma.revoke("m-1", NUMBER)

        assert (first.outcome, second.outcome, second.error) == (
            Outcome.ACCEPTED,
            Outcome.REFUSED,
            ErrorClass.PERMANENT,
        )
        assert lab.inbox.statuses[-1].status is DeliveryStatus.REVOKED
        assert handset.received == []


async def test_file_may_be_used_once_the_platform_has_looked_at_it() -> None:
    async with Fnw11Lab() as lab:
        with pytest.raises(UploadError) as awaited:
            await lab.gsma.upload(b"picture", "票.png", "image/png")
        with pytest.raises(UploadError) as refused:
            await lab.gsma.upload(b"program", "x.exe", "application/x-msdownload")
        await lab.run()

        file = await lab.gsma.upload(b"picture", "票.png", "image/png")
        (result,) = lab.inbox.events
        assert isinstance(result, CheckResult)
        gone = await lab.gsma.delete_media(result.upload_id)

        assert awaited.value.reply.code == AWAITING_AUDIT
        assert refused.value.reply.error is ErrorClass.CONTENT
        assert (result.passed, result.url, result.until) == (True, file.url, file.until)
        assert file.url.startswith(lab.simulator.base_url)
        assert (gone.outcome, len(lab.simulator.platform.media)) == (Outcome.ACCEPTED, 0)


async def test_platform_tells_what_a_handset_can_show() -> None:
    async with Fnw11Lab() as lab:
        lab.handset()
        lab.handset("+8618900000002", is_sms_only=True)

        found = [await lab.gsma.capability(number) for number in (NUMBER, "+8618900000002", "+8618900000003")]
        unknown = await lab.gsma_for(client_secret="guessed").capability(NUMBER)

        assert (found, unknown) == (["rcs", "sms_only", "sms_only"], "unknown")
        for what in (CapabilityAsker, Inquirer, Listener):
            assert isinstance(lab.gsma, what)


async def test_forged_events_are_turned_away_and_repeated_ones_are_the_same() -> None:
    async with Fnw11Lab() as lab:
        lab.handset()
        kinds = (FaultKind.FORGED, FaultKind.DUPLICATE)
        lab.simulator.faults.set(*(FaultRule(kind=kind, value=1) for kind in kinds))

        await lab.gsma.send(request_to(message_id="m-1"))
        await lab.run()

        assert lab.inbox.refusals == [401] * 3
        assert len(lab.inbox.statuses) == 6
        assert len(set(lab.inbox.statuses)) == 3


async def test_client_that_knows_only_the_documents_can_talk_to_the_simulator() -> None:
    async with Fnw11Lab() as lab:
        handset = lab.handset(is_online=False)
        login = await lab.bearer()
        text = f'{{"RCSMessage": {{"textMessage": "hello"}}, {TO_ANN}}}'
        chips_alone = f'{{"RCSMessage": {{"suggestedChipList": {{"suggestions": []}}}}, {TO_ANN}}}'
        typing = f'{{"RCSMessage": {{"isTyping": "active"}}, {TO_ANN}}}'

        sent, said = await lab.ask("POST", BASE + "/messages", text, login)
        message_id = said["RCSMessage"]["msgId"]
        state_url = f"{BASE}/messages/{message_id}/status"
        _, state = await lab.ask("GET", state_url, b"", login)
        lonely, why = await lab.ask("POST", BASE + "/messages", chips_alone, login)
        shown, _ = await lab.ask("POST", BASE + "/messages", typing, login)
        stranger, _ = await lab.ask("POST", BASE + "/messages", text)
        can, listed = await lab.ask(
            "GET", f"{BASE}/contactCapabilities?userContact=%2B{NUMBER[1:]}", b"", login
        )
        back, _ = await lab.ask("PUT", state_url, '{"RCSMessage": {"status": "cancelled"}}', login)
        await lab.run()

        assert (sent.status, said["RCSMessage"]["status"]) == (202, "pending")
        assert state["RCSMessage"] == {"msgId": message_id, "status": "sent"}
        assert (lonely.status, why["error"]["code"]) == (400, 42014)
        assert (shown.status, stranger.status, back.status) == (202, 401, 204)
        assert (can.status, "chat" in listed["capabilities"]) == (200, True)
        assert handset.received == []


class PlainPlatform:
    """A platform written from the documents alone; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, bytes]] = []
        self.answers = {
            "messages": (202, b'{"RCSMessage": {"msgId": "Xs8CI3tdf", "status": "pending"}}'),
            "status": (200, b'{"RCSMessage": {"msgId": "Xs8CI3tdf", "status": "displayed"}}'),
            "token": (200, b'{"access_token": "abc", "token_type": "bearer", "expires_in": 3600}'),
        }
        methods = ["GET", "POST", "PUT", "DELETE"]
        self.server = EmbeddedServer(Starlette(routes=[Route("/{path:path}", self._answer, methods=methods)]))

    async def _answer(self, request: Request) -> Response:
        raw = await request.body()
        path = request.scope["raw_path"].decode()
        self.asked.append((request.method, path, raw))
        status, body = self.answers[path.rpartition("/")[2]]
        return Response(body, status, media_type="application/json")


async def test_platform_that_knows_only_the_documents_can_be_talked_to() -> None:
    platform = PlainPlatform()
    await platform.server.start()
    async with Fnw11Lab() as lab:
        carrier: Fnw11Carrier = lab.gsma_for(server_root=platform.server.base_url, chatbot_name="mybot")
        lab.inbox.endpoint, lab.inbox.listener = carrier.endpoint, carrier

        reply = await carrier.send(request_to(message_id="m-1", text="hello"))
        told = await carrier.inquire("m-1", NUMBER)
        await carrier.revoke("m-1", NUMBER)
        event = (
            '{"RCSMessage": {"msgId": "Xs8CI3tdf", "status": "displayed",'
            f' "timestamp": "2026-11-23T01:33:20.315Z"}}, {TO_ANN}, "event": "messageStatus"}}'
        )
        spam = '{"RCSMessage": {"msgId": "Xs8CI3tdf"}, "event": "spam"}'
        hook = {"authorization": f"Bearer {lab.account.callback_token}"}
        where = lab.inbox.url.removeprefix(lab.inbox.server.base_url) + "/events"
        taken = [await lab.tell(where, one, hook) for one in (event, spam)]

        assert (reply.carrier_id, told.status) == ("Xs8CI3tdf", DeliveryStatus.DISPLAYED)
        assert [(method, path) for method, path, _ in platform.asked] == [
            ("POST", "/oauth2/v1/token"),
            ("POST", "/rcs/bot/v1/mybot/messages"),
            ("GET", "/rcs/bot/v1/mybot/messages/Xs8CI3tdf/status"),
            ("PUT", "/rcs/bot/v1/mybot/messages/Xs8CI3tdf/status"),
        ]
        assert platform.asked[0][2] == b"grant_type=client_credentials"
        assert orjson.loads(platform.asked[1][2]) == {
            "RCSMessage": {"msgId": "m-1", "textMessage": "hello"},
            "messageContact": {"userContact": NUMBER},
        }
        assert orjson.loads(platform.asked[3][2]) == {"RCSMessage": {"status": "cancelled"}}
        assert taken == [204, 204]
        assert [one.message_id for one in lab.inbox.statuses] == ["m-1"]
        assert isinstance(lab.inbox.events[-1], SpamReport)
        assert lab.inbox.events[-1].message_ids == ("m-1",)
    await platform.server.stop()
