"""What the FNW.11 adapter writes, and what it makes of answers and events; no network."""

import base64
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from runtime.carriers.fnw11.callbacks import MAX_BODY_BYTES, read_callback
from runtime.carriers.fnw11.codec import UnfitMessage, encode
from runtime.carriers.fnw11.endpoint import Fnw11Endpoint
from runtime.carriers.fnw11.replies import read_reply
from runtime.carriers.http import Answer
from runtime.carriers.port import (
    CheckResult,
    DeliveryStatus,
    ErrorClass,
    InboundContent,
    InboundEvent,
    InboundMessage,
    Outcome,
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
from runtime.carriers.protocols import notify_path, read_endpoint, secret_members
from runtime.carriers.refusals import CallbackRefusalError
from runtime.messages.wire import CARD, FILE, TEXT, WirePart
from tests.support.carrier_lab import CHATBOT, chips, request_to

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
SECRET = "hook-secret"
PERSON = "+8618900000001"
LOGIN = {"authorization": f"Bearer {SECRET}"}


def endpoint_with(**changes: object) -> Fnw11Endpoint:
    members = {
        "name": "gsma",
        "carrier": "mobile",
        "server_root": "https://maap.example.com/x/",
        "chatbot_id": CHATBOT,
        "app_id": "client",
        "client_secret": "client-secret",
        "callback_secret": SECRET,
    }
    return Fnw11Endpoint.model_validate(members | changes)


def event_of(event: str, **message: object) -> dict[str, Any]:
    held = {"msgId": "their-1", "timestamp": "2026-11-24T02:59:00.315Z", **message}
    return {"event": event, "RCSMessage": held, "messageContact": {"userContact": PERSON}}


def read(body: dict[str, Any], **changes: object) -> InboundEvent | None:
    found = read_callback("events", LOGIN, orjson.dumps(body), endpoint_with(**changes), NOW)
    return found[0] if found else None


def written(*parts: WirePart, traffic: str = "") -> dict[str, Any]:
    request = request_to(parts=parts, message_id="m-1", traffic=traffic)
    found: dict[str, Any] = orjson.loads(encode(request))
    return found


def test_message_names_the_contact_and_holds_content_and_chips_side_by_side() -> None:
    body = written(WirePart(TEXT, "您好"), chips("好"), traffic="payment")

    assert body == {
        "RCSMessage": {
            "msgId": "m-1",
            "textMessage": "您好",
            "suggestedChipList": {
                "suggestions": [{"reply": {"displayText": "好", "postback": {"data": "pb-好"}}}]
            },
            "trafficType": "payment",
        },
        "messageContact": {"userContact": PERSON},
    }


def test_cards_places_and_files_have_members_of_their_own() -> None:
    card = {"message": {"generalPurposeCard": {"layout": {}, "content": {"title": "一"}}}}
    file = [
        {"type": "thumbnail", "url": "https://a/t", "fileSize": 3, "contentType": "image/png"},
        {
            "type": "file",
            "url": "https://a/f",
            "fileName": "f.mp3",
            "fileSize": 9,
            "contentType": "audio/mp3",
        },
    ]

    assert written(WirePart(CARD, card))["RCSMessage"]["richcardMessage"] == card
    assert written(WirePart(TEXT, "geo:22.5,114.05;u=10;rcs-l=%E6%B7%B1%E5%9C%B3"))["RCSMessage"][
        "geolocationPushMessage"
    ] == {"pos": "22.5,114.05", "label": "深圳", "radius": 10.0}
    assert written(WirePart(FILE, file))["RCSMessage"]["fileMessage"]["thumbnailUrl"] == "https://a/t"
    assert written(WirePart(FILE, file, 2.6))["RCSMessage"]["audioMessage"]["playingLength"] == 3


def test_chips_alone_are_refused_before_anything_is_sent() -> None:
    with pytest.raises(UnfitMessage):
        encode(request_to(parts=(chips("好"),)))


@pytest.mark.parametrize(
    ("status", "body", "outcome", "error", "code"),
    [
        (202, b'{"RCSMessage":{"msgId":"t-1","status":"pending"}}', Outcome.ACCEPTED, None, ""),
        (202, b"", Outcome.ACCEPTED, None, ""),
        (200, b"<html>", Outcome.UNKNOWN, ErrorClass.TEMPORARY, "HTTP 200"),
        (200, b'{"error":{"code":42015,"message":"x"}}', Outcome.REFUSED, ErrorClass.CONTENT, "42015"),
        (200, b'{"error":"no"}', Outcome.REFUSED, ErrorClass.PERMANENT, ""),
        (400, b'{"reason":{"code":"42005","text":"x"}}', Outcome.REFUSED, ErrorClass.RECIPIENT, "42005"),
        (400, b'{"error":{"code":42514}}', Outcome.ACCEPTED, None, ""),
        (400, b'{"error":{"code":99999}}', Outcome.REFUSED, ErrorClass.PERMANENT, "HTTP 400"),
        (401, b"", Outcome.REFUSED, ErrorClass.CREDENTIALS, "HTTP 401"),
        (404, b'{"error":{"message":"x"}}', Outcome.REFUSED, ErrorClass.RECIPIENT, "HTTP 404"),
        (404, b"", Outcome.REFUSED, ErrorClass.PERMANENT, "HTTP 404"),
        (429, b'{"error":{"code":41003}}', Outcome.REFUSED, ErrorClass.THROTTLED, "41003"),
        (500, b'{"error":{"code":41000}}', Outcome.UNKNOWN, ErrorClass.TEMPORARY, "HTTP 500"),
        (503, b'{"error":{"code":41004}}', Outcome.REFUSED, ErrorClass.TEMPORARY, "41004"),
    ],
)
def test_answer_says_what_became_of_a_request(
    status: int, body: bytes, outcome: Outcome, error: ErrorClass | None, code: str
) -> None:
    reply, _ = read_reply(Answer(status, {"retry-after": "7"}, body))

    assert (reply.outcome, reply.error, reply.code) == (outcome, error, code)
    if status == 429:
        assert reply.retry_after_s == 7.0


@pytest.mark.parametrize(
    ("message", "content"),
    [
        ({"textMessage": "hello"}, TypedText("hello")),
        (
            {"geolocationPushMessage": {"pos": "26.118, -80.139", "label": "家"}},
            SentLocation(26.118, -80.139, "家"),
        ),
        (
            {"fileMessage": {"fileUrl": "https://a/f", "fileMIMEType": "image/png", "fileSize": 5}},
            SentFile("https://a/f", "", "image/png", 5),
        ),
        ({"sharedData": {"deviceSpecifics": {"deviceModel": "M1"}}}, SharedData((("deviceModel", "M1"),))),
        ({"geolocationPushMessage": {"pos": "somewhere"}}, None),
        ({}, None),
    ],
)
def test_message_event_is_read_by_the_member_it_holds(
    message: dict[str, Any], content: InboundContent | None
) -> None:
    found = read(event_of("message", **message))

    assert isinstance(found, InboundMessage)
    assert (found.contact, found.message_id) == (PERSON, "their-1")
    assert isinstance(found.content, Unreadable) if content is None else found.content == content


def test_taps_on_one_message_differ_and_the_same_tap_twice_does_not() -> None:
    def tap(event: str, kind: str, at: str, data: str) -> InboundMessage:
        tapped = {kind: {"displayText": "Go", "postback": {"data": data}}}
        found = read(event_of(event, timestamp=at, suggestedResponse={"response": tapped}))
        assert isinstance(found, InboundMessage)
        return found

    first = tap("response", "action", "2026-11-24T02:59:00Z", "a")
    again = tap("response", "action", "2026-11-24T02:59:00Z", "a")
    later = tap("response", "action", "2026-11-24T02:59:09Z", "a")
    start = tap("newUser", "reply", "2026-11-24T02:59:00Z", "new_bot_user_initiation")

    assert first.content == Tapped("a", "Go", is_action=True)
    assert start.content == Tapped("new_bot_user_initiation", "Go", is_action=False)
    assert first == again
    assert first.message_id != later.message_id


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("sent", DeliveryStatus.SENT),
        ("delivered", DeliveryStatus.DELIVERED),
        ("Displayed", DeliveryStatus.DISPLAYED),
        ("cancelled", DeliveryStatus.REVOKED),
        ("failed", DeliveryStatus.FAILED),
        ("pending", None),
    ],
)
def test_status_event_says_how_far_a_message_came(word: str, status: DeliveryStatus | None) -> None:
    found = read(event_of("messageStatus", status=word, error={"code": 41110}))

    if status is None:
        assert found is None
    else:
        assert isinstance(found, StatusReport)
        assert (found.status, found.message_id) == (status, "their-1")
        assert found.code == ("41110" if status is DeliveryStatus.FAILED else "")


