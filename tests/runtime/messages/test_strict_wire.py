"""What raises no issue is exactly what the standard takes, in every profile; what is over a limit is not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runtime.messages.elements.element import Element
from runtime.messages.limits import LimitBreach, breaches, profile, profile_names
from runtime.messages.message import Message
from runtime.messages.reading import read_message
from runtime.messages.rules import rules_broken
from runtime.messages.strict_wire import WireProblem, validate_wire
from runtime.messages.suggestions.action import Action
from runtime.messages.targets import targets_of_profile
from runtime.messages.wire import CARD, FILE, SUGGESTIONS, TEXT, WirePart
from runtime.records import Record, value_at
from tests.support.any_messages import any_messages
from tests.support.messages import ACTIONS, ELEMENTS, act, message, messages, reply
from tests.support.rcc07 import check_parts

UNSENT = {"sms_text", "audio_duration", "video_duration", "media_duration"}
"""Limits of what is no part of the message on the wire."""


def _sent(breach: LimitBreach, of: Message) -> bool:
    """Whether what is over its limit goes out at all."""
    record = value_at(of, breach.path[:-1])
    assert isinstance(record, Record)
    return breach.limit_name not in UNSENT and breach.hint.counts_in(record)


@pytest.mark.parametrize("name", profile_names())
@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.type)
def test_every_element_is_taken_by_every_profile(element: Element, name: str) -> None:
    parts = message(element, reply(postback="p1")).to_wire()

    assert validate_wire(parts, profile(name)) == ()


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.type)
def test_every_action_is_taken(action: Action) -> None:
    assert validate_wire(message(None, act(action)).to_wire(), profile("strict_cn")) == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(any_messages(), st.sampled_from(profile_names()))
def test_what_raises_no_issue_is_valid_and_what_is_over_a_limit_is_not(built: Message, name: str) -> None:
    chosen = profile(name)
    over = [
        breach
        for breach in breaches(built, chosen)
        if breach.limit.severity == "error" and _sent(breach, built)
    ]
    broken = [rule for rule in rules_broken(built, targets_of_profile(name)) if rule.severity == "error"]

    found = validate_wire(built.to_wire(), chosen)

    if not over and not broken:
        assert found == ()
        if name == "gsma":
            check_parts(built.to_wire())
    if over:
        assert found != ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(any_messages())
def test_whatever_was_built_comes_back_the_same_from_the_wire(built: Message) -> None:
    once = built.to_wire()
    read = read_message(once)

    if read.message is None:
        assert validate_wire(once, profile("gsma")) != ()
        return
    again = read.message.to_wire()
    assert once == again or validate_wire(once, profile("gsma")) != ()
    settled = read_message(again)
    assert settled.message is not None
    assert again == settled.message.to_wire()


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(messages())
def test_what_the_independent_validator_takes_ours_takes_too(sent: Message) -> None:
    check_parts(sent.to_wire())
    over = list(breaches(sent, profile("gsma")))

    assert bool(over) == bool(validate_wire(sent.to_wire(), profile("gsma")))


def _card(content: dict[str, Any], **layout: object) -> list[WirePart]:
    whole = {"layout": {"cardOrientation": "VERTICAL"} | layout, "content": content}
    return [WirePart(CARD, {"message": {"generalPurposeCard": whole}})]


def _chip(body: dict[str, Any]) -> list[WirePart]:
    return [WirePart(TEXT, "好"), WirePart(SUGGESTIONS, {"suggestions": [body]})]


def _action(**members: object) -> list[WirePart]:
    return _chip({"action": {"displayText": "看"} | members})


_PICTURE = {
    "mediaUrl": "https://e.example/a.jpg",
    "mediaContentType": "image/jpeg",
    "mediaFileSize": 5,
    "height": "TALL_HEIGHT",
}
_URL = {"url": "https://e.example", "application": "browser"}

WRONG: dict[str, list[WirePart]] = {
    "no part": [],
    "two contents": [WirePart(TEXT, "a"), WirePart(TEXT, "b")],
    "an empty text": [WirePart(TEXT, "")],
    "a text that is none": [WirePart(TEXT, {})],
    "half a character": [WirePart(TEXT, "a\ud800")],
    "an unknown type": [WirePart("text/html", "a")],
    "a place off the Earth": [WirePart(TEXT, "geo:91.0,0.0;crs=gcj02")],
    "an empty card": _card({"suggestions": [{"reply": {"displayText": "a"}}]}),
    "an unknown member": _card({"title": "a", "colour": "red"}),
    "an empty title": _card({"title": ""}),
    "a side without a picture beside": _card({"title": "a"}, imageAlignment="LEFT"),
    "no side": _card({"title": "a"}, cardOrientation="HORIZONTAL"),
    "an unknown style": _card({"title": "a"}, titleFontStyle=["calibri"]),
    "no style": _card({"title": "a"}, titleFontStyle=[]),
    "a style that is a list": _card({"title": "a"}, titleFontStyle=[["bold"]]),
    "an address with blanks": _card({"title": "a"}, style="https://e.example/a b"),
    "Chinese in an address": _card({"title": "a"}, style="https://e.example/茶"),
    "no size": _card({"media": {k: v for k, v in _PICTURE.items() if k != "mediaFileSize"}}),
    "a size written as text": _card({"media": _PICTURE | {"mediaFileSize": "5"}}),
    "a size that is true": _card({"media": _PICTURE | {"mediaFileSize": True}}),
    "half a thumbnail": _card({"media": _PICTURE | {"thumbnailUrl": "https://e.example/t.jpg"}}),
    "an unknown height": _card({"media": _PICTURE | {"height": "HUGE"}}),
    "neither reply nor action": _chip({}),
    "reply and action": _chip({"reply": {"displayText": "a"}, "action": {"displayText": "a"}}),
    "a postback without data": _chip({"reply": {"displayText": "a", "postback": {}}}),
    "no action": _action(),
    "two families": _action(urlAction={"openUrl": _URL}, deviceAction={"requestDeviceSpecifics": {}}),
    "no application": _action(urlAction={"openUrl": {"url": "https://e.example"}}),
    "a view of the browser": _action(urlAction={"openUrl": _URL | {"viewMode": "full"}}),
    "an unknown view": _action(urlAction={"openUrl": _URL | {"application": "webview", "viewMode": "wide"}}),
    "no number": _action(dialerAction={"dialPhoneNumber": {"phoneNumber": "客服"}}),
    "a subject of a plain call": _action(
        dialerAction={"dialPhoneNumber": {"phoneNumber": "10010", "subject": "a"}}
    ),
    "coordinates and a query": _action(
        mapAction={"showLocation": {"location": {"latitude": 1, "longitude": 2, "query": "a"}}}
    ),
    "half a place": _action(mapAction={"showLocation": {"location": {"latitude": 1}}}),
    "something in an empty action": _action(mapAction={"requestLocationPush": {"why": 1}}),
    "a day without an hour": _action(
        calendarAction={
            "createCalendarEvent": {"startTime": "2026-05-01", "endTime": "2026-05-02", "title": "a"}
        }
    ),
    "an unknown recording": _action(
        composeAction={"composeRecordingMessage": {"phoneNumber": "10010", "type": "SMELL"}}
    ),
    "two files": [WirePart(FILE, [{"type": "file", "url": "https://e.example"}] * 2)],
    "a file that is an object": [WirePart(FILE, {"type": "file"})],
    "an empty file name": [WirePart(FILE, [{"type": "file", "url": "https://e.example", "fileName": ""}])],
    "a film as a thumbnail": [
        WirePart(
            FILE,
            [
                {"type": "thumbnail", "url": "https://e.example", "contentType": "video/mp4"},
                {"type": "file", "url": "https://e.example"},
            ],
        )
    ],
}


@pytest.mark.parametrize("parts", WRONG.values(), ids=WRONG.keys())
def test_what_the_standard_forbids_is_found(parts: list[WirePart]) -> None:
    assert validate_wire(parts, profile("gsma")) != ()


def test_a_problem_says_where_and_how() -> None:
    found = validate_wire(_card({"title": "茶" * 201}), profile("gsma"))

    assert (WireProblem("generalPurposeCard.content.title", "201 characters, at most 200"),) == found


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                (
                    "message",
                    "generalPurposeCard",
                    "generalPurposeCardCarousel",
                    "layout",
                    "content",
                    "media",
                    "suggestions",
                    "reply",
                    "action",
                    "urlAction",
                    "mapAction",
                    "openUrl",
                    "showLocation",
                    "location",
                    "type",
                    "url",
                )
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from((TEXT, CARD, SUGGESTIONS, FILE)), _json)
def test_no_json_upsets_it(kind: str, body: Any) -> None:  # noqa: ANN401 - any JSON value
    found = validate_wire([WirePart(kind, body)], profile("strict_cn"))

    assert isinstance(found, tuple)
