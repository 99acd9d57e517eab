"""Moments that come again: every day, some day of the week or of the month, by the clock on the wall."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated, Final, Literal

from pydantic import Field

from runtime.records import Hint, Record
from runtime.wording import Wording

WEEKDAYS: Final = {
    "1": Wording("周一", "Monday"),
    "2": Wording("周二", "Tuesday"),
    "3": Wording("周三", "Wednesday"),
    "4": Wording("周四", "Thursday"),
    "5": Wording("周五", "Friday"),
    "6": Wording("周六", "Saturday"),
    "7": Wording("周日", "Sunday"),
}
"""Day of the week, 1 for Monday → its name."""

_EVERY: Final = {
    "day": Wording("每天", "Every day"),
    "week": Wording("每周", "Every week"),
    "month": Wording("每月", "Every month"),
}


class Schedule(Record):
    """A clock time of every day, week or month; a month that lacks the day has it on its last one."""

    every: Annotated[
        Literal["day", "week", "month"], Hint(Wording("多久一次", "How often"), choices=_EVERY)
    ] = "day"
    weekday: Annotated[
        Literal["1", "2", "3", "4", "5", "6", "7"],
        Hint(Wording("星期", "Day of the week"), choices=WEEKDAYS, only_if={"every": ("week",)}),
    ] = "1"
    day: Annotated[
        int, Field(ge=1, le=31), Hint(Wording("几号", "Day of the month"), only_if={"every": ("month",)})
    ] = 1
    clock: Annotated[time, Hint(Wording("钟点", "Hour"), widget="time")] = time(10, 0)

    def next_after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The first moment after *moment*, in UTC, by the clock of *zone*.

        An hour that a change of the clock leaves out comes as much later; one that comes twice counts once.
        """
        first = moment.astimezone(zone).date() - timedelta(days=1)
        for day in self._days_from(first):
            due = datetime.combine(day, self.clock, tzinfo=zone).astimezone(UTC)
            if due > moment:
                return due
        raise AssertionError("days never end")

    def _days_from(self, first: date) -> Iterator[date]:
        day = first
        while True:
            if self._is_on(day):
                yield day
            day += timedelta(days=1)

    def _is_on(self, day: date) -> bool:
        if self.every == "week":
            return day.isoweekday() == int(self.weekday)
        return self.every == "day" or day.day == min(self.day, monthrange(day.year, day.month)[1])

    def in_words(self) -> Wording:
        """The schedule as people say it."""
        hour = f"{self.clock:%H:%M}"
        if self.every == "week":
            day = WEEKDAYS[self.weekday]
            return Wording(f"每{day.zh} {hour}", f"{day.en}s at {hour}")
        if self.every == "month":
            return Wording(f"每月 {self.day} 日 {hour}", f"monthly on day {self.day} at {hour}")
        return Wording(f"每天 {hour}", f"daily at {hour}")
