"""Reading China Mobile's callbacks, written as plain text: who may speak, and what is made of it."""

import base64
from datetime import UTC, datetime, timedelta
from itertools import product

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.carriers.cmcc.callbacks import MAX_BODY_BYTES, read_callback
from runtime.carriers.cmcc.endpoint import CmccEndpoint
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
from tests.support.cmcc_text import CHATBOT, ENCODED, NETAPI, delivery, inbound, login

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SECRET = "callback-secret"
PERSON = "+8613000000001"
INBOUND, DELIVERY = f"InboundMessageNotification/{ENCODED}", f"DeliveryInfoNotification/{ENCODED}"
STATUS = f"MessageStatusNotification/{ENCODED}"
ENDPOINT = CmccEndpoint.model_validate(
    {
        "name": "mobile",
        "server_root": "https://maap.example.cn",
        "chatbot_id": CHATBOT,
        "app_id": "app",
        "password": "password",
        "callback_secret": SECRET,
    }
)
BY_ADDRESS = ENDPOINT.model_copy(update={"callback_auth": "address"})
FILE = (
    '<?xml version="1.0"?><file xmlns="urn:gsma:params:xml:ns:rcs:rcs:fthttp">'
    '<file-info type="thumbnail"><file-size>74</file-size><content-type>image/jpeg</content-type>'
    '<data url="https://m.example/t.jpg" until="2030-01-01T00:00:00Z"/></file-info>'
    '<file-info type="file"><file-size>2320</file-size><file-name>a.mp3</file-name>'
    "<file-disposition>timelen=58000</file-disposition><content-type>audio/mp3</content-type>"
    '<data url="https://m.example/f.mp3" until="2030-01-01T00:00:00Z"/></file-info></file>'
)
TAP = {"response": {"type": "reply", "reply": {"displayText": "好", "postback": {"data": "pb"}}}}
DEVICE = {"sharedData": {"deviceSpecifics": {"deviceModel": "a long model's name"}}}
RESPONSE = "application/vnd.gsma.botsuggestion.response.v1.0+json"
SHARED = "application/vnd.gsma.botsharedclientdata.v1.0+json"


def read(
    tail: str, body: bytes, headers: dict[str, str] | None = None, endpoint: CmccEndpoint = ENDPOINT
) -> tuple[InboundEvent, ...]:
    signed = login("app", SECRET, NOW) if headers is None else headers
    return read_callback(tail, signed, body, endpoint, NOW)


def content_of(body: str, content_type: str, more: str = "") -> InboundContent:
    (message,) = read(INBOUND, inbound(body, content_type, more))
    assert isinstance(message, InboundMessage)
    return message.content


def in_base64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


@pytest.mark.parametrize(
    ("headers", "error"),
    [
        ({}, BadSignatureError),
        (login("app", "wrong", NOW), BadSignatureError),
        (login("other", SECRET, NOW), BadSignatureError),
        (login("app", SECRET, NOW) | {"date": "Mon, 23 Nov 2026 08:00:09 GMT"}, BadSignatureError),
        (login("app", SECRET, NOW - timedelta(minutes=6)), StaleError),
        (login("app", SECRET, NOW + timedelta(minutes=6)), StaleError),
    ],
)
def test_only_the_platform_may_speak(headers: dict[str, str], error: type[CallbackRefusalError]) -> None:
    with pytest.raises(error):
        read(DELIVERY, delivery("MessageSent"), headers)


def test_platform_that_cannot_sign_knows_the_secret_address() -> None:
    (event,) = read(f"{SECRET}/{DELIVERY}", delivery("MessageSent"), {}, BY_ADDRESS)

    assert isinstance(event, StatusReport)
    for tail in (DELIVERY, f"wrong/{DELIVERY}", ""):
        with pytest.raises(BadSignatureError):
            read(tail, delivery("MessageSent"), login("app", SECRET, NOW), BY_ADDRESS)


