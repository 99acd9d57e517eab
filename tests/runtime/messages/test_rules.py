from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import BaseModel

from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.file import File
from runtime.messages.elements.text import Text
from runtime.messages.fallback import Fallback
from runtime.messages.media import CardMedia, Thumbnail
from runtime.messages.rules import rules_broken
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.messages.suggestions.compose import ComposeText
from runtime.messages.suggestions.dialer import DialPhoneNumber
from runtime.messages.suggestions.map import ShowLocation
from runtime.messages.suggestions.url import OpenUrl
from runtime.messages.targets import targets_of_profile
from runtime.records import FieldPath, Hint, Record
from runtime.wording import same
from tests.support.messages import ACTIONS, ELEMENTS, URL, act, card, message, picture, reply

EVENT = CreateCalendarEvent(
    title="复诊", start_time="2026-12-01T09:00:00+08:00", end_time="2026-12-01T09:30:00+08:00"
)

BROKEN: list[tuple[BaseModel, FieldPath, str]] = [
    (Text(), ("text",), "empty"),
    (Text(text=" \n"), ("text",), "empty"),
    (Text(text="春\x00茶"), ("text",), "control_character"),
    (Text(text="{{姓名}}\ud83c"), ("text",), "control_character"),
    (reply(""), ("text",), "empty"),
    (OpenUrl(), ("url",), "empty"),
    (OpenUrl(url="shop.example.cn"), ("url",), "address_form"),
    (OpenUrl(url="https://a b"), ("url",), "address_form"),
    (DialPhoneNumber(), ("phone_number",), "empty"),
    (DialPhoneNumber(phone_number="客服"), ("phone_number",), "phone_number_form"),
    (ComposeText(phone_number="10690000"), ("text",), "empty"),
    (EVENT.with_changes(title=""), ("title",), "empty"),
    (EVENT.with_changes(start_time="明天"), ("start_time",), "date_time_form"),
    (
        EVENT.with_changes(end_time="2026-11-01T09:00:00+08:00"),
        ("end_time",),
        "ends_before_start",
    ),
    (ShowLocation(), ("query",), "place_missing"),
    (ShowLocation(query="门店", latitude=31.2), ("query",), "two_places"),
    (Card(), (), "card_empty"),
    (Card(suggestions=(reply(),)), (), "card_empty"),
    (CardMedia(), ("source",), "empty"),
    (picture(content_type="image/webp"), ("content_type",), "media_type"),
    (Thumbnail(source=URL, content_type="video/mp4"), ("content_type",), "thumbnail_type"),
    (Carousel(), ("cards",), "carousel_short"),
    (File(name="单"), ("source",), "empty"),
    (Fallback(mode="own"), ("text",), "empty"),
]


@pytest.mark.parametrize(("record", "path", "rule"), BROKEN)
def test_a_broken_rule_is_named_at_its_field(record: BaseModel, path: FieldPath, rule: str) -> None:
    found = [(breach.path, breach.rule) for breach in rules_broken(record, targets_of_profile("strict_cn"))]

    assert [(path, rule)] == found


def test_tall_pictures_do_not_go_on_small_cards() -> None:
    tall = card().with_changes(media=picture(height="TALL_HEIGHT"))

    small = list(rules_broken(message(Carousel(cards=(card(), tall))), targets_of_profile("gsma")))
    medium = list(
        rules_broken(
            message(Carousel(cards=(card(), tall), width="MEDIUM_WIDTH")), targets_of_profile("gsma")
        )
    )

    assert [breach.path for breach in small] == [("content", "cards", 1, "media", "height")]
    assert medium == []


def test_line_ends_tabs_and_pictures_in_text_may_be_sent() -> None:
    assert list(rules_broken(Text(text="春茶\n\t上市\r\n🍵 👨‍👩‍👧"), targets_of_profile("strict_cn"))) == []


def test_insertions_are_not_judged_before_they_are_filled_in() -> None:
    assert list(rules_broken(OpenUrl(url="{{ link }}"), targets_of_profile("strict_cn"))) == []
    assert (
        list(rules_broken(DialPhoneNumber(phone_number="{{ phone }}"), targets_of_profile("strict_cn"))) == []
    )


@pytest.mark.parametrize("number", ["+8613800000000", "95588", "021-5555 0100", "*86#"])
def test_numbers_are_taken_as_people_write_them(number: str) -> None:
    assert list(rules_broken(DialPhoneNumber(phone_number=number), targets_of_profile("strict_cn"))) == []


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.type)
def test_the_full_examples_break_no_rule(element: Text) -> None:
    full = message(element, *(act(action) for action in ACTIONS))

    assert list(rules_broken(full, targets_of_profile("strict_cn"))) == []


def test_a_field_that_does_not_count_beside_the_others_breaks_no_rule() -> None:
    class Reminder(Record):
        on: bool = False
        words: Annotated[str, Hint(same("词"), required=True, only_if={"on": (True,)})] = ""

    assert list(rules_broken(Reminder(), targets_of_profile("strict_cn"))) == []
    assert [breach.rule for breach in rules_broken(Reminder(on=True), targets_of_profile("strict_cn"))] == [
        "empty"
    ]
