from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from runtime.flow.chatbot import Chatbot, MenuEntry, Submenu
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.file import File
from runtime.messages.elements.location import Location
from runtime.messages.elements.text import Text
from runtime.messages.fallback import Fallback
from runtime.messages.limits import Limit, breaches, count, kept_within, profile, profile_names
from runtime.messages.media import CardMedia, Thumbnail
from runtime.messages.message import Message
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.messages.suggestions.compose import ComposeText
from runtime.messages.suggestions.dialer import DialEnrichedCall, DialPhoneNumber
from runtime.messages.suggestions.map import ShowLocation
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId
from runtime.messages.suggestions.url import OpenUrl
from runtime.records import FieldPath
from tests.support.messages import card, reply

Build = Callable[[Any], BaseModel]

HOLDERS: dict[str, tuple[Build, FieldPath]] = {
    "audio_bytes": (lambda v: File(content_type="audio/mpeg", size_bytes=v), ("size_bytes",)),
    "audio_duration": (lambda v: File(content_type="audio/mpeg", duration_s=v), ("duration_s",)),
    "background_url": (lambda v: Chatbot(background_url=v), ("background_url",)),
    "call_subject": (lambda v: DialEnrichedCall(subject=v), ("subject",)),
    "card_description": (lambda v: Card(description=v), ("description",)),
    "card_suggestions": (lambda v: Card(suggestions=v), ("suggestions",)),
    "card_title": (lambda v: Card(title=v), ("title",)),
    "carousel_cards": (lambda v: Carousel(cards=tuple(card() for _ in v)), ("cards",)),
    "category": (lambda v: Chatbot(category=v), ("category",)),
    "chatbot_description": (lambda v: Chatbot(description=v), ("description",)),
    "chips": (lambda v: Message(chips=v), ("chips",)),
    "compose_text": (lambda v: ComposeText(text=v), ("text",)),
    "content_description": (lambda v: CardMedia(description=v), ("description",)),
    "email": (lambda v: Chatbot(email=v), ("email",)),
    "event_description": (lambda v: CreateCalendarEvent(description=v), ("description",)),
    "event_title": (lambda v: CreateCalendarEvent(title=v), ("title",)),
    "file_name": (lambda v: File(name=v), ("name",)),
    "image_bytes": (lambda v: CardMedia(size_bytes=v), ("size_bytes",)),
    "location_label": (lambda v: Location(label_text=v), ("label_text",)),
    "location_query": (lambda v: ShowLocation(query=v), ("query",)),
    "media_bytes": (lambda v: File(content_type="application/pdf", size_bytes=v), ("size_bytes",)),
    "media_duration": (lambda v: File(content_type="application/pdf", duration_s=v), ("duration_s",)),
    "menu_entries": (lambda v: Chatbot(menu=tuple(MenuEntry(text="查") for _ in v)), ("menu",)),
    "phone_number": (lambda v: DialPhoneNumber(phone_number=v), ("phone_number",)),
    "postback": (lambda v: Suggestion(id=SuggestionId("s"), postback=v), ("postback",)),
    "provider": (lambda v: Chatbot(provider=v), ("provider",)),
    "signature": (lambda v: Chatbot(signature=v), ("signature",)),
    "sms_text": (lambda v: Fallback(text=v), ("text",)),
    "street_address": (lambda v: Chatbot(street_address=v), ("street_address",)),
    "submenu_entries": (lambda v: MenuEntry(entries=v), ("entries",)),
    "submenus": (lambda v: MenuEntry(submenus=tuple(Submenu() for _ in v)), ("submenus",)),
    "suggestion_text": (lambda v: Suggestion(id=SuggestionId("s"), text=v), ("text",)),
    "text": (lambda v: Text(text=v), ("text",)),
    "thumbnail_bytes": (lambda v: Thumbnail(size_bytes=v), ("size_bytes",)),
    "url": (lambda v: OpenUrl(url=v), ("url",)),
    "video_duration": (lambda v: File(content_type="video/mp4", duration_s=v), ("duration_s",)),
    "website": (lambda v: Chatbot(website=v), ("website",)),
    "webview_parameters": (lambda v: OpenUrl(parameters=v), ("parameters",)),
}
"""Limit → a record whose field at the path it holds for."""

TEXT_LIMITS = {name for name in HOLDERS if not name.endswith(("_bytes", "_duration"))} - {
    "card_suggestions",
    "carousel_cards",
    "chips",
    "menu_entries",
    "submenu_entries",
    "submenus",
}

EVERY_LIMIT = [(name, limit) for name in profile_names() for limit in sorted(profile(name).limits)]


