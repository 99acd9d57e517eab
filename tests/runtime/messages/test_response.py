from __future__ import annotations

import base64
from typing import Any

import orjson
import pytest

from runtime.messages.reading import DeviceSpecifics, TappedSuggestion, read_response, read_shared_data
from runtime.messages.wire import RESPONSE, SHARED_DATA, TEXT, WirePart

TAP = {"response": {"reply": {"displayText": "想要", "postback": {"data": "f:n:s1"}}}}


@pytest.mark.parametrize(
    "part",
    [
        WirePart(RESPONSE, TAP),
        {"contentType": RESPONSE, "contentText": TAP},
        {"contentType": RESPONSE, "contentText": orjson.dumps(TAP).decode()},
        {
            "contentType": RESPONSE,
            "contentEncoding": "base64",
            "contentText": base64.b64encode(orjson.dumps(TAP | {"type": "reply"})).decode(),
        },
        {"contentText": {"response": TAP["response"] | {"type": "reply"}}},
    ],
)
def test_a_tap_is_read_however_it_is_written(part: WirePart | dict[str, Any]) -> None:
    assert TappedSuggestion("reply", "想要", "f:n:s1") == read_response(part)


def test_the_tap_on_an_action_is_told_apart() -> None:
    part = WirePart(RESPONSE, {"response": {"action": {"displayText": "打开"}}})

    assert TappedSuggestion("action", "打开", "") == read_response(part)


@pytest.mark.parametrize(
    "part",
    [
        WirePart(TEXT, "你好"),
        WirePart(RESPONSE, {}),
        {"contentText": {"response": {}}},
        {},
        WirePart(RESPONSE, "{"),
    ],
)
def test_what_is_no_tap_is_none(part: WirePart | dict[str, Any]) -> None:
    assert read_response(part) is None


def test_device_details_may_exceed_the_lengths_of_the_standard() -> None:
    device = {"deviceModel": "HUAWEI MATE 60", "clientVendor": "HWJS1", "batteryRemainingMinutes": "90"}

    found = read_shared_data(WirePart(SHARED_DATA, {"sharedData": {"deviceSpecifics": device}}))

    assert DeviceSpecifics("HUAWEI MATE 60", "", "HWJS1", "", 90) == found


def test_a_text_carries_no_device_details() -> None:
    assert read_shared_data(WirePart(TEXT, "你好")) is None
