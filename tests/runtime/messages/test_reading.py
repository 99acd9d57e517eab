"""What carriers really write is read leniently; every liberty is noted."""

from __future__ import annotations

import base64
from typing import Any

import orjson
import pytest

from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.file import File
from runtime.messages.elements.location import Location
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.reading import Reading, read_location, read_message
from runtime.messages.suggestions.compose import ComposeText
from runtime.messages.suggestions.dialer import DialPhoneNumber
from runtime.messages.suggestions.url import OpenUrl
from runtime.messages.wire import CARD, FILE, SUGGESTIONS, TEXT, WirePart


def _card(content: dict[str, Any], **layout: object) -> Reading:
    body = {
        "message": {
            "generalPurposeCard": {"layout": {"cardOrientation": "VERTICAL"} | layout, "content": content}
        }
    }
    return read_message([WirePart(CARD, body)])


def _chips(*entries: dict[str, Any]) -> Reading:
    return read_message([WirePart(SUGGESTIONS, {"suggestions": list(entries)})])


def _places(notes: tuple[Any, ...]) -> list[str]:
    return [note.en.partition(":")[0] for note in notes]


def test_a_missing_size_is_read_as_zero_and_said() -> None:
    media = {"mediaUrl": "https://a.cn/t.jpg", "mediaContentType": "image/jpeg", "height": "TALL_HEIGHT"}

    reading = _card({"media": media})

    assert reading.message is not None
    assert isinstance(reading.message.content, RichCard)
    assert reading.message.content.card.media is not None
    assert reading.message.content.card.media.size_bytes == 0
    assert _places(reading.repaired) == [
        "messageList[0].message.generalPurposeCard.content.media.mediaFileSize"
    ]
    assert reading.not_understood == ()


def test_a_size_written_as_text_is_a_number() -> None:
    media = {"mediaUrl": "https://a.cn/t.jpg", "mediaContentType": "image/jpeg", "height": "TALL_HEIGHT"}

    reading = _card({"media": media | {"mediaFileSize": "183524"}})

    assert reading.message is not None
    assert isinstance(reading.message.content, RichCard)
    assert reading.message.content.card.media is not None
    assert reading.message.content.card.media.size_bytes == 183524


@pytest.mark.parametrize("size", [-1, "many", 1.5, True, [], "9" * 30])
def test_a_senseless_size_is_zero(size: object) -> None:
    media = {"mediaUrl": "https://a.cn/t.jpg", "mediaContentType": "image/jpeg", "height": "TALL_HEIGHT"}

    reading = _card({"media": media | {"mediaFileSize": size}})

    assert reading.message is not None
    assert len(reading.repaired) == 1


def test_an_unknown_font_style_is_left_out_and_said() -> None:
    reading = _card({"title": "茶"}, descriptionFontStyle=["calibri", "bold"], style="https://a.cn/c.css")

    assert reading.message is not None
    assert isinstance(reading.message.content, RichCard)
    assert reading.message.content.description_styles == ("bold",)
    assert reading.message.content.style == "https://a.cn/c.css"
    assert "calibri" in reading.not_understood[0].zh


def test_a_page_without_application_opens_in_the_browser() -> None:
    action = {"urlAction": {"openUrl": {"url": "https://a.cn"}}, "displayText": "看看"}

    reading = _chips({"action": action})

    assert reading.message is not None
    assert OpenUrl(url="https://a.cn") == reading.message.chips[0].action
    assert reading.not_understood == ()


def test_a_senseless_choice_in_an_action_is_left_out_and_the_action_stays() -> None:
    fields = {"url": "https://a.cn", "application": "webview", "viewMode": "huge"}

    reading = _chips({"action": {"urlAction": {"openUrl": fields}, "displayText": "看看"}})

    assert reading.message is not None
    assert OpenUrl(url="https://a.cn", application="webview") == reading.message.chips[0].action
    assert [place.replace(".action", "") for place in _places(reading.not_understood)] == [
        "messageList[0].suggestions[0].urlAction.openUrl.viewMode"
    ]


