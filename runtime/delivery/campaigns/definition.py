"""What a campaign is to do, as it is written down."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from runtime.delivery.audience.segments import Audience
from runtime.delivery.campaigns.schedule import check_cron
from runtime.flow.schedule import Schedule
from runtime.records import Record

MAX_PER_MINUTE = 60_000

Plain = str | float | bool | None


class Timing(Record):
    """When a campaign begins, by the wall clock of the scenario's time zone."""

    kind: Literal["now", "at", "cron"] = "now"
    at: str = ""
    """Local date and time, `2027-03-08T10:00`."""
    cron: Annotated[str, Field(max_length=100)] = ""
    """Five fields: minute, hour, day, month, weekday."""
    schedule: Annotated[Schedule | None, Field(exclude_if=lambda value: value is None)] = None
    """In place of *cron*: a clock time of every day, week or month, as a scenario's start says it."""
    until: str = ""
    """Local date and time after which a recurring one ends; empty is for ever."""
    late: Literal["skip", "send"] = "skip"
    """What becomes of a time that passed unused, as while the machine slept, by more than *late_after_s*."""
    late_after_s: Annotated[int, Field(ge=60, le=7 * 86400)] = 3600

    @field_validator("at", "until")
    @classmethod
    def _local(cls, value: str) -> str:
        if value and datetime.fromisoformat(value).tzinfo is not None:
            raise ValueError("a local time has no zone")
        return value

    @model_validator(mode="after")
    def _complete(self) -> Timing:
        if self.kind == "at" and not self.at:
            raise ValueError("say at what time")
        if self.kind == "cron" and self.schedule is None:
            check_cron(self.cron, ZoneInfo("Asia/Shanghai"))
        return self


class Definition(Record):
    """A whole campaign before it starts."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    flow_id: Annotated[str, Field(min_length=1, max_length=100)]
    audience: Audience = Audience()
    rest_of: Annotated[str, Field(max_length=64)] = ""
    """A cancelled campaign: this one is for whom it did not get to, whatever *audience* says."""
    timing: Timing = Timing()
    per_minute: Annotated[int, Field(ge=0, le=MAX_PER_MINUTE)] = 0
    """People begun with a minute at most; 0 is as fast as the carriers take messages."""
    throttles: Annotated[dict[str, Annotated[int, Field(ge=1, le=MAX_PER_MINUTE)]], Field(max_length=20)] = {}
    """Endpoint → people a minute at most by it."""
    priority: Annotated[int, Field(ge=1, le=5)] = 3
    """1 to 5; 1 goes first where two campaigns compete for carriers or for a person's daily messages."""
    arguments: Annotated[dict[str, Plain], Field(max_length=50)] = {}
    """Values for the scenario's variables, the same for everybody."""
