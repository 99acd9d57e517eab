"""What the platform in miniature takes and what it refuses, with the code it refuses it by."""

from typing import Any

import pytest

from runtime.messages.wire import CARD, FILE, SUGGESTIONS, TEXT
from runtime.simulator.checks import RejectionError, check_message

CHATBOT = "sip:106500@botplatform.rcs.example.cn"


def body(*parts: dict[str, Any], **changes: object) -> dict[str, Any]:
    values: dict[str, Any] = {
        "messageId": "m-1",
        "messageList": list(parts) or [text("你好")],
        "destinationAddress": ["tel:+8618900000001"],
        "senderAddress": CHATBOT,
        "conversationId": "conversation",
        "contributionId": "contribution",
        "serviceCapability": [{"capabilityId": "ChatbotSA"}],
        "smsSupported": False,
        "storeSupported": True,
    }
    return {name: value for name, value in (values | changes).items() if value is not None}


def text(words: object) -> dict[str, Any]:
    return {"contentType": TEXT, "contentText": words}


def chips(*suggestions: object) -> dict[str, Any]:
    return {"contentType": SUGGESTIONS, "contentText": {"suggestions": list(suggestions)}}


def reply(label: object = "好", data: str = "pb") -> dict[str, Any]:
    return {"reply": {"displayText": label, "postback": {"data": data}}}


def action(**members: object) -> dict[str, Any]:
    return {"action": {"displayText": "打开", "postback": {"data": "pb"}} | members}


def card(**content: object) -> dict[str, Any]:
    single = {"layout": {"cardOrientation": "VERTICAL"}, "content": content}
    return {"contentType": CARD, "contentText": {"message": {"generalPurposeCard": single}}}


def carousel(*cards: dict[str, Any], width: str = "SMALL_WIDTH") -> dict[str, Any]:
    value = {"layout": {"cardWidth": width}, "content": list(cards)}
    return {"contentType": CARD, "contentText": {"message": {"generalPurposeCardCarousel": value}}}


def media(**changes: object) -> dict[str, Any]:
    return {
        "mediaUrl": "https://f.cn/1.png",
        "mediaContentType": "image/png",
        "mediaFileSize": 10,
        "height": "SHORT_HEIGHT",
    } | changes


GOOD = [
    body(),
    body(text("你好"), chips(reply())),
    body(card(title="题", media=media(), suggestions=[reply()])),
    body(carousel({"title": "一"}, {"title": "二"})),
    body(chips(action(urlAction={"openUrl": {"url": "https://a.cn", "application": "browser"}}))),
    body(chips(action(mapAction={"requestLocationPush": {}}))),
    body({"contentType": FILE, "contentText": [{"type": "file", "url": "https://f.cn/1"}]}),
    body({**text("5L2g5aW9"), "contentEncoding": "base64"}),
    body(smsSupported=True, smsContent="短信", trafficType="payment", reportRequest=["sent"]),
]

BAD = [
    (20002, body(destinationAddress=["tel:+8618900000001", "tel:+8618900000002"])),
    (20002, body(destinationAddress=["nobody"])),
    (20002, body(destinationAddress="tel:+8618900000001")),
    (20002, body(messageId="")),
    (20002, body(conversationId=None)),
    (20002, body(smsSupported=None)),
    (20002, body(storeSupported="true")),
    (20002, body(serviceCapability=[])),
    (20002, body(trafficType="")),
    (20002, body(inReplyTo="")),
    (20002, body(reportRequest=["read"])),
    (20002, body(messageList=[])),
    (20002, body(text("a"), text("b"))),
    (30008, body(senderAddress="sip:1@other.cn")),
    (40021, body(smsSupported=True)),
    (40021, body(smsSupported=True, smsContent="")),
    (40021, body(text(""))),
    (40021, body(text("字" * 2001))),
    (40008, body({"contentType": "application/pdf", "contentText": "x"})),
    (47001, body({"contentType": CARD, "contentText": "no object"})),
    (47001, body({"contentType": CARD, "contentText": {"message": {}}})),
    (47001, body(card())),
    (40021, body(card(title="题" * 201))),
    (40007, body(card(media=media(mediaUrl="media:a.png")))),
    (47001, body(card(media=media(height="HUGE")))),
    (47001, body(card(media=media(mediaFileSize="10")))),
    (47001, body(carousel({"title": "一"}))),
    (47001, body(carousel(*({"title": str(n)} for n in range(13))))),
    (47001, body(carousel({"media": media(height="TALL_HEIGHT")}, {"title": "二"}))),
    (40016, body(chips())),
    (40016, body(chips(*(reply(str(n)) for n in range(12))))),
    (40016, body(card(title="题", suggestions=[reply(str(n)) for n in range(5)]))),
    (40017, body(chips({}))),
    (40017, body(chips(action()))),
    (40017, body(chips(action(urlAction={"openUrl": {"url": "https://a.cn"}})))),
    (40017, body(chips(action(mapAction={"flyThere": {}})))),
    (40018, body(chips(reply("一二三四五六七八九")))),
    (40018, body(chips(reply("")))),
    (40018, body(chips(reply(7)))),
    (40019, body(chips(reply("好", "x" * 2049)))),
    (40020, body(chips(action(urlAction={"openUrl": {"url": "h" * 2049, "application": "browser"}})))),
    (40040, body({"contentType": FILE, "contentText": [{"type": "file"}] * 3})),
    (47001, body({**text("%%%"), "contentEncoding": "base64"})),
]


@pytest.mark.parametrize("message", GOOD)
def test_good_message_is_taken(message: dict[str, Any]) -> None:
    assert check_message(message, CHATBOT) == "+8618900000001"


@pytest.mark.parametrize(("code", "message"), BAD)
def test_bad_message_is_refused_by_its_code(code: int, message: dict[str, Any]) -> None:
    with pytest.raises(RejectionError) as caught:
        check_message(message, CHATBOT)

    assert caught.value.code == code
