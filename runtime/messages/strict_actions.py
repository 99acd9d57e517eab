"""The actions of RCC.07 as tables: families, members, and what each member may hold.

Source: chatbot message schema, CT/CU customer access interface V1.0.4 §9.4.7.
"""

from __future__ import annotations

from typing import Final

FAMILIES: Final[dict[str, tuple[str, ...]]] = {
    "urlAction": ("openUrl",),
    "dialerAction": ("dialPhoneNumber", "dialEnrichedCall", "dialVideoCall"),
    "mapAction": ("showLocation", "requestLocationPush"),
    "calendarAction": ("createCalendarEvent",),
    "composeAction": ("composeTextMessage", "composeRecordingMessage"),
    "deviceAction": ("requestDeviceSpecifics",),
    "settingsAction": ("disableAnonymization", "enableDisplayedNotifications"),
}
"""Family → its members; an action has one of one."""

REQUIRED: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "openUrl": (("url", "application"), ()),
    "dialPhoneNumber": (("phoneNumber",), ("fallbackUrl",)),
    "dialEnrichedCall": (("phoneNumber",), ("subject", "fallbackUrl")),
    "dialVideoCall": (("phoneNumber",), ("fallbackUrl",)),
    "showLocation": (("location",), ("fallbackUrl",)),
    "createCalendarEvent": (("startTime", "endTime", "title"), ("description", "fallbackUrl")),
    "composeTextMessage": (("phoneNumber", "text"), ()),
    "composeRecordingMessage": (("phoneNumber", "type"), ()),
}
"""Member → required and optional fields; members that are not here are empty objects.

`openUrl` may also hold viewMode and parameters, in the webview only.
"""

FIELDS: Final[dict[str, str | frozenset[str]]] = {
    "url": "uri",
    "fallbackUrl": "uri",
    "phoneNumber": "number",
    "application": frozenset({"browser", "webview"}),
    "viewMode": frozenset({"full", "half", "tall"}),
    "parameters": "webview_parameters",
    "subject": "call_subject",
    "location": "place",
    "startTime": "moment",
    "endTime": "moment",
    "title": "event_title",
    "description": "event_description",
    "text": "compose_text",
    "type": frozenset({"AUDIO", "VIDEO"}),
}
"""Field of any member → allowed values, a form, or the limit of a text."""
