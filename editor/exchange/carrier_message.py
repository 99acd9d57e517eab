"""One message in the words of a carrier's interface, to copy, to send by hand and to paste back."""

from __future__ import annotations

import json
from typing import Any, Final

from runtime.messages.message import Message
from runtime.messages.wire import MediaUrl, as_is
from runtime.messages.xml_wire import DECLARATION, NETAPI_NAMESPACE, Extras, message_members

XML_PROFILES: Final = frozenset({"cmcc"})
"""The profiles whose interface is XML; the others are JSON."""


def carrier_text(
    message: Message, profile: str, signature: str = "", media_url: MediaUrl = as_is, language: str = "zh"
) -> str:
    """The message as the interface of *profile* carries it, without what belongs to one sending alone.

    China Mobile's is a netapi document, everybody else's a `messageList` as CT/CU have it; addresses, ids and
    receipts are left out. `read_pasted` reads either back.
    Source: CT/CU V1.0.4 §9; for China Mobile clients of its interface, there is no public document.
    """
    sms_text = message.fallback_text(signature, language)
    if profile in XML_PROFILES:
        return _as_xml(message, sms_text, media_url)
    return json.dumps(carrier_json(message, sms_text, media_url), ensure_ascii=False, indent=2) + "\n"


def carrier_json(message: Message, sms_text: str | None, media_url: MediaUrl = as_is) -> dict[str, Any]:
    """The members of a CT/CU `/messages` body that are the message itself."""
    body: dict[str, Any] = {
        "messageList": [
            {"contentType": part.content_type, "contentEncoding": "utf8", "contentText": part.content}
            for part in message.to_wire(media_url)
        ],
        "smsSupported": bool(sms_text),
    }
    if sms_text:
        body["smsContent"] = sms_text
    if message.traffic:
        body["trafficType"] = message.traffic
    return body


def _as_xml(message: Message, sms_text: str | None, media_url: MediaUrl) -> str:
    extras = Extras(sms_text, message.fallback.rcs_text, message.traffic)
    inner = "\n    ".join(message_members(message.to_wire(media_url), extras))
    return (
        f'{DECLARATION}\n<msg:outboundMessageRequest xmlns:msg="{NETAPI_NAMESPACE}">\n  <outboundIMMessage>\n'
        f"    {inner}\n  </outboundIMMessage>\n</msg:outboundMessageRequest>\n"
    )
