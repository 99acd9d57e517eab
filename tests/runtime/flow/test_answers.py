"""What people write, understood."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from runtime.flow.answers import AnswerType, read_answer
from runtime.flow.resume import Reply
from runtime.flow.values import Value
from tests.support.conversations import NOON

SHANGHAI = ZoneInfo("Asia/Shanghai")


def read(kind: AnswerType, words: str, chosen: str | None = None) -> Value | None:
    return read_answer(kind, Reply(text=words), NOON, SHANGHAI, chosen)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("38", 38.0),
        ("３８．５元", 38.5),
        ("1,280", 1280.0),
        ("-3", -3.0),
        ("三个", None),
        ("1 到 3", None),
        ("", None),
    ],
)
def test_numbers(words: str, number: float | None) -> None:
    assert read("number", words) == number


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("13800138000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("００８６13800138000", "13800138000"),
        ("12800138000", None),
        ("138001380001", None),
    ],
)
def test_phone_numbers(words: str, phone: str | None) -> None:
    assert read("phone", words) == phone


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2026年3月9日 10:30", "2026-03-09T10:30:00+08:00"),
        ("3月9号", "2026-03-09T00:00:00+08:00"),
        ("3/7", "2027-03-07T00:00:00+08:00"),
        ("明天10点", "2026-03-09T10:00:00+08:00"),
        ("大后天", "2026-03-11T00:00:00+08:00"),
        ("2026-02-30", None),
        ("明天 25:00", None),
        ("改天", None),
    ],
)
def test_dates_are_in_the_flow_s_time_zone(words: str, moment: str | None) -> None:
    found = read("date", words)

    assert (found.isoformat() if isinstance(found, datetime) else found) == moment


def test_choices_places_and_files() -> None:
    place = read_answer("location", Reply(text="家", latitude=1.0, longitude=2.0), NOON, SHANGHAI, None)

    assert (read("choice", "x", "内科"), read("choice", "x")) == ("内科", None)
    assert place == {"latitude": 1.0, "longitude": 2.0, "label": "家"}
    assert read("location", "家") is None
    assert read_answer("media", Reply(file_url="https://example.com/a.jpg"), NOON, SHANGHAI, None)
    assert read("media", "图") is None
    assert read("text", "  ") is None