def test_a_missing_member_of_an_action_is_left_empty() -> None:
    reading = _chips(
        {"action": {"composeAction": {"composeTextMessage": {"text": "你好"}}, "displayText": "写"}}
    )

    assert reading.message is not None
    assert ComposeText(text="你好") == reading.message.chips[0].action
    assert len(reading.repaired) == 1


def test_a_phone_number_written_as_a_number_is_read() -> None:
    reading = _chips(
        {"action": {"dialerAction": {"dialPhoneNumber": {"phoneNumber": 10010}}, "displayText": "打"}}
    )

    assert reading.message is not None
    assert DialPhoneNumber(phone_number="10010") == reading.message.chips[0].action


def test_an_unknown_member_is_named_with_its_place() -> None:
    reading = _card({"title": "茶", "subtitle": "新"})

    assert _places(reading.not_understood) == ["messageList[0].message.generalPurposeCard.content.subtitle"]


def test_an_unknown_action_is_left_out_and_the_rest_stays() -> None:
    reading = _chips(
        {"action": {"payAction": {"pay": {}}, "displayText": "付"}}, {"reply": {"displayText": "好"}}
    )

    assert reading.message is not None
    assert [chip.text for chip in reading.message.chips] == ["好"]
    assert "payAction" in reading.not_understood[0].zh


def test_suggestions_get_ids_and_keep_their_postbacks() -> None:
    card = {"title": "茶", "suggestions": [{"reply": {"displayText": "要", "postback": {"data": "yes"}}}]}
    chips = {"suggestions": [{"reply": {"displayText": "不要", "postback": {"data": "no"}}}]}
    body = {"message": {"generalPurposeCard": {"layout": {"cardOrientation": "VERTICAL"}, "content": card}}}

    reading = read_message([WirePart(CARD, body), WirePart(SUGGESTIONS, chips)])

    assert reading.message is not None
    found = [(suggestion.id, suggestion.postback) for _, suggestion in reading.message.suggestions()]
    assert found == [("s1", "yes"), ("s2", "no")]


def test_base64_texts_are_decoded() -> None:
    text = base64.b64encode("春茶上市".encode()).decode()

    reading = read_message([{"contentType": TEXT, "contentEncoding": "base64", "contentText": text}])

    assert reading.message is not None
    assert Text(text="春茶上市") == reading.message.content


def test_base64_json_is_decoded() -> None:
    text = base64.b64encode(orjson.dumps({"suggestions": [{"reply": {"displayText": "好"}}]})).decode()

    reading = read_message([{"contentType": SUGGESTIONS, "contentEncoding": "base64", "contentText": text}])

    assert reading.message is not None
    assert reading.message.chips[0].text == "好"


@pytest.mark.parametrize("text", ["不是 base64", "/w==", "a"])
def test_broken_base64_is_said(text: str) -> None:
    reading = read_message([{"contentType": TEXT, "contentEncoding": "base64", "contentText": text}])

    assert reading.message is None
    assert "base64" in reading.not_understood[0].zh


def test_json_as_text_is_parsed() -> None:
    reading = read_message(
        [{"contentType": CARD, "contentText": '{"message": {"generalPurposeCard": {"content": {}}}}'}]
    )

    assert reading.message is not None
    assert isinstance(reading.message.content, RichCard)


def test_a_wrong_content_type_gives_way_to_what_the_content_proves() -> None:
    reading = read_message(
        [{"contentType": TEXT, "contentText": {"suggestions": [{"reply": {"displayText": "好"}}]}}]
    )

    assert reading.message is not None
    assert reading.message.chips[0].text == "好"
    assert len(reading.repaired) == 1