@pytest.mark.parametrize(
    ("tail", "body", "error"),
    [
        (INBOUND, b"", UnreadableError),
        (INBOUND, b"{}", UnreadableError),
        (INBOUND, delivery("MessageSent"), UnreadableError),
        (INBOUND, b"<inboundMessageNotification/>", UnreadableError),
        (INBOUND, b"<a>" * 20_000, UnreadableError),
        (INBOUND, b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>", UnreadableError),
        (INBOUND, b" " * (MAX_BODY_BYTES + 1), TooLargeError),
        ("InboundMessageNotification/sip%3A1%40elsewhere.cn", inbound("hi"), WrongChatbotError),
        (f"SomethingElse/{ENCODED}", inbound("hi"), UnknownCallbackError),
        ("InboundMessageNotification", inbound("hi"), UnknownCallbackError),
    ],
)
def test_unusable_callback_is_refused(tail: str, body: bytes, error: type[CallbackRefusalError]) -> None:
    with pytest.raises(error):
        read(tail, body)


@pytest.mark.parametrize(
    ("word", "description", "status", "code"),
    [
        ("MessageSent", "", DeliveryStatus.SENT, ""),
        ("DeliveredToTerminal", "UP2", DeliveryStatus.DELIVERED, ""),
        ("MessageDisplayed", "UP2", DeliveryStatus.DISPLAYED, ""),
        ("DeliveredToNetwork", "SMS", DeliveryStatus.FELL_BACK, ""),
        ("DeliveredToNetwork", "UP2", DeliveryStatus.SENT, ""),
        ("DeliveredToSMS", "", DeliveryStatus.FELL_BACK, ""),
        ("DeliveryImpossible", "800", DeliveryStatus.FAILED, "800"),
        ("deliveryimpossible", "SVC4001", DeliveryStatus.FAILED, "SVC4001"),
    ],
)
def test_status_is_read(word: str, description: str, status: DeliveryStatus, code: str) -> None:
    (report,) = read(DELIVERY, delivery(word, description))

    assert isinstance(report, StatusReport)
    assert (report.message_id, report.contact, report.status, report.code) == ("m-1", PERSON, status, code)
    assert (report.words is not None) == bool(code)


def test_status_without_an_id_is_known_by_its_link_and_an_odd_one_is_set_aside() -> None:
    bare = delivery("MessageSent").replace(b"<messageId>m-1</messageId>", b"")
    odd = delivery("Teleported")

    (linked,), (aside,) = read(DELIVERY, bare), read(DELIVERY, odd)

    assert isinstance(linked, StatusReport)
    assert linked.message_id == "m-1"
    assert isinstance(aside, Quarantined)


@pytest.mark.parametrize(
    ("word", "status"), [("Revoked", DeliveryStatus.REVOKED), ("RevokeFailed", DeliveryStatus.REVOKE_FAILED)]
)
def test_end_of_a_revocation_is_read(word: str, status: DeliveryStatus) -> None:
    body = (
        f'<msg:messageStatusNotification xmlns:msg="{NETAPI}"><address>tel:{PERSON}</address>'
        f"<messageId>m-1</messageId><status>{word}</status></msg:messageStatusNotification>"
    ).encode()

    (report,) = read(STATUS, body)

    assert report == StatusReport("m-1", PERSON, status, "", None, NOW)


def test_message_is_read_with_all_that_belongs_to_it() -> None:
    more = (
        "<inReplyToContributionID>c-1</inReplyToContributionID><dateTime>2026-11-23T15:59:00+08:00</dateTime>"
    )

    (message,) = read(INBOUND, inbound("<![CDATA[你好]]>", more=more))

    assert message == InboundMessage(
        chatbot=CHATBOT,
        contact=PERSON,
        message_id="44444444",
        conversation_id="conversation-1",
        contribution_id="contribution-9",
        in_reply_to="c-1",
        at=NOW - timedelta(minutes=1),
        content=TypedText("你好"),
    )


@pytest.mark.parametrize(
    "sender", ["tel:13000000001", "+8613000000001", "sip:+8613000000001@gd.ims.example.cn"]
)
def test_people_are_known_however_their_number_is_written(sender: str) -> None:
    (message,) = read(INBOUND, inbound("hi", sender=sender))

    assert isinstance(message, InboundMessage)
    assert message.contact == PERSON


def test_contents_are_read_plain_and_in_base64() -> None:
    file = SentFile(
        "https://m.example/f.mp3",
        "a.mp3",
        "audio/mp3",
        2320,
        datetime(2030, 1, 1, tzinfo=UTC),
        "https://m.example/t.jpg",
    )
    wanted: list[tuple[str, str, InboundContent]] = [
        ("text/plain;charset=UTF-8", "hi", TypedText("hi")),
        (RESPONSE, orjson.dumps(TAP).decode(), Tapped("pb", "好", is_action=False)),
        (SHARED, orjson.dumps(DEVICE).decode(), SharedData((("deviceModel", "a long model's name"),))),
        (
            "text/plain",
            "geo:22.5,114.05;crs=gcj02;u=10;rcs-l=%E5%AE%B6",
            SentLocation(22.5, 114.05, "家", 10.0),
        ),
        ("application/vnd.gsma.rcs-ft-http+xml", FILE, file),
    ]

    for content_type, text, content in wanted:
        assert content_of(f"<![CDATA[{text}]]>", content_type) == content
        base64_too = "<contentEncoding>base64</contentEncoding>"
        assert content_of(in_base64(text), content_type, base64_too) == content


def test_multipart_gives_its_first_readable_part() -> None:
    tap = orjson.dumps(TAP).decode()
    body = f"--x\nContent-Type: text/html\n\n<b>\n--x\nContent-Type: {RESPONSE}\n\n{tap}\n--x--"

    content = content_of(f"<![CDATA[{body}]]>", 'multipart/mixed; boundary="x"')

    assert content == Tapped("pb", "好", is_action=False)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (RESPONSE, "{"),
        (RESPONSE, "{}"),
        ("video/mp4", "x"),
        ("application/vnd.gsma.rcs-ft-http+xml", "&lt;a/>"),
    ],
)
def test_content_that_is_not_understood_is_kept_as_such(content_type: str, body: str) -> None:
    assert isinstance(content_of(body, content_type), Unreadable)


