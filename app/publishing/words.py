"""Numbers and moments as the publish sheet says them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from runtime.wording import Wording


def people(count: int) -> Wording:
    """How many people, 14,993 人."""
    return Wording(f"{count:,} 人", f"{count:,} {'person' if count == 1 else 'people'}")


def moment(at: datetime) -> Wording:
    """A moment in the clock of this machine, 3 月 8 日 09:40."""
    here = at.astimezone()
    return Wording(f"{here.month} 月 {here.day} 日 {here:%H:%M}", f"{here.day} {here:%b} {here:%H:%M}")


def versions(numbers: Sequence[int]) -> str:
    """v3, or v3、v2 for several."""
    return "、".join(f"v{number}" for number in numbers)
