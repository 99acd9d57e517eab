"""The hours of a day in which people may be disturbed, by the clock of where they live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

_LONGEST = 10
"""Days to look ahead: a weekend, and a day whose hours a change of the clock leaves out."""


@dataclass(frozen=True, slots=True)
class AllowedHours:
    """From *opens* until before *closes*; over midnight when that is the earlier one, all day when both are
    the same. Hours over midnight belong to the day they begin on.
    """

    opens: time
    closes: time
    workdays: bool = False
    """Whether Saturdays and Sundays are left out."""

    def is_open(self, moment: datetime, zone: tzinfo) -> bool:
        """Whether *moment* lies within the hours."""
        local = moment.astimezone(zone)
        clock, day = local.time(), local.date()
        if self.opens < self.closes:
            return self.opens <= clock < self.closes and self._is_on(day)
        if clock >= self.opens:
            return self._is_on(day)
        return clock < self.closes and self._is_on(day - timedelta(days=1))

    def next_open(self, moment: datetime, zone: tzinfo) -> datetime:
        """The first moment from *moment* on that lies within the hours, in UTC."""
        if self.is_open(moment, zone):
            return moment.astimezone(UTC)
        today = moment.astimezone(zone).date()
        for ahead in range(_LONGEST):
            opening = datetime.combine(today + timedelta(days=ahead), self.opens, tzinfo=zone)
            for fold in (0, 1):
                begins = opening.replace(fold=fold).astimezone(UTC)
                if begins > moment and self.is_open(begins, zone):
                    return begins
        return moment.astimezone(UTC)

    def _is_on(self, day: date) -> bool:
        return not self.workdays or day.isoweekday() <= 5
