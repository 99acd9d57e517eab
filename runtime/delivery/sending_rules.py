"""What an operator decides about sending: at which hours marketing may come, and how often."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from runtime.records import Hint, Record
from runtime.wording import Wording

CHINA = "Asia/Shanghai"
_EPOCH = date(1970, 1, 1)


class SendingRules(Record):
    """The rules of marketing; whatever answers a person or serves them goes out at any hour.

    The hours are those that platforms ask for; no national rule names any. Source: Huawei Cloud, IoT SMS
    rules, marketing 08:00-21:00, checked 2026-11-23.
    """

    marketing_from: Annotated[time, Hint(Wording("营销最早", "Marketing from"))] = time(8)
    marketing_until: Annotated[time, Hint(Wording("营销最晚", "Marketing until"))] = time(21)
    """The same as *marketing_from* allows the whole day; earlier allows it over midnight."""
    time_zone: Annotated[str, Hint(Wording("时区", "Time zone"))] = CHINA
    """For contacts of whom no other is known, and for what counts as a day."""
    per_day: Annotated[int, Field(ge=0, le=100), Hint(Wording("每人每天至多", "At most a day"))] = 3
    """Marketing messages to a contact on one day, of all campaigns together; 0 is no limit."""
    per_week: Annotated[int, Field(ge=0, le=500), Hint(Wording("每人每周至多", "At most a week"))] = 10
    """The same in seven days."""
    kept_for_first: Annotated[int, Field(ge=0, le=100)] = 0
    """How many of them only campaigns of priority 1 may use."""
    when_capped: Literal["drop", "next_day"] = "drop"
    """Whether what is too much is left out, or waits for the next day while its time lasts."""
    in_laboratory: bool = False
    """Whether hours and caps hold for simulated carriers too."""

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        if zone_of(value) is None:
            raise ValueError(f"there is no time zone {value}")
        return value

    @model_validator(mode="after")
    def _clock_times_are_plain(self) -> Self:
        if self.marketing_from.tzinfo or self.marketing_until.tzinfo:
            raise ValueError("hours are clock times without a zone")
        return self

    @property
    def zone(self) -> tzinfo:
        """The zone of *time_zone*."""
        return zone_of(self.time_zone) or UTC

    def day_of(self, moment: datetime) -> int:
        """The day that *moment* counts for, in days since 1970-01-01."""
        return (moment.astimezone(self.zone).date() - _EPOCH).days

    def next_day(self, moment: datetime) -> datetime:
        """When the next day's marketing begins."""
        tomorrow = moment.astimezone(self.zone).date() + timedelta(days=1)
        return _at(tomorrow, self.marketing_from, self.zone)

    def next_hours(self, moment: datetime, zone: tzinfo) -> datetime | None:
        """When marketing may next come by the clocks of *zone*; None when it may now."""
        first, last = self.marketing_from, self.marketing_until
        local = moment.astimezone(zone)
        clock = local.time()
        if first == last or (first <= clock < last if first < last else clock >= first or clock < last):
            return None
        today = _at(local.date(), first, zone)
        return today if today > moment else _at(local.date() + timedelta(days=1), first, zone)


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo | None:
    """The time zone of that name; None when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _at(day: date, clock: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)
