"""What China Mobile's adapter writes, and what it makes of answers; no network."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.carriers.cmcc.auth import authorization, date_text, is_authorized, password_digest
from runtime.carriers.cmcc.codec import encode
from runtime.carriers.cmcc.errors import EXCEPTIONS
from runtime.carriers.cmcc.replies import read_plain, read_send
from runtime.carriers.http import Answer
from runtime.carriers.port import ErrorClass, Outcome, Report, SendRequest
from runtime.messages.elements.file import File
from runtime.messages.reading.xml_bodies import parsed_xml
from runtime.messages.wire import CARD, TEXT, WirePart
from tests.support.carrier_lab import chips, request_to
from tests.support.cmcc_text import CHATBOT, element, login

A, B = "+8613000000001", "+8613000000002"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ERROR = (
    '<common:requestError xmlns:common="urn:oma:xml:rest:netapi:common:1"><{kind}><{id}>{code}</{id}>'
    "<text>words</text><variables>x</variables></{kind}></common:requestError>"
)


def written(request: SendRequest, *contacts: str) -> str:
    return encode(request, contacts or (A,), "1", "SMS").decode()


def failed(code: str, status: int, kind: str = "policyException", name: str = "exceptionId") -> Answer:
    return Answer(status, {"retry-after": "7"}, ERROR.format(kind=kind, code=code, id=name).encode())


def test_login_is_the_digest_of_the_digest_and_the_date() -> None:
    date = date_text(NOW)

    header = authorization("app", password_digest("secret"), date)

    assert date == "Mon, 23 Nov 2026 08:00:00 GMT"
    assert login("app", "secret", NOW) == {"date": date, "authorization": header}
    assert is_authorized(header, "app", password_digest("secret"), date)


@pytest.mark.parametrize(
    ("header", "user", "date"),
    [
        ("", "app", "Mon, 23 Nov 2026 08:00:00 GMT"),
        ("Basic !!!", "app", "Mon, 23 Nov 2026 08:00:00 GMT"),
        ("Bearer x", "app", "Mon, 23 Nov 2026 08:00:00 GMT"),
        (None, "app", "Mon, 23 Nov 2026 08:00:01 GMT"),
        (None, "another", "Mon, 23 Nov 2026 08:00:00 GMT"),
    ],
)
def test_login_of_somebody_else_or_of_another_date_is_wrong(header: str | None, user: str, date: str) -> None:
    right = login("app", "secret", NOW)["authorization"]

    assert not is_authorized(right if header is None else header, user, password_digest("secret"), date)


def test_group_names_everybody_and_the_first_is_the_address() -> None:
    text = written(request_to(chatbot=CHATBOT, message_id="m-1"), A, B)

    assert element(text, "address") == f"tel:{A}"
    assert re.findall("<destinationAddress>(.*?)</destinationAddress>", text) == [f"tel:{A}", f"tel:{B}"]
    assert element(text, "senderAddress") == CHATBOT
    assert element(text, "clientCorrelator") == element(text, "messageId") == "m-1"
    assert element(text, "version") == "+g.gsma.rcs.botversion=&quot;#=1&quot;"
    assert re.findall("<reportRequest>(.*?)</reportRequest>", text) == [
        "Sent",
        "Delivered",
        "Displayed",
        "Failed",
        "SMS",
    ]


def test_card_with_chips_travels_as_multipart_with_its_fallbacks() -> None:
    card = {"message": {"generalPurposeCard": {"layout": {}, "content": {"title": "5 < 6 ]]> 7"}}}}
    text = written(
        request_to(
            parts=(WirePart(CARD, card), chips("好")),
            sms_text="短信",
            rcs_text="旧版",
            in_reply_to="c-9",
            traffic="advertisement",
            reports=frozenset({Report.FELL_BACK}),
        )
    )

    root = parsed_xml(text)
    assert root is not None
    body = next(one for one in root.iter() if one.tag == "bodyText").text or ""
    parts = body.split("--next")
    assert element(text, "contentType") == 'multipart/mixed; boundary="next"'
    assert '"title":"5 < 6 ]]> 7"' in parts[1]
    assert "pb-好" in parts[2]
    assert parts[3] == "--"
    for part in parts[1:3]:
        head, _, content = part.strip("\n").partition("\n\n")
        assert f"Content-Length: {len(content.encode())}" in head
    assert element(text, "smsBodyText") == "短信"
    assert element(text, "shortMessageSupported") == element(text, "fallbackSupported") == "true"
    assert element(text, "rcsBodyText") == "旧版"
    assert element(text, "inReplyToContributionID") == "c-9"
    assert element(text, "trafficType") == "advertisement"
    assert text.count("<reportRequest>") == 1


def test_without_fallbacks_their_members_are_left_out() -> None:
    text = written(request_to(reports=frozenset(), store=False))

    assert element(text, "shortMessageSupported") == element(text, "storeSupported") == "false"
    for name in (
        "smsBodyText",
        "rcsBodyText",
        "fallbackSupported",
        "trafficType",
        "reportRequest",
        "inReply",
    ):
        assert name not in text


def test_recording_is_described_in_xml_with_its_length() -> None:
    sound = File(
        source="https://m.example/录音.mp3",
        name="a&b.mp3",
        content_type="audio/mp3",
        size_bytes=12,
        duration_s=58,
    )

    text = written(request_to(parts=(sound.to_wire(lambda source: source),)))

    body = element(text, "bodyText")
    assert element(text, "contentType") == "application/vnd.gsma.rcs-ft-http+xml"
    assert "<file-disposition>timelen=58000</file-disposition>" in body
    assert "<file-name>a&amp;b.mp3</file-name>" in body
    assert 'data url="https://m.example/%E5%BD%95%E9%9F%B3.mp3"' in body


@given(st.text(min_size=1), st.text(min_size=1), st.text())
def test_any_text_survives_the_way_through_xml(text: str, sms: str, label: str) -> None:
    sent = request_to(parts=(WirePart(TEXT, text), chips(label or "x")), sms_text=sms, conversation_id="<&>")
    document = written(sent)

    root = parsed_xml(document)

    assert root is not None
    (said,) = [one.text or "" for one in root.iter("smsBodyText")]
    assert said == re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", sms).replace("\r\n", "\n").replace(
        "\r", "\n"
    )


def test_answer_without_a_list_goes_for_all_and_tells_their_id() -> None:
    answer = Answer(201, {}, b"<r><messageId>theirs</messageId><clientCorrelator>m</clientCorrelator></r>")

    replies = read_send(answer, "m", (A, B))

    assert {one.outcome for one in replies.values()} == {Outcome.ACCEPTED}
    assert {one.carrier_id for one in replies.values()} == {"theirs"}
    assert read_send(answer, "theirs", (A,))[A].carrier_id == ""


def test_partial_failure_is_told_for_each() -> None:
    answer = Answer(
        200,
        {},
        f"""<r><messageId>m</messageId><deliveryInfoList>
        <deliveryInfo><address>tel:{A}</address><deliveryStatus>MessageWaiting</deliveryStatus></deliveryInfo>
        <deliveryInfo><address>tel:{B}</address><deliveryStatus>DeliveryImpossible</deliveryStatus>
        <policyException><exceptionId>SVC0004</exceptionId><text>no</text></policyException></deliveryInfo>
        </deliveryInfoList></r>""".encode(),
    )

    replies = read_send(answer, "m", (A, B))

    assert replies[A].outcome is Outcome.ACCEPTED
    assert (replies[B].outcome, replies[B].code, replies[B].error) == (
        Outcome.REFUSED,
        "SVC0004",
        ErrorClass.RECIPIENT,
    )


@pytest.mark.parametrize(
    ("answer", "outcome", "error"),
    [
        (failed("POL0009", 403), Outcome.REFUSED, ErrorClass.THROTTLED),
        (failed("POL0003", 403), Outcome.REFUSED, ErrorClass.PERMANENT),
        (failed("SVC0002", 400, "serviceException"), Outcome.REFUSED, ErrorClass.CONTENT),
        (failed("SVC4001", 500, "serviceException", "messageId"), Outcome.REFUSED, ErrorClass.TEMPORARY),
        (failed("SVC9999", 503, "serviceException"), Outcome.REFUSED, ErrorClass.TEMPORARY),
        (failed("POL9999", 403), Outcome.REFUSED, ErrorClass.PERMANENT),
        (failed("SVC9999", 401), Outcome.REFUSED, ErrorClass.CREDENTIALS),
        (failed("SVC0005", 400, "serviceException"), Outcome.UNKNOWN, ErrorClass.TEMPORARY),
        (Answer(401, {}, b""), Outcome.REFUSED, ErrorClass.CREDENTIALS),
        (Answer(429, {}, b"slow"), Outcome.REFUSED, ErrorClass.THROTTLED),
        (Answer(502, {}, b"<html>"), Outcome.UNKNOWN, ErrorClass.TEMPORARY),
        (Answer(200, {}, b"<html></html>"), Outcome.UNKNOWN, ErrorClass.TEMPORARY),
        (Answer(201, {}, b""), Outcome.UNKNOWN, ErrorClass.TEMPORARY),
        (
            Answer(201, {}, b"<!DOCTYPE r [<!ENTITY a 'b'>]><r><messageId>&a;</messageId></r>"),
            "unknown",
            "temporary",
        ),
    ],
)
def test_answer_is_classed_by_what_may_help(answer: Answer, outcome: Outcome, error: ErrorClass) -> None:
    reply = read_send(answer, "m", (A,))[A]

    assert (reply.outcome, reply.error) == (outcome, error)
    assert reply.words is not None


def test_flow_control_hears_how_long_to_wait() -> None:
    assert read_plain(failed("POL0009", 403)).retry_after_s == 7
    assert read_plain(Answer(204, {}, b"")).outcome is Outcome.ACCEPTED


def test_every_exception_is_told_in_both_languages() -> None:
    for code, meaning in EXCEPTIONS.items():
        assert meaning.words.zh, code
        assert meaning.words.en, code
