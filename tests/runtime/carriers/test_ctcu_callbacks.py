"""Reading the platform's callbacks: who may speak, and what is made of what they say."""

import base64
import hashlib
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.carriers.ctcu.callbacks import MAX_BODY_BYTES, answer_notify_path, read_callback
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.carriers.port import (
    CheckResult,
    DeliveryStatus,
    InboundContent,
    InboundEvent,
    InboundMessage,
    Quarantined,
    SentFile,
    SentLocation,
    SharedData,
    SpamReport,
    StatusReport,
    Tapped,
    TypedText,
    Unreadable,
)
from runtime.carriers.refusals import (
    BadSignatureError,
    CallbackRefusalError,
    StaleError,
    TooLargeError,
    UnknownCallbackError,
    UnreadableError,
    WrongChatbotError,
)

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CHATBOT = "sip:106500@botplatform.rcs.example.cn"
TOKEN = "callback-token"
MESSAGES = f"messageNotification/{CHATBOT}/messages"
STATUS = f"deliveryNotification/{CHATBOT}/status"
ENDPOINT = CtcuEndpoint.model_validate(
    {
        "name": "telecom",
        "carrier": "telecom",
        "server_root": "https://maap.example.cn",
        "chatbot_id": CHATBOT,
        "app_id": "app",
        "app_key": "app-key",
        "callback_token": TOKEN,
    }
)


def signed(at: datetime = NOW, token: str = TOKEN) -> dict[str, str]:
    timestamp, nonce = str(int(at.timestamp())), "0c1a-nonce"
    joined = "".join(sorted([token, timestamp, nonce]))
    return {
        "signature": hashlib.sha256(joined.encode()).hexdigest(),
        "timestamp": timestamp,
        "nonce": nonce,
    }


def read(path: str, body: object, headers: dict[str, str] | None = None) -> tuple[InboundEvent, ...]:
    return read_callback(path, headers or signed(), orjson.dumps(body), ENDPOINT, NOW)


def inbound(part: dict[str, Any], **members: object) -> dict[str, Any]:
    return {
        "messageId": "in-1",
        "messageList": [part],
        "dateTime": "2026-11-23T15:59:58.840+08:00",
        "destinationAddress": CHATBOT,
        "senderAddress": "tel:+8618900000001",
        "conversationId": "conversation",
        "contributionId": "contribution",
        "inReplyTo": "ours",
    } | members


def content(part: dict[str, Any]) -> InboundContent:
    (event,) = read(MESSAGES, inbound(part))
    assert isinstance(event, InboundMessage)
    return event.content


def text(words: object) -> dict[str, Any]:
    return {"contentType": "text/plain", "contentText": words}


def test_typed_text_is_read_with_everything_that_belongs_to_it() -> None:
    expected = InboundMessage(
        chatbot=CHATBOT,
        contact="+8618900000001",
        message_id="in-1",
        conversation_id="conversation",
        contribution_id="contribution",
        in_reply_to="ours",
        at=datetime(2026, 11, 23, 7, 59, 58, 840000, UTC),
        content=TypedText("你好"),
    )

    assert read(MESSAGES, inbound(text("你好"))) == (expected,)


def test_path_of_a_callback_is_read_whatever_its_case_and_escaping() -> None:
    escaped = "MessageNotification/sip%3A106500%40botplatform.rcs.example.cn/messages"

    assert read(escaped, inbound(text("你好"))) == read("/" + MESSAGES, inbound(text("你好")))


@pytest.mark.parametrize("encoding", ["utf8", "base64"])
@pytest.mark.parametrize("extra", [{}, {"type": "reply"}])
def test_tap_is_read_plain_or_in_base64_with_an_extra_member(encoding: str, extra: dict[str, str]) -> None:
    response = {"response": {"reply": {"displayText": "好", "postback": {"data": "s:n:b"}}, **extra}}
    value: object = response
    if encoding == "base64":
        value = base64.b64encode(orjson.dumps(response)).decode()
    part = {
        "contentType": "application/vnd.gsma.botsuggestion.response.v1.0+json",
        "contentEncoding": encoding,
        "contentText": value,
    }

    assert content(part) == Tapped("s:n:b", "好", is_action=False)


def test_tapped_action_is_told_from_a_reply() -> None:
    part = {
        "contentType": "application/vnd.gsma.botsuggestion.response.v1.0+json",
        "contentText": orjson.dumps({"response": {"action": {"displayText": "打电话"}}}).decode(),
    }

    assert content(part) == Tapped("", "打电话", is_action=True)


def test_base64_text_is_decoded() -> None:
    encoded = base64.b64encode("你好".encode()).decode()

    assert content({**text(encoded), "contentEncoding": "base64"}) == TypedText("你好")


def test_place_is_read_from_its_geo_address() -> None:
    geo = "geo:22.500000,114.050000;crs=gcj02;u=10;rcs-l=%E6%B7%B1%E5%9C%B3"

    assert content(text(geo)) == SentLocation(22.5, 114.05, "深圳", 10.0)


