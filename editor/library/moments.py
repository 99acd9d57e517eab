"""Moments as the catalogue keeps them, and as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from runtime.wording import Wording

_DAYS: Final = tuple(
    Wording(zh, en)
    for zh, en in zip(
        ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        strict=True,
    )
)
_TODAY: Final = Wording("今天 {time}", "today {time}")
_YESTERDAY: Final = Wording("昨天 {time}", "yesterday {time}")
_THIS_WEEK: Final = Wording("{day} {time}", "{day} {time}")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def now_utc() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def to_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970."""
    return round(moment.timestamp() * 1000)


def from_ms(moment_ms: int) -> datetime:
    """The moment, in UTC."""
    return datetime.fromtimestamp(moment_ms / 1000, UTC)


def in_words(moment: datetime, now: datetime, zone: tzinfo | None = None) -> Wording:
    """今天 10:24, 昨天 16:40, 周一 09:12, 2 月 20 日, and with the year where it is another one.

    Days are those of *zone*, by default this machine's.
    """
    local, here = moment.astimezone(zone), now.astimezone(zone)
    days = (here.date() - local.date()).days
    time = f"{local:%H:%M}"
    if days == 0:
        return _TODAY.format(time=time)
    if days == 1:
        return _YESTERDAY.format(time=time)
    if timedelta(days=1) < here.date() - local.date() < timedelta(days=7):
        return _THIS_WEEK.format(day=_DAYS[local.weekday()], time=time)
    date = Wording(f"{local.month} 月 {local.day} 日", f"{local.day} {_MONTHS[local.month - 1]}")
    if local.year != here.year:
        date = Wording(f"{local.year} 年 {date.zh}", f"{date.en} {local.year}")
    return date