def test_file_typing_spam_and_alias_events_have_their_place() -> None:
    file = {"fileId": "f-1", "fileUrl": "https://a/f", "status": "ready", "validity": "2026-12-24T00:00:00Z"}
    ready = read({"event": "fileStatus", "file": file})
    alias = event_of("alias") | {"messageContact": {"chatId": "93JF"}}

    assert isinstance(ready, CheckResult)
    assert (ready.passed, ready.upload_id, ready.url) == (True, "f-1", "https://a/f")
    assert read(event_of("isTyping", isTyping="active")) is None
    assert read(event_of("spam")) == SpamReport(CHATBOT, ("their-1",), "", "")
    assert isinstance(read(alias), Quarantined)
    assert isinstance(read(event_of("messageStatus", status="flown")), Quarantined)


@pytest.mark.parametrize(
    ("tail", "headers", "changes", "status"),
    [
        ("events", {}, {}, 401),
        ("events", {"authorization": "Bearer wrong"}, {}, 401),
        ("events", {"authorization": f"Basic {SECRET}"}, {}, 401),
        ("elsewhere", LOGIN, {}, 404),
        ("wrong", {}, {"callback_auth": "address"}, 401),
        ("events", LOGIN, {"callback_auth": "basic"}, 401),
        ("events", {"authorization": "Basic %%%"}, {"callback_auth": "basic"}, 401),
    ],
)
def test_callback_of_somebody_else_is_turned_away(
    tail: str, headers: dict[str, str], changes: dict[str, object], status: int
) -> None:
    raw = orjson.dumps(event_of("message", textMessage="x"))

    with pytest.raises(CallbackRefusalError) as caught:
        read_callback(tail, headers, raw, endpoint_with(**changes), NOW)

    assert caught.value.status == status