def test_geo_address_out_of_range_stays_text() -> None:
    assert content(text("geo:114.05,222.5")) == TypedText("geo:114.05,222.5")


def test_file_is_read_with_a_misspelt_member() -> None:
    entries = [
        {"type": "thumbnail", "url": "https://f.cn/t"},
        {"type": "file", "url": "https://f.cn/1", "fileName": "a.jpg", "contenType": "image/png"},
    ]
    part = {"contentType": "application/vnd.gsma.rcs-ft-http", "contentText": entries}

    assert content(part) == SentFile("https://f.cn/1", "a.jpg", "image/png", 0, None, "https://f.cn/t")


def test_shared_data_longer_than_the_standard_allows_is_kept() -> None:
    part = {
        "contentType": "application/vnd.gsma.botsharedclientdata.v1.0+json",
        "contentText": {"sharedData": {"deviceSpecifics": {"deviceModel": "a model of 20 ch."}}},
    }

    assert content(part) == SharedData((("deviceModel", "a model of 20 ch."),))


@pytest.mark.parametrize(
    "part",
    [
        {"contentType": "application/x-new", "contentText": "?"},
        {"contentType": "text/plain"},
        {"contentType": "text/plain", "contentEncoding": "base64", "contentText": "%%%"},
        {"contentType": "application/vnd.gsma.rcs-ft-http", "contentText": []},
        {"contentType": "application/vnd.gsma.botsuggestion.response.v1.0+json", "contentText": "{"},
        {},
    ],
)
def test_content_that_cannot_be_understood_is_kept_as_unreadable(part: dict[str, Any]) -> None:
    assert isinstance(content(part), Unreadable)


def test_moment_is_read_under_its_misspelt_name_and_is_now_without_one() -> None:
    misspelt = inbound(text("x"), dateTime=None, dataTime="2026-11-23T10:00:00+08:00")
    (first,) = read(MESSAGES, misspelt)
    (second,) = read(MESSAGES, inbound(text("x"), dateTime="soon"))
    (third,) = read(MESSAGES, inbound(text("x"), dateTime="0001-01-01T00:00:00+08:00"))

    assert getattr(first, "at", None) == datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    assert getattr(second, "at", None) == getattr(third, "at", None) == NOW


@pytest.mark.parametrize(
    "address", ["tel:+8618900000001", "tel:18900000001", ["tel:+8618900000001"], "sip:+8618900000001@ims.cn"]
)
def test_contact_is_read_from_every_form_of_address(address: object) -> None:
    (event,) = read(MESSAGES, inbound(text("x"), senderAddress=address))

    assert getattr(event, "contact", None) == "+8618900000001"


def test_every_status_word_has_its_status() -> None:
    words = ["sent", "delivered", "displayed", "failed", "deliveredToNetwork", "revokeOk", "revokeFail"]
    entries = [{"messageId": "m", "status": word, "senderAddress": "tel:+8618900000001"} for word in words]

    events = read(STATUS, {"deliveryInfoList": entries})

    assert [getattr(event, "status", None) for event in events] == list(DeliveryStatus)


def test_failed_status_says_why_in_both_languages() -> None:
    entry = {"messageId": "m", "status": "failed", "errorCode": "4", "senderAddress": "tel:+8618900000001"}

    (event,) = read(STATUS, {"deliveryInfoList": [entry]})

    assert isinstance(event, StatusReport)
    assert event.words is not None
    assert (event.code, event.words.zh, event.words.en) == ("4", "终端不在线", "The handset is offline")


def test_bad_status_among_good_ones_is_set_aside_and_the_good_ones_are_taken() -> None:
    good = {"messageId": "m", "status": "sent", "senderAddress": "tel:+8618900000001"}

    entries = [good, {"status": "sent"}, 7, {**good, "status": "lost"}, good]
    events = read(STATUS, {"deliveryInfoList": entries})

    kinds = [type(event) for event in events]
    assert kinds == [StatusReport, Quarantined, Quarantined, Quarantined, StatusReport]


def test_spam_report_and_check_are_read() -> None:
    notice = f"notifyInfoNotification/{CHATBOT}"
    report = {"messageId": ["m-1"], "spamType": "垃圾消息", "freeText": "广告"}
    spam = read(f"{notice}/notice/rcsspam", report)
    check = read(f"{notice}/check", {"type": "media", "result": "fail", "remark": "url:https://f.cn/1"})

    assert spam == (SpamReport(CHATBOT, ("m-1",), "垃圾消息", "广告"),)
    assert check == (CheckResult("media", False, "", "url:https://f.cn/1", NOW),)


def test_any_change_of_signature_timestamp_or_nonce_is_refused() -> None:
    right = signed()
    for name in right:
        for index, letter in product(range(len(right[name])), "0z"):
            wrong = right[name][:index] + letter + right[name][index + 1 :]
            if wrong != right[name]:
                with pytest.raises(BadSignatureError):
                    read(MESSAGES, inbound(text("x")), right | {name: wrong})