def test_message_of_nobody_is_set_aside() -> None:
    (event,) = read(INBOUND, inbound("hi", sender="anonymous"))

    assert isinstance(event, Quarantined)


@pytest.mark.parametrize("is_in_base64", [False, True])
def test_spam_report_is_read(*, is_in_base64: bool) -> None:
    report = f"<SR><Chatbot>{CHATBOT}</Chatbot><Message-ID>m-1</Message-ID><spam-type>1</spam-type></SR>"
    body = in_base64(report) if is_in_base64 else f"<![CDATA[{report}]]>"
    more = "<contentEncoding>base64</contentEncoding>" if is_in_base64 else ""

    (event,) = read(INBOUND, inbound(body, "application/vnd.gsma.rcsspam-report+xml", more))

    assert event == SpamReport(CHATBOT, ("m-1",), "1", "")


def test_verdict_on_an_upload_is_read() -> None:
    signed = login("app", SECRET, NOW)

    (passed,) = read(f"Any/{ENCODED}", FILE.encode(), signed | {"tid": "t-1", "authstatus": "0"})
    (rejected,) = read(f"Any/{ENCODED}", b"", signed | {"tid": "t-2", "authstatus": "1"})

    assert isinstance(passed, CheckResult)
    assert (passed.passed, passed.upload_id, passed.url) == (True, "t-1", "https://m.example/f.mp3")
    assert passed.until == datetime(2030, 1, 1, tzinfo=UTC)
    assert isinstance(rejected, CheckResult)
    assert (rejected.passed, rejected.upload_id, rejected.url) == (False, "t-2", "")


@given(st.binary(max_size=200), st.sampled_from([INBOUND, DELIVERY, STATUS]))
def test_no_body_breaks_the_reader(noise: bytes, tail: str) -> None:
    for body, cut in product((inbound("hi"), delivery("MessageSent")), (50, 300)):
        try:
            read(tail, body[:cut] + noise + body[cut:])
        except CallbackRefusalError:
            continue
