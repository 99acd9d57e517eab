"""The platform's doors: what it says to calls that are not as they should be."""

import orjson
import pytest

from runtime.carriers.http import Answer, client, exchange
from runtime.carriers.port import ErrorClass
from runtime.simulator.accounts import Account, AccountPlan
from tests.support.carrier_lab import CHATBOT, CarrierLab, request_to

DATE = "Mon, 23 Nov 2026 01:00:00 GMT"


async def call(
    lab: CarrierLab, path: str, content: bytes = b"{}", headers: dict[str, str] | None = None
) -> Answer:
    token = lab.account.new_token(lab.clock.now())
    sent = {
        "authorization": f"accessToken {token}",
        "content-type": "application/json",
        "date": DATE,
    } | (headers or {})
    async with client() as http:
        return await exchange(http, "POST", lab.endpoint.base_url + path, headers=sent, content=content)


def code_of(answer: Answer) -> int:
    assert answer.status == 200
    return int(orjson.loads(answer.body)["errorCode"])


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"authorization": ""}, 41001),
        ({"authorization": "accessToken wrong"}, 40014),
        ({"authorization": "Bearer wrong"}, 40002),
        ({"date": "yesterday"}, 20003),
        ({"content-type": "text/plain"}, 20003),
    ],
)
async def test_wrong_header_is_refused_by_its_code(headers: dict[str, str], code: int) -> None:
    async with CarrierLab() as lab:
        assert code_of(await call(lab, "/messages", headers=headers)) == code


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("/messages", b"", 44002),
        ("/messages", b"{", 47001),
        ("/messages", b"[]", 47001),
        ("/messages", b"[" * 100_000, 47001),
        ("/messages", b'{"messageId":"m"}', 20002),
        ("/accessToken", b"{", 47001),
        ("/accessToken", b"{}", 41002),
        ("/accessToken", b'{"appId":"x"}', 41004),
        ("/accessToken", b'{"appId":"x","appKey":"y"}', 40013),
        ("/revoke", b"{}", 20002),
        ("/revoke", b'{"status":"RevokeRequested","messageId":"none"}', 20002),
        ("/medias/upload", b"no multipart", 20002),
    ],
)
async def test_wrong_body_is_refused_by_its_code(path: str, content: bytes, code: int) -> None:
    async with CarrierLab() as lab:
        assert code_of(await call(lab, path, content)) == code


async def test_oversize_body_is_refused_without_being_read() -> None:
    async with CarrierLab() as lab:
        answer = await call(lab, "/messages", b" " * (1024 * 1024 + 1))

        assert answer.status == 413


async def test_unknown_path_and_method_are_refused() -> None:
    async with CarrierLab() as lab:
        assert (await call(lab, "/nothing")).status == 404
        assert (await call(lab, "/find/chatBotInfo")).status == 405


async def test_new_token_kills_the_old_one() -> None:
    async with CarrierLab() as lab:
        old = lab.account.new_token(lab.clock.now())
        lab.account.new_token(lab.clock.now())

        assert lab.account.token_error(f"accessToken {old}", lab.clock.now()) == 40014


async def test_token_ends_after_two_hours() -> None:
    async with CarrierLab() as lab:
        token = lab.account.new_token(lab.clock.now())
        lab.clock.jump_by(7199)
        before = lab.account.token_error(f"accessToken {token}", lab.clock.now())
        lab.clock.jump_by(1)

        assert before == 0
        assert lab.account.token_error(f"accessToken {token}", lab.clock.now()) == 42001


async def test_unknown_chatbot_is_not_authorised() -> None:
    async with CarrierLab() as lab:
        carrier = lab.carrier_for(lab.endpoint_with(chatbot_id="sip:1@nowhere.cn"))

        reply = await carrier.send(request_to())

        assert (reply.code, reply.error) == ("48001", ErrorClass.CREDENTIALS)


async def test_messages_over_the_limit_of_a_second_are_throttled(monkeypatch: pytest.MonkeyPatch) -> None:
    async with CarrierLab() as lab:
        monkeypatch.setattr(lab.account, "is_too_fast", lambda real_s: True)

        reply = await lab.carrier.send(request_to())

        assert (reply.code, reply.error) == ("30003", ErrorClass.THROTTLED)


def test_limit_of_a_second_begins_anew_with_each() -> None:
    account = Account(AccountPlan(chatbot_id=CHATBOT, per_second=2))

    assert [account.is_too_fast(at) for at in (1.0, 1.5, 1.9, 2.0, 2.1, 2.2)] == [False, False, True] * 2


async def test_offending_words_fail_with_code_3() -> None:
    async with CarrierLab() as lab:
        handset = lab.handset()
        lab.simulator.centre.illegal_words = ("发票",)

        await lab.carrier.send(request_to(text="代开发票"))
        await lab.run()

        assert handset.received == []
        assert lab.inbox.statuses[-1].code == "3"


async def test_number_that_is_no_handset_fails_with_code_1() -> None:
    async with CarrierLab() as lab:
        await lab.carrier.send(request_to("+8613900000000"))
        await lab.run()

        assert lab.inbox.statuses[-1].code == "1"


async def test_only_requested_reports_are_made() -> None:
    async with CarrierLab() as lab:
        lab.handset()
        await lab.carrier.send(request_to(reports=frozenset({"delivered"})))
        await lab.run()

        assert [status.status for status in lab.inbox.statuses] == ["delivered"]


async def test_chatbot_information_can_be_asked_for() -> None:
    async with CarrierLab() as lab, client() as http:
        token = lab.account.new_token(lab.clock.now())
        headers = {"authorization": f"accessToken {token}", "date": DATE}
        answer = await exchange(http, "GET", lab.endpoint.base_url + "/find/chatBotInfo", headers=headers)

        assert orjson.loads(answer.body)["accessNo"] == CHATBOT[4:10]
