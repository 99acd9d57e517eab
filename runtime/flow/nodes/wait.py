"""Let time pass."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.allowed_hours import AllowedHours
from runtime.flow.durations import in_words
from runtime.flow.errors import EvaluationFailure
from runtime.flow.exit import ExitOffer
from runtime.flow.ids import NEXT
from runtime.flow.node import Category, Node
from runtime.flow.outcome import KeepWaiting, Leave, Outcome, WaitFor
from runtime.flow.preview import Preview
from runtime.flow.resume import Resume, TimerDue
from runtime.flow.turn import Turn
from runtime.records import FieldPath, Hint
from runtime.wording import Wording

_FIRST_DAY, _LAST_DAY = date(1970, 1, 2), date(9999, 12, 30)
"""Days that every time zone can tell in UTC."""

_OPENS, _CLOSES = time(9, 0), time(20, 0)

_AHEAD = {
    0: Wording("等到今天 {hour}", "Until {hour} today"),
    1: Wording("等到次日 {hour}", "Until {hour} the next day"),
}
_FAR_AHEAD = Wording("等到 {days} 天后 {hour}", "Until {hour} in {days} days")
_BEFORE = {
    0: Wording("等到「{name}」{hour}", 'Until {hour} on "{name}"'),
    1: Wording("等到「{name}」前一天 {hour}", 'Until {hour} the day before "{name}"'),
}
_EVERY_DAY = Wording("等到 {opens}–{closes} 之间", "Until between {opens} and {closes}")
_WORKDAYS = Wording("等到工作日 {opens}–{closes}", "Until {opens}–{closes} on a weekday")
_LONG_BEFORE = Wording("等到「{name}」前 {days} 天 {hour}", 'Until {hour}, {days} days before "{name}"')


class Wait(Node):
    """Waits a length of time, until an hour of a day, until the clock shows an hour, or into allowed hours.

    The day is written here or kept in a variable. Clock times are in the flow's time zone, allowed hours in
    the contact's; a moment that is over ends the wait at once; what people say meanwhile does not end it.
    """

    type: Literal["wait"] = "wait"
    until: Annotated[
        Literal["duration", "clock", "date", "variable", "window"],
        Hint(
            Wording("等到", "Wait"),
            choices={
                "duration": Wording("过一段时间", "for a time"),
                "clock": Wording("某个钟点", "until an hour"),
                "date": Wording("某一天", "until a date"),
                "variable": Wording("变量里的日期", "until the date in a variable"),
                "window": Wording("允许打扰的时段", "until an allowed hour"),
            },
        ),
    ] = "duration"
    duration_s: Annotated[
        int,
        Field(ge=1, le=365 * 86400),
        Hint(Wording("时长", "Length"), widget="duration", only_if={"until": ("duration",)}),
    ] = 3600
    clock: Annotated[
        time, Hint(Wording("钟点", "Hour"), widget="time", only_if={"until": ("clock", "date", "variable")})
    ] = time(10, 0)
    days_ahead: Annotated[
        int,
        Field(ge=0, le=365),
        Hint(
            Wording("第几天", "Days ahead"),
            help=Wording("0 是今天，1 是次日", "0 is today, 1 is tomorrow"),
            only_if={"until": ("clock",)},
        ),
    ] = 1
    day: Annotated[
        date | None, Hint(Wording("日期", "Date"), widget="date", only_if={"until": ("date",)})
    ] = None
    variable: Annotated[
        str,
        Hint(
            Wording("日期变量", "Variable with the date"),
            variable="reads",
            widget="variable",
            required=True,
            only_if={"until": ("variable",)},
        ),
    ] = ""
    days_before: Annotated[
        int,
        Field(ge=0, le=365),
        Hint(
            Wording("提前几天", "Days before"),
            help=Wording("0 是当天，1 是前一天", "0 is that day, 1 is the day before"),
            only_if={"until": ("variable",)},
        ),
    ] = 0
    opens: Annotated[
        time,
        Field(exclude_if=lambda value: value == _OPENS),
        Hint(
            Wording("从", "From"),
            help=Wording("按联系人所在的时区", "By the clock of where the contact lives"),
            widget="time",
            only_if={"until": ("window",)},
        ),
    ] = _OPENS
    closes: Annotated[
        time,
        Field(exclude_if=lambda value: value == _CLOSES),
        Hint(Wording("到", "To"), widget="time", only_if={"until": ("window",)}),
    ] = _CLOSES
    days: Annotated[
        Literal["all", "workdays"],
        Field(exclude_if=lambda value: value == "all"),
        Hint(
            Wording("哪些天", "Days"),
            choices={
                "all": Wording("每天", "Every day"),
                "workdays": Wording("周一到周五", "Monday to Friday"),
            },
            only_if={"until": ("window",)},
        ),
    ] = "all"
    label: ClassVar = Wording("等待", "Wait")
    icon: ClassVar = "wait"
    category: ClassVar[Category] = "decide"

    def offers(self) -> tuple[ExitOffer, ...]:
        return (ExitOffer(NEXT, Wording("继续", "Go on")),)

    def preview(self) -> Preview:
        return Preview((self._until_in_words(),))

    def _until_in_words(self) -> Wording:
        hour = f"{self.clock:%H:%M}"
        if self.until == "duration":
            return Wording("等 {length}", "Wait {length}").format(length=in_words(self.duration_s))
        if self.until == "date":
            moment = f"{self.day:%Y-%m-%d} {hour}" if self.day else hour
            return Wording("等到 {moment}", "Until {moment}").format(moment=moment)
        if self.until == "variable":
            words = _BEFORE.get(self.days_before, _LONG_BEFORE)
            return words.format(name=self.variable, days=self.days_before, hour=hour)
        if self.until == "window":
            words = _WORKDAYS if self.days == "workdays" else _EVERY_DAY
            return words.format(opens=f"{self.opens:%H:%M}", closes=f"{self.closes:%H:%M}")
        return _AHEAD.get(self.days_ahead, _FAR_AHEAD).format(days=self.days_ahead, hour=hour)

    @property
    def waits(self) -> bool:
        return True

    def expressions(self) -> Iterator[tuple[FieldPath, str, str]]:
        if self.until == "variable" and self.variable:
            yield ("variable",), self.variable, "any"

    def execute(self, turn: Turn) -> Outcome:
        return WaitFor("time", self._due(turn))

    def _due(self, turn: Turn) -> datetime:
        if self.until == "duration":
            return turn.now + timedelta(seconds=self.duration_s)
        if self.until == "window":
            return self._window().next_open(turn.now, turn.contact_zone)
        today = turn.now.astimezone(turn.time_zone).date()
        if self.until == "date":
            return max(self._on(self.day or today, turn.time_zone), turn.now)
        if self.until == "variable":
            return max(self._on(self._day_kept(turn), turn.time_zone), turn.now)
        first = today + timedelta(days=self.days_ahead)
        days = (first, first + timedelta(days=1))
        moments = (self._on(day, turn.time_zone, fold) for day in days for fold in (0, 1))
        return next(moment for moment in moments if moment > turn.now)

    def _day_kept(self, turn: Turn) -> date:
        moment = turn.value(self.variable) if self.variable else None
        if not isinstance(moment, datetime):
            raise EvaluationFailure(
                Wording("变量「{name}」里没有日期。", 'There is no date in the variable "{name}".').format(
                    name=self.variable
                )
            )
        return max(moment.date(), _FIRST_DAY) - timedelta(days=self.days_before)

    def _on(self, day: date, zone: tzinfo, fold: int = 0) -> datetime:
        """The hour of *day*, in UTC; an hour that comes twice that night comes again with *fold* 1."""
        known = min(max(day, _FIRST_DAY), _LAST_DAY)
        return datetime.combine(known, self.clock, tzinfo=zone).replace(fold=fold).astimezone(UTC)

    def resume(self, turn: Turn, resume: Resume) -> Outcome:
        if not isinstance(resume, TimerDue):
            return KeepWaiting()
        if self.until == "window" and not self._window().is_open(turn.now, turn.contact_zone):
            return WaitFor("time", self._due(turn))  # It came late: the hours are over for today.
        return Leave(NEXT)

    def _window(self) -> AllowedHours:
        return AllowedHours(self.opens, self.closes, workdays=self.days == "workdays")