def _of_size(name: str, limit: Limit, size: int) -> object:
    if limit.unit == "items":
        return tuple(reply(number=number) for number in range(size))
    if name not in TEXT_LIMITS:
        return size
    if name == "url":
        return "https://" + "a" * (size - 8)
    if limit.unit != "bytes":
        return "茶" * size
    return "茶" * (size // 3) + "a" * (size % 3)


@pytest.mark.parametrize(("profile_name", "limit_name"), EVERY_LIMIT)
def test_a_field_at_its_limit_passes_and_one_more_does_not(profile_name: str, limit_name: str) -> None:
    chosen = profile(profile_name)
    limit = chosen.limits[limit_name]
    build, path = HOLDERS[limit_name]

    at_the_limit = list(breaches(build(_of_size(limit_name, limit, limit.maximum)), chosen))
    beyond = list(breaches(build(_of_size(limit_name, limit, limit.maximum + 1)), chosen))

    assert at_the_limit == []
    assert [(path, limit_name, limit.maximum + 1)] == [(b.path, b.limit_name, b.actual) for b in beyond]


@pytest.mark.parametrize("profile_name", profile_names())
def test_every_limit_says_where_it_comes_from_and_when_that_was_read(profile_name: str) -> None:
    limits = profile(profile_name).limits.values()

    assert limits
    assert all(limit.source and date.fromisoformat(limit.checked) for limit in limits)


def test_one_card_is_too_few_for_a_carousel() -> None:
    found = list(breaches(Carousel(cards=(card(),)), profile("gsma")))

    assert [(breach.limit_name, breach.actual) for breach in found] == [("carousel_cards", 1)]


def test_an_empty_optional_text_breaks_no_minimum() -> None:
    assert list(breaches(Card(title="茶"), profile("strict_cn"))) == []


def test_eight_chinese_characters_fit_into_a_suggestion_and_nine_do_not() -> None:
    strict = profile("strict_cn")

    fits = list(breaches(reply("查看附近的门店吧"), strict))
    too_long = list(breaches(reply("查看离我最近的门店"), strict))

    assert fits == []
    assert [breach.actual for breach in too_long] == [27]


def test_the_video_of_a_card_may_be_larger_than_a_picture() -> None:
    size = 5_000_000

    video = list(breaches(CardMedia(content_type="video/mp4", size_bytes=size), profile("ctcu")))
    image = list(breaches(CardMedia(content_type="image/png", size_bytes=size), profile("ctcu")))

    assert video == []
    assert [breach.limit_name for breach in image] == ["image_bytes"]


def test_half_a_second_too_long_is_too_long() -> None:
    assert count(90.5, "seconds") == 91


def test_a_misspelt_profile_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ValueError, match="strict_cn"):
        profile("strict-cn")


def test_the_strictest_profile_has_every_number_from_the_profile_it_names() -> None:
    strict = profile("strict_cn")

    assert {"aliyun", "cmcc", "ctcu"} == {limit.whose for limit in strict.limits.values()}
    for name, limit in strict.limits.items():
        theirs = profile(limit.whose).limits[name]
        assert limit == theirs.model_copy(update={"whose": limit.whose})
        others = [profile(each).limits.get(name) for each in strict.derived_from]
        assert all(limit.maximum <= other.maximum for other in others if other is not None)


def test_a_profile_says_where_its_other_facts_come_from() -> None:
    every = [profile(name) for name in profile_names()]

    assert all(each.menu_actions_source for each in every if each.menu_actions and not each.derived_from)
    assert all(each.through_source for each in every if each.through)


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("茶a", "bytes", 4),
        ("茶🍵", "bytes", 7),
        ("茶🍵", "characters", 2),
        ("茶🍵", "utf16", 3),
        ("👨‍👩‍👧", "characters", 5),
        ("👨‍👩‍👧", "utf16", 8),
        ("\ud83c", "utf16", 1),
    ],
)
def test_a_text_is_counted_as_the_wire_counts_it(text: str, unit: str, expected: int) -> None:
    assert expected == count(text, unit)


def test_an_address_is_counted_as_it_goes_out() -> None:
    long = OpenUrl(url="https://shop.example.cn/" + "茶" * 300)

    found = list(breaches(long, profile("ctcu")))

    assert [breach.actual for breach in found] == [24 + 9 * 300]


@pytest.mark.parametrize(("unit", "kept"), [("bytes", "茶"), ("utf16", "茶🍵a"), ("characters", "茶🍵ab")])
def test_a_text_is_cut_between_its_characters(
    unit: Literal["bytes", "utf16", "characters"], kept: str
) -> None:
    limit = Limit(maximum=4, unit=unit, source="test", checked="2026-01-01")

    assert kept == kept_within("茶🍵abc", limit)
