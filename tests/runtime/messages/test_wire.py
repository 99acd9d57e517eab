from __future__ import annotations

import pytest
from hypothesis import given

from runtime.messages.elements.element import Element
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.message import Message
from runtime.messages.reading import read_message
from runtime.messages.suggestions.action import Action
from runtime.messages.wire import SUGGESTIONS, WirePart
from tests.support.messages import ACTIONS, ELEMENTS, URL, act, card, message, messages, picture, reply
from tests.support.rcc07 import ACTIONS as STANDARD_ACTIONS
from tests.support.rcc07 import NotOnTheWireError, check_parts


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.type)
def test_every_element_goes_out_as_the_standard_says(element: Element) -> None:
    parts = message(element, reply(postback="p1"), act(ACTIONS[0])).to_wire()

    check_parts(parts)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.type)
def test_every_action_goes_out_as_the_standard_says(action: Action) -> None:
    parts = message(None, act(action)).to_wire()

    check_parts(parts)


def test_the_examples_cover_every_action_of_the_standard() -> None:
    on_the_wire = {(action.family, action.member) for action in ACTIONS}

    assert {(family, member) for family, names in STANDARD_ACTIONS.items() for member in names} == on_the_wire


def test_a_message_without_chips_is_one_part() -> None:
    parts = message().to_wire()

    assert [WirePart("text/plain", "春茶上市，老客户九折。")] == list(parts)


def test_chips_travel_in_a_part_of_their_own() -> None:
    parts = message(None, reply("想要", postback="yes")).to_wire()

    expected = {"suggestions": [{"reply": {"displayText": "想要", "postback": {"data": "yes"}}}]}
    assert WirePart(SUGGESTIONS, expected) == parts[1]


def test_media_sources_pass_through_the_address_book_of_the_carrier() -> None:
    element = RichCard(card=card().with_changes(media=picture(source="media:tea.jpg")))

    parts = message(element).to_wire(lambda source: source.replace("media:", "https://media.example.cn/"))

    body = parts[0].content
    assert isinstance(body, dict)
    media = body["message"]["generalPurposeCard"]["content"]["media"]
    assert media["mediaUrl"] == "https://media.example.cn/tea.jpg"


def test_postbacks_are_filled_in_where_there_is_none() -> None:
    element = RichCard(card=card("茶", reply("想要", 1), reply("不要", 2, "no")))

    filled = message(element, reply("再看看", 3)).with_postbacks(lambda suggestion: f"f:{suggestion.id}")

    assert [suggestion.postback for _, suggestion in filled.suggestions()] == ["f:s1", "no", "f:s3"]


def test_a_message_whose_postbacks_are_all_there_stays_the_same_object() -> None:
    full = message(None, reply(postback="p"))

    assert full.with_postbacks(lambda suggestion: "never") is full


def test_the_place_is_written_latitude_first() -> None:
    parts = message(ELEMENTS[4]).to_wire()

    expected = "geo:31.230400,121.473700;crs=gcj02;u=50;rcs-l=%E4%BA%BA%E6%B0%91%E5%B9%BF%E5%9C%BA%E5%BA%97"
    assert expected == parts[0].content


@given(messages())
def test_any_message_goes_out_strictly_and_comes_back_with_its_meaning(sent: Message) -> None:
    wire = sent.to_wire()

    check_parts(wire)
    reading = read_message(wire)
    assert reading.message is not None
    assert wire == reading.message.to_wire()
    assert reading.repaired + reading.not_understood == ()


def test_the_validator_of_the_tests_refuses_what_the_standard_forbids() -> None:
    wrong = WirePart("application/vnd.gsma.botmessage.v1.0+json", {"message": {"generalPurposeCard": {}}})

    with pytest.raises(NotOnTheWireError):
        check_parts((wrong,))


def test_every_source_of_a_message_is_listed_once() -> None:
    assert (f"{URL}/tea.jpg", f"{URL}/tea-small.jpg") == message(ELEMENTS[2]).media_sources()