def test_a_carousel_keeps_its_width_and_cards() -> None:
    row = {"layout": {"cardWidth": "medium_width"}, "content": [{"title": "一"}, {"title": "二"}]}

    reading = read_message([WirePart(CARD, {"message": {"generalPurposeCardCarousel": row}})])

    assert reading.message is not None
    assert isinstance(reading.message.content, Carousel)
    assert (
        reading.message.content.width,
        [card.title for card in reading.message.content.cards],
    ) == ("MEDIUM_WIDTH", ["一", "二"])
    assert len(reading.repaired) == 1


def test_a_file_array_is_a_file_with_its_thumbnail() -> None:
    thumbnail = {
        "type": "thumbnail",
        "url": "https://a.cn/s.jpg",
        "fileSize": 7427,
        "contentType": "image/jpg",
    }
    file = {"type": "file", "url": "https://a.cn/b.jpg", "fileSize": "183524", "contenType": "image/jpg"}

    reading = read_message([WirePart(FILE, [thumbnail, file | {"fileName": "b.jpg"}])])

    assert reading.message is not None
    assert isinstance(reading.message.content, File)
    assert reading.message.content.thumbnail is not None
    assert (
        reading.message.content.name,
        reading.message.content.size_bytes,
        reading.message.content.content_type,
    ) == ("b.jpg", 183524, "image/jpg")


def test_two_contents_keep_the_first_and_say_so() -> None:
    reading = read_message([WirePart(TEXT, "一"), WirePart(TEXT, "二")])

    assert reading.message is not None
    assert Text(text="一") == reading.message.content
    assert _places(reading.not_understood) == ["messageList[1]"]


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("geo:22.5,114.05;crs=gcj02", 22.5, 114.05),
        ("geo:114.05,22.5;crs=gcj02", 22.5, 114.05),
        ("geo:87.6,43.8;crs=gcj02;u=10", 43.8, 87.6),
        ("geo:48.85,2.35;crs=wgs84", 48.85, 2.35),
        ("GEO: 22.5 , 114.05", 22.5, 114.05),
    ],
)
def test_places_are_read_whichever_number_comes_first(text: str, latitude: float, longitude: float) -> None:
    place = read_location(text)

    assert place is not None
    assert (latitude, longitude) == (place.latitude, place.longitude)


def test_a_place_keeps_its_label_and_radius() -> None:
    place = read_location("geo:22.5,114.05;crs=gcj02;u=9.2;rcs-l=%E6%B7%B1%E5%9C%B3")

    assert Location(latitude=22.5, longitude=114.05, label_text="深圳", radius_m=10) == place


@pytest.mark.parametrize("text", ["geo:200,300", "geo:,", "geo:1", "你好", "geo:1,2,3", "geo:9999,1"])
def test_what_is_no_place_stays_a_text(text: str) -> None:
    reading = read_message([WirePart(TEXT, text)])

    assert reading.message is not None
    assert Text(text=text) == reading.message.content


def test_too_many_suggestions_are_counted() -> None:
    reading = _chips(*({"reply": {"displayText": str(number)}} for number in range(300)))

    assert reading.message is not None
    assert len(reading.message.chips) == 200
    assert "300" in reading.not_understood[0].zh


@pytest.mark.parametrize(
    "body",
    [
        {"suggestions": None},
        {"suggestions": "x"},
        {"suggestions": [1, None, "x", []]},
        {"suggestions": [{}, {"reply": 1}, {"action": {"urlAction": {"openUrl": []}}}]},
        {"suggestions": [{"action": {"mapAction": {"showLocation": {"location": {"latitude": "x"}}}}}]},
        {"message": {}},
        {"message": {"generalPurposeCard": []}},
        {"message": {"generalPurposeCard": {"content": [], "layout": 3}}},
        {"message": {"generalPurposeCardCarousel": {"content": {"media": 1}}}},
        {"response": {}},
        {},
    ],
)
def test_nonsense_never_raises(body: dict[str, Any]) -> None:
    reading = read_message([WirePart(CARD, body), WirePart(SUGGESTIONS, body), {"contentText": body}, {}])

    assert isinstance(reading, Reading)
