"""What a handset reads out of a message."""

from typing import Any

import pytest

from runtime.messages.fallback import automatic_text
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.messages.wire import CARD, SUGGESTIONS, TEXT
from runtime.simulator.offers import Offer, numbered_replies, offers_of, text_of


def reply(text: str) -> dict[str, Any]:
    return {"reply": {"displayText": text, "postback": {"data": f"pb-{text}"}}}


def card(title: str, *suggestions: dict[str, Any]) -> dict[str, Any]:
    return {"title": title, "description": f"{title}的说明", "suggestions": list(suggestions)}


def test_offers_of_cards_and_chips_stand_in_the_order_they_are_met() -> None:
    action = {"action": {"displayText": "去", "mapAction": {"requestLocationPush": {}}}}
    carousel = {"layout": {}, "content": [card("一", reply("甲")), card("二", reply("乙"), action)]}
    parts = [
        {"contentType": CARD, "contentText": {"message": {"generalPurposeCardCarousel": carousel}}},
        {"contentType": SUGGESTIONS, "contentText": {"suggestions": [reply("丙")]}},
    ]

    assert offers_of(parts) == (
        Offer("甲", "pb-甲"),
        Offer("乙", "pb-乙"),
        Offer("去", "", "requestLocationPush"),
        Offer("丙", "pb-丙"),
    )
    assert text_of(parts) == "一\n一的说明\n二\n二的说明"


def test_text_part_is_read_as_text() -> None:
    assert text_of([{"contentType": TEXT, "contentText": "你好"}]) == "你好"


@pytest.mark.parametrize(
    ("sms", "labels"),
    [
        ("您好。回复1好，2不好。拒收请回复R", ["好", "不好"]),
        ("回复1100元券，250元券，3不要。", ["100元券", "50元券", "不要"]),
        ("请选择：回复1.内科 2.外科", ["内科", "外科"]),
        ("您好。拒收请回复R", []),
        ("回复1唯一，拒收请回复R", ["唯一"]),
    ],
)
def test_numbered_replies_of_an_sms_are_found(sms: str, labels: list[str]) -> None:
    offers = numbered_replies(sms)

    assert [offer.text for offer in offers] == labels
    assert [offer.postback for offer in offers] == [str(n) for n in range(1, len(labels) + 1)]


def test_automatic_sms_of_our_own_messages_is_understood() -> None:
    replies = tuple(Suggestion(id=SuggestionId(text), text=text) for text in ("女装", "男装", "退订"))

    sms = automatic_text("春季上新", replies)

    assert [offer.text for offer in numbered_replies(sms)] == ["女装", "男装", "退订"]