def test_platform_proves_itself_as_the_endpoint_says() -> None:
    raw = orjson.dumps(event_of("message", textMessage="x"))
    basic = {"authorization": "Basic " + base64.b64encode(f"client:{SECRET}".encode()).decode()}

    by_address = endpoint_with(callback_auth="address", callback_secret="a/b c")

    assert read_callback("events/", basic, raw, endpoint_with(callback_auth="basic"), NOW)
    assert read_callback(notify_path(by_address)[1:], {}, raw, by_address, NOW)
    assert notify_path(endpoint_with()) == "/events"


def test_wrong_chatbot_size_and_event_are_said() -> None:
    def refused(raw: bytes) -> int:
        with pytest.raises(CallbackRefusalError) as caught:
            read_callback("events", LOGIN, raw, endpoint_with(), NOW)
        return caught.value.status

    assert refused(orjson.dumps(event_of("message", textMessage="x") | {"botId": "another"})) == 404
    assert refused(b" " * (MAX_BODY_BYTES + 1)) == 413
    assert refused(orjson.dumps(event_of("earthquake"))) == 404
    assert refused(b"[]") == 400


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**53), 2**53)
        | st.floats(allow_nan=False)
        | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
        max_leaves=8,
    ),
    st.sampled_from(["message", "response", "messageStatus", "fileStatus", "spam", "alias"]),
    st.sampled_from(["textMessage", "suggestedResponse", "fileMessage", "sharedData", "status", "msgId"]),
)
def test_whatever_stands_in_an_event_it_is_read_or_refused(value: object, event: str, member: str) -> None:
    body = event_of(event, **{member: value}) | {"file": value, "error": value}

    with suppress(CallbackRefusalError):
        found = read_callback("events", LOGIN, orjson.dumps(body), endpoint_with(), NOW)

        assert len(found) <= 1


def test_endpoint_knows_its_addresses_and_hides_its_secrets() -> None:
    endpoint = read_endpoint({**endpoint_with().model_dump(), "protocol": "fnw11", "chatbot_name": "bot@x"})

    assert endpoint.base_url == "https://maap.example.com/x/rcs/bot/v1/bot%40x"
    assert endpoint_with().oauth_url == "https://maap.example.com/x/oauth2/v1/token"
    assert set(secret_members(Fnw11Endpoint)) == {"client_secret", "callback_secret"}
    assert "client-secret" not in repr(endpoint)
    with pytest.raises(ValidationError):
        endpoint_with(token_url="http://auth.example.com/token")
