"""What can be set, as data: its name at the runtime, its words, what may be written and what is usual."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from runtime.wording import Wording

Value: TypeAlias = str | int | bool
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")


@dataclass(frozen=True, slots=True)
class ClockEntry:
    """A time of day; at the runtime with seconds, in the field without."""

    key: str
    words: Wording
    usual: str

    def shown(self, value: Value) -> str:
        """What stands in the field."""
        return str(value)[:5]

    def read(self, text: str) -> str | None:
        """The value that was written, None when it is no time."""
        found = _CLOCK.fullmatch(text.strip())
        return f"{int(found[1]):02}:{found[2]}:00" if found else None

    @property
    def wanted(self) -> Wording:
        """What to write instead of what was written."""
        return Wording("写成 08:00 这样的时间", "A time such as 08:00")


@dataclass(frozen=True, slots=True)
class CountEntry:
    """A whole number of 0 or more."""

    key: str
    words: Wording
    usual: int
    most: int

    def shown(self, value: Value) -> str:
        """What stands in the field."""
        return str(value)

    def read(self, text: str) -> int | None:
        """The value that was written, None when it is no number from 0 to the most."""
        text = text.strip()
        is_number = text.isascii() and text.isdigit() and len(text) <= len(str(self.most))
        return int(text) if is_number and int(text) <= self.most else None

    @property
    def wanted(self) -> Wording:
        """What to write instead of what was written."""
        return Wording(f"0 到 {self.most:,} 的整数", f"A whole number from 0 to {self.most:,}")


@dataclass(frozen=True, slots=True)
class ChoiceEntry:
    """One of a few words."""

    key: str
    words: Wording
    usual: str
    choices: tuple[tuple[str, Wording], ...]


@dataclass(frozen=True, slots=True)
class SwitchEntry:
    """Yes or no."""

    key: str
    words: Wording
    usual: bool


Entry: TypeAlias = ClockEntry | CountEntry | ChoiceEntry | SwitchEntry
_DAYS: Final = 36_500

SENDING: Final[tuple[tuple[Entry, ...], ...]] = (
    (
        ClockEntry("marketing_from", Wording("营销消息最早", "Marketing from"), "08:00:00"),
        ClockEntry("marketing_until", Wording("最晚", "Until"), "21:00:00"),
    ),
    (
        CountEntry("per_day", Wording("每人每天最多（0 不限）", "Per person and day (0: any)"), 3, 100),
        CountEntry("per_week", Wording("每人每周最多（0 不限）", "Per person and week (0: any)"), 10, 500),
    ),
    (
        CountEntry(
            "kept_for_first",
            Wording("其中留给优先级 1 的活动", "Of these, kept for campaigns of priority 1"),
            0,
            100,
        ),
    ),
    (
        ChoiceEntry(
            "when_capped",
            Wording("超出次数的消息", "Messages above that"),
            "drop",
            (
                ("drop", Wording("不发", "Leave out")),
                ("next_day", Wording("顺延到第二天", "Wait for the next day")),
            ),
        ),
    ),
    (
        SwitchEntry(
            "in_laboratory", Wording("模拟网络也按这些规则", "The simulated network obeys too"), False
        ),
    ),
)
"""The fields of `runtime.delivery.sending_rules.SendingRules`, row by row; its time zone stays as it is."""

RETENTION: Final[tuple[tuple[Entry, ...], ...]] = (
    (
        CountEntry("messages_days", Wording("消息", "Messages"), 365, _DAYS),
        CountEntry("sessions_days", Wording("结束的会话", "Finished sessions"), 365, _DAYS),
    ),
    (
        CountEntry("events_days", Wording("事件", "Events"), 730, _DAYS),
        CountEntry("audit_days", Wording("操作记录", "Audit log"), 1095, _DAYS),
    ),
    (
        CountEntry("quarantine_days", Wording("无法使用的回调", "Unusable callbacks"), 30, _DAYS),
        CountEntry("trials_days", Wording("试发版本", "Trial versions"), 7, _DAYS),
    ),
    (CountEntry("copies_days", Wording("升级前的副本", "Copies from before updates"), 30, _DAYS),),
)
"""The fields of `runtime.store.retention.Retention`, row by row."""


def usual(rows: tuple[tuple[Entry, ...], ...]) -> dict[str, Value]:
    """Key → what holds while nobody set anything."""
    return {entry.key: entry.usual for row in rows for entry in row}
