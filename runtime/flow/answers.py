"""Understands what people answer: numbers, dates, phone numbers, choices, places, files."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta, tzinfo
from typing import Literal, TypeAlias

from runtime.flow.resume import Reply
from runtime.flow.values import Value

AnswerType: TypeAlias = Literal["text", "number", "date", "phone", "choice", "location", "media"]

MAX_ANSWER = 2000
"""Characters of an answer that are kept; a handset can send more."""

_YEARS = (1900, 2199)
"""The years people can mean; others are slips of the finger, and every zone can count in these."""
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_PHONE = re.compile(r"(?:\+?86|0086)?(1[3-9]\d{9})")
_DATE = re.compile(
    r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?(?:\D{0,3}(\d{1,2})[:点时](\d{1,2})?分?)?"
)
_DAYS = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3}


def read_answer(
    kind: AnswerType, reply: Reply, now: datetime, zone: tzinfo, chosen: str | None
) -> Value | None:
    """The value of *reply* as an answer of *kind*, or None when it is none.

    *chosen* is the text of the suggestion the reply picks, if it picks one.
    """
    # Cut before folding: its time grows with the square of a row of combining marks.
    said = (chosen if chosen is not None else reply.text)[:MAX_ANSWER]
    text = unicodedata.normalize("NFKC", said).strip()[:MAX_ANSWER]
    if kind == "text":
        return text or None
    if kind == "choice":
        return chosen
    if kind == "number":
        return _number(text)
    if kind == "phone":
        found = _PHONE.fullmatch(re.sub(r"[\s-]", "", text))
        return found[1] if found else None
    if kind == "date":
        return _date(text, now.astimezone(zone))
    if kind == "location":
        return _place(reply)
    return reply.file_url or None


def normalised(text: str) -> str:
    """Text as it is compared: full-width folded, case ignored, outer spaces and punctuation dropped."""
    folded = unicodedata.normalize("NFKC", text[:400]).casefold().strip()
    return folded.strip("。.!！?？，,、;；:：\"'“”‘’()（）【】 ")


def _place(reply: Reply) -> Value | None:
    """Where the person is, None unless it is on Earth."""
    if reply.latitude is None or reply.longitude is None:
        return None
    if not (abs(reply.latitude) <= 90 and abs(reply.longitude) <= 180):
        return None
    return {"latitude": reply.latitude, "longitude": reply.longitude, "label": reply.text[:100]}


def _number(text: str) -> float | None:
    found = _NUMBER.findall(text.replace(",", ""))
    return float(found[0]) if len(found) == 1 and len(found[0]) <= 18 else None


def _date(text: str, local: datetime) -> datetime | None:
    for word, days in sorted(_DAYS.items(), key=lambda item: -len(item[0])):
        if text.startswith(word):
            moment = re.search(r"(\d{1,2})[:点时](\d{1,2})?", text)
            hour, minute = (int(moment[1]), int(moment[2] or 0)) if moment else (0, 0)
            return _moment(local + timedelta(days=days), hour, minute)
    found = _DATE.search(text)
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) if part else 0 for part in found.groups())
    try:
        when = local.replace(year=year or local.year, month=month, day=day)
    except ValueError:
        return None
    if not year and when.date() < local.date():
        try:
            when = when.replace(year=when.year + 1)
        except ValueError:
            return None
    return _moment(when, hour, minute)


def _moment(day: datetime, hour: int, minute: int) -> datetime | None:
    if hour > 23 or minute > 59 or not _YEARS[0] <= day.year <= _YEARS[1]:
        return None
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0)