@pytest.mark.parametrize("missing", ["signature", "timestamp", "nonce"])
def test_missing_header_is_refused(missing: str) -> None:
    headers = signed()
    del headers[missing]

    with pytest.raises(BadSignatureError):
        read(MESSAGES, inbound(text("x")), headers)


def test_timestamp_that_is_no_number_is_refused_even_when_signed() -> None:
    headers = {"timestamp": "²", "nonce": "n", "signature": ""}
    joined = "".join(sorted([TOKEN, "²", "n"]))
    headers["signature"] = hashlib.sha256(joined.encode()).hexdigest()

    with pytest.raises(BadSignatureError):
        read(MESSAGES, inbound(text("x")), headers)


@pytest.mark.parametrize("offset_s", [-299, 0, 299])
def test_signature_of_the_last_five_minutes_is_good(offset_s: int) -> None:
    headers = signed(NOW + timedelta(seconds=offset_s))

    assert read(MESSAGES, inbound(text("x")), headers)


@pytest.mark.parametrize("offset_s", [-301, 301, 10**9])
def test_older_or_future_signature_is_stale(offset_s: int) -> None:
    with pytest.raises(StaleError):
        read(MESSAGES, inbound(text("x")), signed(NOW + timedelta(seconds=offset_s)))


def test_other_paths_other_chatbots_and_large_or_broken_bodies_are_refused() -> None:
    def refusal(path: str, raw: bytes) -> type[CallbackRefusalError]:
        with pytest.raises(CallbackRefusalError) as caught:
            read_callback(path, signed(), raw, ENDPOINT, NOW)
        return type(caught.value)

    assert refusal("messageNotification/sip:1@other.cn/messages", b"{}") is WrongChatbotError
    assert refusal(f"otherNotification/{CHATBOT}/things", b"{}") is UnknownCallbackError
    assert refusal("", b"{}") is UnknownCallbackError
    assert refusal(MESSAGES, b" " * (MAX_BODY_BYTES + 1)) is TooLargeError
    assert refusal(MESSAGES, b"{") is UnreadableError
    assert refusal(MESSAGES, b"[1]") is UnreadableError
    assert refusal(MESSAGES, b"[" * 30_000) is UnreadableError
    assert refusal(MESSAGES, b"{}") is UnreadableError
    assert refusal(STATUS, b"{}") is UnreadableError
    assert refusal(MESSAGES, b'\xff\xfe{"a":1}') is UnreadableError


def test_refusals_carry_the_answer_to_give() -> None:
    assert (BadSignatureError().status, StaleError(300).status) == (401, 401)
    assert (TooLargeError(2, 1).status, UnreadableError("").status) == (413, 400)


def test_notify_path_is_answered_with_the_echo() -> None:
    headers = signed() | {"echostr": "echo-me", "chatbotid": "sip%3A106500%40botplatform.rcs.example.cn"}

    assert answer_notify_path(headers, ENDPOINT, NOW) == {"echoStr": "echo-me", "appId": "app"}


def test_notify_path_echoes_nothing_that_could_break_a_header() -> None:
    with pytest.raises(UnreadableError):
        answer_notify_path(signed() | {"echostr": "a\r\nSet-Cookie: b"}, ENDPOINT, NOW)


def test_notify_path_without_a_signature_is_refused() -> None:
    with pytest.raises(BadSignatureError):
        answer_notify_path({"echostr": "echo-me"}, ENDPOINT, NOW)


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_names = st.sampled_from(
    ["messageId", "messageList", "deliveryInfoList", "senderAddress", "status", "errorCode", "contentText"]
)


@given(st.sampled_from([MESSAGES, STATUS]), st.dictionaries(_names, _json, max_size=7))
def test_any_json_object_gives_events_or_a_refusal(path: str, body: dict[str, Any]) -> None:
    try:
        events = read(path, body)
    except CallbackRefusalError:
        return

    assert all(isinstance(event, InboundEvent) for event in events)


def test_secrets_never_show_in_the_endpoint_text() -> None:
    assert "app-key" not in repr(ENDPOINT)
    assert TOKEN not in str(ENDPOINT)


@pytest.mark.parametrize(
    "root",
    [
        "http://maap.example.cn",
        "ftp://x",
        "https://u@x.cn",
        "https://x.cn/?a=1",
        "nothing",
        "http://10.0.0.1",
    ],
)
def test_unsafe_server_root_is_refused(root: str) -> None:
    values = ENDPOINT.model_dump() | {"server_root": root}

    with pytest.raises(ValueError, match=r"server_root|https"):
        CtcuEndpoint.model_validate(values)


def test_plain_http_is_allowed_to_loopback_and_to_a_laboratory() -> None:
    values = ENDPOINT.model_dump()

    near = CtcuEndpoint.model_validate(values | {"server_root": "http://127.0.0.1:8080"})
    lab = CtcuEndpoint.model_validate(values | {"server_root": "http://10.0.0.1", "lab": True})

    assert near.base_url.startswith("http://127.0.0.1:8080/bot/v1/sip%3A106500%40")
    assert lab.base_url.startswith("http://10.0.0.1/bot/")
