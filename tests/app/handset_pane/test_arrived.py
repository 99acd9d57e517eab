"""What a handset's own record becomes on the phone."""

from __future__ import annotations

from typing import Any

from app.network.arrived import HandsetRecord, phones_of_record
from widgets.handset import ChatbotEntry, ContactFile, Mark

AT = "2026-03-08T02:24:00+00:00"


def record(deeds: tuple[dict[str, Any], ...] = (), state: str = "delivered") -> HandsetRecord:
    part = {"contentType": "text/plain", "contentText": "您好"}
    received = {
        "at": AT,
        "via": "5g",
        "parts": [part],
        "message_id": "m1",
        "sms_text": "",
        "displayed_at": AT,
    }
    line = {"direction": "out", "message_id": "m1", "state": state}
    return HandsetRecord({"carrier": "telecom", "received": [received], "deeds": deeds}, (line,))


def test_a_revoked_message_says_so() -> None:
    said = next(
        entry
        for entry in phones_of_record(record(state="revoked"), "Asia/Shanghai").entries
        if isinstance(entry, ChatbotEntry)
    )

    assert said.mark is Mark.REVOKED


def test_a_file_the_person_sent_stands_in_their_bubble() -> None:
    deed = {"kind": "file", "text": "photo.jpg", "at": AT}

    last = phones_of_record(record((deed,)), "Asia/Shanghai").entries[-1]

    assert last == ContactFile("photo.jpg", "image/jpeg", 0, time="10:24")
