"""Hostile JSON pasted as a message of a carrier, or sent back by a handset."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from runtime.messages.elements.element import Element
from runtime.messages.limits import STRICTEST
from runtime.messages.message import Message
from runtime.messages.reading.pasted import MOST_BYTES, read_pasted
from runtime.messages.reading.response import read_response, read_shared_data
from runtime.messages.rules import rules_broken
from runtime.messages.targets import targets_of_profile
from runtime.messages.wire import RESPONSE, SHARED_DATA
from tests.support.messages import ACTIONS, ELEMENTS, act, reply

EVIL: tuple[Any, ...] = (
    None, True, -1, 1e308, 10**19, "", "\0", "\u202e", "x" * 50_000, [], {}, [[]], {"a": {}}, "NaN",
    "9" * 5_000, [None], {"reply": None}, "{0}{x}", "{{", "geo:1,2;u=1e400;rcs-l=%ff", {"\u202e" * 500: 1},
)  # fmt: skip


def read(pasted: str) -> Message | None:
    """What is read; it can be drawn, checked and sent, and every remark can be shown."""
    reading = read_pasted(pasted)
    for remark in (*reading.repaired, *reading.not_understood):
        assert len(remark.zh.encode()) < 2000
        assert "\u202e" not in remark.zh
    if reading.message is not None:
        assert reading.message.blocks() is not None
        assert list(rules_broken(reading.message, targets_of_profile(STRICTEST))) is not None
        assert json.dumps([part.content for part in reading.message.to_wire()])
    return reading.message


def paths(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))


def with_value(value: Any, path: tuple[str | int, ...], new: object) -> object:  # noqa: ANN401 - a JSON value
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = with_value(copy[path[0]], path[1:], new)
    return copy


def wire_of(element: Element) -> dict[str, Any]:
    chips = (reply("好"), *(act(action, number=number) for number, action in enumerate(ACTIONS, 2)))
    parts = Message(content=element, chips=chips).to_wire()
    body = {
        "messageList": [{"contentType": part.content_type, "contentText": part.content} for part in parts]
    }
    read_back: dict[str, Any] = json.loads(json.dumps(body))
    return read_back


@pytest.mark.parametrize(
    "text",
    [
        "", "\0", "[", "\ud800", '"\\ud800"', "{}{}", "[" * 5_000, '{"a":' * 5_000, "1e400", "null", "<a>",
        '{"message": 1e400}', '{"message": ' + "9" * 400 + "}", '{"messageList": 1}',
        '{"messageList": [1, null, "x", {}]}', '{"messageList": [{"contentType": 1, "contentText": {}}]}',
        '{"suggestions": [[[]]]}', '{"RCSMessage": []}', '{"\u202e": 1}',
    ],
    ids=range(19),
)  # fmt: skip
def test_what_is_no_message_is_said_so(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "text", ['{"message": {"generalPurposeCardCarousel": {"content": [null, 1, [], {}]}}}']
)
def test_a_message_of_rubbish_is_read_as_far_as_it_goes(text: str) -> None:
    assert read(text) is not None


@pytest.mark.parametrize("extra", [0, 1])
def test_one_byte_too_many_is_not_read(extra: int) -> None:
    frame = '{"messageList":[{"contentType":"text/plain","contentText":""}]}'
    text = frame.replace('""}', '"' + "x" * (MOST_BYTES - len(frame) + extra) + '"}')

    assert (read(text) is None) is bool(extra)


@pytest.mark.slow
@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.type)
def test_no_value_anywhere_in_a_message_breaks_the_reader(element: Element) -> None:
    body = wire_of(element)
    for number, path in enumerate(paths(body)):
        for step in range(3):
            hostile = EVIL[(number + step * 7) % len(EVIL)]
            read(json.dumps(with_value(body, path, hostile)))


@pytest.mark.parametrize("minutes", ["9" * 5_000, 10**400, -1, True, "²", [], {}, "1e9", 1.5])
def test_a_senseless_battery_is_no_battery(minutes: object) -> None:
    told = {"sharedData": {"deviceSpecifics": {"deviceModel": "x", "batteryRemainingMinutes": minutes}}}
    device = read_shared_data({"contentType": SHARED_DATA, "contentText": told})

    assert device is not None
    assert device.battery_remaining_minutes is None


@pytest.mark.parametrize(
    "body", ["!!!", "=", "//8=", "\ud800", None, 3, "e" * 1_000_000, [], {"response": [1]}]
)
def test_a_senseless_tap_is_no_tap(body: object) -> None:
    assert read_response({"contentType": RESPONSE, "contentText": body}) is None
