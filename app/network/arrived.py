"""What a simulated handset really received and did, as the phone shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from mimetypes import guess_type
from typing import Any
from zoneinfo import ZoneInfo

from app.handset_pane.edited_message import TwoPhones
from runtime.messages.reading import read_message
from runtime.wording import Wording
from widgets.handset import (
    ChatbotEntry,
    ContactFile,
    ContactLocation,
    ContactText,
    Entry,
    Mark,
    Note,
    SmsEntry,
)
from widgets.language import tr

MARKS = {
    "queued": Mark.SENDING,
    "sending": Mark.SENDING,
    "accepted": Mark.SENDING,
    "sent": Mark.SENT,
    "delivered": Mark.DELIVERED,
    "fell_back": Mark.DELIVERED,
    "displayed": Mark.DISPLAYED,
    "failed": Mark.FAILED,
    "expired": Mark.FAILED,
    "revoked": Mark.REVOKED,
    "unknown": Mark.SENDING,
}
"""State of a message in the runtime's record → how far it came, in the words of a handset."""

_SEEN = ("tapped", "typed", "location", "file")
"""Deeds that leave a bubble of the person's own."""

CARRIERS = {
    "telecom": Wording("电信", "China Telecom"),
    "unicom": Wording("联通", "China Unicom"),
    "mobile": Wording("移动", "China Mobile"),
}


@dataclass(frozen=True, slots=True)
class HandsetRecord:
    """One handset's own record beside the runtime's of the same conversation."""

    handset: Mapping[str, Any]
    """As the simulator's control interface gives it."""
    transcript: tuple[Mapping[str, Any], ...] = ()
    """As the runtime gives it."""

    @property
    def is_sms_only(self) -> bool:
        """Whether it shows SMS and nothing else."""
        return self.handset.get("kind") == "sms_only"

    @property
    def is_online(self) -> bool:
        """Whether it is switched on."""
        return bool(self.handset.get("is_online"))

    @property
    def received(self) -> list[dict[str, Any]]:
        """The messages on it, oldest first."""
        return list(self.handset.get("received", ()))

    def on_the_way(self) -> int:
        """Messages that went out and have not arrived."""
        arrived = {one["message_id"] for one in self.received}
        out = (line for line in self.transcript if line["direction"] == "out")
        return sum(
            1
            for line in out
            if line["message_id"] not in arrived and line["state"] not in ("failed", "expired", "revoked")
        )

    def unseen(self) -> tuple[str, ...]:
        """The ids of messages nobody has looked at."""
        return tuple(one["message_id"] for one in self.received if one["displayed_at"] is None)

    def reason_of(self, message_id: str) -> Wording | None:
        """Why a message failed, in the carrier's or the runtime's words."""
        for line in self.transcript:
            if line.get("message_id") == message_id and line["direction"] == "out":
                reason = line.get("reason")
                if isinstance(reason, Mapping):
                    return Wording(str(reason.get("zh", "")), str(reason.get("en", "")))
                return Wording(str(line.get("error") or ""), str(line.get("error") or ""))
        return None


def phones_of_record(record: HandsetRecord, time_zone: str) -> TwoPhones:
    """The conversation as that handset shows it: everything comes from what arrived there."""
    zone = ZoneInfo(time_zone)
    carrier = CARRIERS.get(str(record.handset.get("carrier")), Wording("", ""))
    source = Note(
        tr(
            Wording("来自模拟网络 · {carrier}", "From the simulated network · {carrier}").format(
                carrier=carrier
            )
        ),
        True,
    )
    states = {
        line["message_id"]: str(line["state"]) for line in record.transcript if line["direction"] == "out"
    }
    deeds = [
        deed
        for deed in record.handset.get("deeds", ())
        if deed["kind"] in ("tapped", "typed", "location", "file")
    ]
    last = max((datetime.fromisoformat(deed["at"]) for deed in deeds), default=None)
    placed: list[tuple[datetime, Entry]] = []
    for one in record.received:
        at = datetime.fromisoformat(one["at"])
        time = f"{at.astimezone(zone):%H:%M}"
        placed.append((at, _said(one, time, states, is_answered=last is not None and last >= at)))
    for deed in deeds:
        at = datetime.fromisoformat(deed["at"])
        placed.append((at, _done(deed, f"{at.astimezone(zone):%H:%M}")))
    placed.sort(key=lambda pair: pair[0])
    entries = (source, *(entry for _, entry in placed))
    return TwoPhones((), entries) if record.is_sms_only else TwoPhones(entries, ())


def _said(one: Mapping[str, Any], time: str, states: Mapping[str, str], *, is_answered: bool) -> Entry:
    if one["via"] == "sms":
        return SmsEntry(one["sms_text"], time)
    message = read_message(one["parts"]).message
    if message is None:
        return Note(tr("收到一条手机不认识的消息", "A message arrived that a handset does not know"))
    mark = MARKS.get(states.get(one["message_id"], ""), Mark.DELIVERED)
    return ChatbotEntry(message.blocks(), time, mark, answered=is_answered, key=one["message_id"])


def _done(deed: Mapping[str, Any], time: str) -> Entry:
    if deed["kind"] == "location":
        place = _place(str(deed["text"]))
        if place is not None:
            return ContactLocation(*place, label=tr("我的位置", "My location"), time=time)
    if deed["kind"] == "file":
        name = str(deed["text"])
        return ContactFile(name, guess_type(name)[0] or "application/octet-stream", 0, time=time)
    return ContactText(str(deed["text"]), time, is_tap=deed["kind"] == "tapped")


def _place(text: str) -> tuple[float, float] | None:
    latitude, _, longitude = text.removeprefix("geo:").partition(";")[0].partition(",")
    try:
        return float(latitude), float(longitude)
    except ValueError:
        return None
