"""An integrator pastes what they have in hand."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.fallback import Fallback
from runtime.messages.message import Message
from runtime.messages.reading import Reading, read_pasted
from tests.support.messages import messages

REPLY = {"reply": {"displayText": "好", "postback": {"data": "yes"}}}
CARD = {"generalPurposeCard": {"layout": {"cardOrientation": "VERTICAL"}, "content": {"title": "茶"}}}


def _request(**more: object) -> str:
    body = {
        "messageId": "m1",
        "messageList": [{"contentType": "text/plain", "contentText": "春茶上市"}],
        "destinationAddress": ["tel:+8613800000000"],
        "senderAddress": "sip:106500@botplatform.rcs.domain.cn",
        "conversationId": "c1",
        "contributionId": "k1",
        "serviceCapability": [{"capabilityId": "ChatbotSA", "version": '+g.gsma.rcs.botversion="#=1"'}],
        "smsSupported": False,
    }
    return json.dumps(body | more, ensure_ascii=False)


def _message(text: str) -> Message:
    reading = read_pasted(text)
    assert reading.message is not None
    assert reading.not_understood == ()
    return reading.message


def test_a_whole_request_becomes_a_message_with_its_fallback_and_traffic_type() -> None:
    text = _request(smsSupported=True, smsContent="春茶上市，拒收请回复R", trafficType="advertisement")

    message = _message(text)

    assert Text(text="春茶上市") == message.content
    assert Fallback(mode="own", text="春茶上市，", refusal=True) == message.fallback
    assert message.traffic == "advertisement"
    assert message.fallback_text() == "春茶上市，拒收请回复R"


def test_a_request_without_sms_has_no_fallback() -> None:
    assert Fallback(mode="none") == _message(_request()).fallback


def test_an_unknown_member_of_a_request_is_named() -> None:
    reading = read_pasted(_request(colour="red"))

    assert [note.zh for note in reading.not_understood] == ["colour：不认识，没有读取"]


@pytest.mark.parametrize(
    "value",
    [
        {"message": CARD},
        CARD,
        [{"contentType": "application/vnd.gsma.botmessage.v1.0+json", "contentText": {"message": CARD}}],
        {"RCSMessage": {"richcardMessage": {"message": CARD}}, "messageContact": {"userContact": "+86138"}},
    ],
)
def test_a_card_is_found_however_it_is_wrapped(value: object) -> None:
    message = _message(json.dumps(value))

    assert isinstance(message.content, RichCard)
    assert message.content.card.title == "茶"


@pytest.mark.parametrize(
    "value",
    [
        {"suggestions": [REPLY]},
        [REPLY],
        REPLY,
        {"message": CARD, "suggestions": [REPLY]},
        {"RCSMessage": {"textMessage": "你好", "suggestedChipList": {"suggestions": [REPLY]}}},
    ],
)
def test_suggestions_are_found_however_they_are_wrapped(value: object) -> None:
    message = _message(json.dumps(value))

    assert [(chip.text, chip.postback) for chip in message.chips] == [("好", "yes")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "不是 JSON"),
        ("你好", "第 1 行第 1 列"),
        ('{"message":\n {"a": }}', "第 2 行"),
        ("<xml/>", "XML"),
        ("3", "对象或数组"),
        ("[]", "数组里没有"),
        ("{}", "没有找到消息"),
        ('{"menu": {"entries": []}}', "固定菜单"),
        ('{"deliveryInfoList": []}', "状态报告"),
        ('{"response": {"reply": {}}}', "手机发来"),
        ('{"event": "isTyping", "RCSMessage": {"isTyping": "active"}}', "手机发来"),
        ('{"accessToken": "x"}', "accessToken"),
        ("[" * 100 + "]" * 100, "40 层"),
        ("[" * 100_000, "不是 JSON"),
        ('{"a":"' + "茶" * 400_000 + '"}', "1 MB"),
    ],
)
def test_what_is_no_message_is_said_with_the_reason(text: str, words: str) -> None:
    reading = read_pasted(text)

    assert reading.message is None
    assert words in reading.not_understood[0].zh


def test_forty_levels_are_read_and_one_more_is_not() -> None:
    def nested(levels: int) -> str:
        return "[" * levels + "]" * levels

    assert "数组里没有" in read_pasted(nested(40)).not_understood[0].zh
    assert "40 层" in read_pasted(nested(41)).not_understood[0].zh


@given(messages())
def test_any_message_of_ours_pastes_back_with_its_meaning(sent: Message) -> None:
    parts = [{"contentType": part.content_type, "contentText": part.content} for part in sent.to_wire()]

    reading = read_pasted(json.dumps({"messageList": parts}))

    assert reading.message is not None
    assert sent.to_wire() == reading.message.to_wire()


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "message",
                    "messageList",
                    "suggestions",
                    "reply",
                    "action",
                    "contentType",
                    "contentText",
                    "RCSMessage",
                    "generalPurposeCard",
                    "content",
                    "layout",
                    "media",
                    "urlAction",
                    "openUrl",
                    "smsContent",
                    "trafficType",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(_json)
def test_any_json_at_all_is_answered(value: object) -> None:
    reading = read_pasted(json.dumps(value))

    assert isinstance(reading, Reading)
    assert reading.message is not None or reading.not_understood
