"""Reads what a handset sends back: taps and device details."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from runtime.messages.reading.message import part_body
from runtime.messages.reading.notes import Notes
from runtime.messages.reading.wire_object import WireObject
from runtime.messages.wire import RESPONSE, SHARED_DATA, WirePart

_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class TappedSuggestion:
    """A suggestion someone tapped; an action says that it was tapped, not what came of it.

    Source: RCC.07 botsuggestion.response.
    """

    kind: Literal["reply", "action"]
    text: str
    postback: str


@dataclass(frozen=True, slots=True)
class DeviceSpecifics:
    """What a handset told about itself; absent members are empty or None.

    Source: RCC.07 botsharedclientdata. Real handsets exceed its lengths, so none is enforced.
    """

    model: str = ""
    platform_version: str = ""
    client_vendor: str = ""
    client_version: str = ""
    battery_remaining_minutes: int | None = None


def read_response(part: WirePart | Mapping[str, Any]) -> TappedSuggestion | None:
    """The tap a part reports, None when it reports none; members the standard does not name are ignored."""
    root = _root(part, RESPONSE)
    response = root.child("response") if root is not None else None
    if response is None:
        return None
    body, kind = response.child("reply"), "reply"
    if body is None:
        body, kind = response.child("action"), "action"
    if body is None:
        return None
    postback = body.child("postback")
    return TappedSuggestion(
        "reply" if kind == "reply" else "action",
        body.text("displayText"),
        postback.text("data") if postback is not None else "",
    )


def read_shared_data(part: WirePart | Mapping[str, Any]) -> DeviceSpecifics | None:
    """The device details a part carries, None when it carries none."""
    root = _root(part, SHARED_DATA)
    shared = root.child("sharedData") if root is not None else None
    device = shared.child("deviceSpecifics") if shared is not None else None
    if device is None:
        return None
    battery = device.take("batteryRemainingMinutes")
    return DeviceSpecifics(
        model=device.text("deviceModel"),
        platform_version=device.text("platformVersion"),
        client_vendor=device.text("clientVendor"),
        client_version=device.text("clientVersion"),
        battery_remaining_minutes=_minutes(battery),
    )


def _minutes(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value if 0 <= value < 10**_MOST_DIGITS else None
    if isinstance(value, str) and value.isdecimal() and len(value) <= _MOST_DIGITS:
        return int(value)
    return None


def _root(part: WirePart | Mapping[str, Any], kind: str) -> WireObject | None:
    notes = Notes()
    found, body = part_body(part, "", notes)
    return WireObject(body, "", notes) if found == kind and isinstance(body, dict) else None
