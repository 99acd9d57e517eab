"""One conversation of the list, as a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from runtime.wording import Wording

PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Row:
    """The latest of a conversation with one contact."""

    contact: str
    number: str
    """Masked: 138****8000."""
    name: str
    flow_id: str
    scenario: str
    endpoint: str
    status: str
    stage: str
    taken_by: str
    unread: int
    preview: str
    last_way: str
    last_at: datetime
    needs_since: datetime | None
    cursor: tuple[int, str]
    revision: int

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Of a line of the runtime; raises KeyError, TypeError or ValueError for anything else."""
        since = data["needs_since"]
        return cls(
            contact=data["contact"],
            number=data["number"],
            name=data["name"],
            flow_id=data["flow_id"],
            scenario=data["scenario"],
            endpoint=data["endpoint"],
            status=data["status"],
            stage=data["stage"],
            taken_by=data["taken_by"],
            unread=int(data["unread"]),
            preview=data["preview"],
            last_way=data["last_way"],
            last_at=datetime.fromisoformat(data["last_at"]),
            needs_since=None if since is None else datetime.fromisoformat(since),
            cursor=(int(data["cursor"][0]), str(data["cursor"][1])),
            revision=int(data["revision"]),
        )

    @property
    def title(self) -> str:
        """What the contact is called: the name, else the number as screens show it."""
        return self.name or self.number

    @property
    def place(self) -> tuple[int, str]:
        """Sorts the list: who waits longest goes first, otherwise who was heard of last."""
        at, contact = self.cursor
        return (at, contact) if self.stage == PEOPLE else (-at, contact)

    def waited(self, now: datetime) -> int:
        """Whole minutes that somebody has waited for a person."""
        return max(0, int((now - self.needs_since).total_seconds() // 60)) if self.needs_since else 0


def state_words(row: Row, now: datetime) -> tuple[Wording, str]:
    """What a chip says of a row, and the state of its colours (`BadgeState`)."""
    if row.taken_by:
        return Wording("{by} 接待中", "With {by}").format(by=row.taken_by), "accent"
    if row.stage == PEOPLE:
        minutes = row.waited(now)
        words = Wording("等了 {count} 分", "Waiting {count} min").format(count=minutes)
        if minutes >= 120:
            words = Wording("等了 {count} 小时", "Waiting {count} h").format(count=minutes // 60)
        return words, "error" if minutes >= LONG_MINUTES else "warn"
    if row.stage == "running":
        return Wording("自动进行中", "Running by itself"), "ok"
    if row.status == "failed":
        return Wording("出错停下", "Stopped by an error"), "error"
    return Wording("已结束", "Ended"), "neutral"


LONG_MINUTES = 5
"""From so many minutes on, waiting for a person is too long."""
