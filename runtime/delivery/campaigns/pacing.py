"""How many people a campaign may begin with now: by its rate, each endpoint's, and what is queued already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

DEEPEST = 1000
"""Messages queued for one endpoint at which a campaign waits: some seconds of sending, and little to take
back when it is stopped."""
DEEPEST_HELD = 10_000
"""The same for messages that wait for allowed hours or for a person's next day as well."""
LOOK_AGAIN_S = 0.25
"""Until a campaign that waits for room looks again."""
AT_ONCE_S = 1.0
"""So many seconds' worth may begin at once after a pause of whatever length."""


class Allowance:
    """Grows with time, up to a second's worth. Never more than that: not after a sleep, not after a crash."""

    def __init__(self, per_minute: int) -> None:
        self._per_second = per_minute / 60
        self._most = max(1.0, self._per_second * AT_ONCE_S)
        self._have = self._most
        self._at: datetime | None = None

    def now(self, now: datetime) -> int:
        """How many may begin at *now*; a clock that was set back adds nothing."""
        passed_s = 0.0 if self._at is None else (now - self._at).total_seconds()
        self._at = now
        self._have = min(self._most, self._have + max(0.0, passed_s) * self._per_second)
        # A rate that adds up to whole people must not lose one to the last digit of a fraction.
        return int(self._have + 1e-6)

    def spend(self, count: int) -> None:
        """Takes off what was begun."""
        self._have = max(0.0, self._have - count)

    def full_again_s(self) -> float:
        """Seconds until the next one may begin, or a second for the next few."""
        return max(AT_ONCE_S, 1 / self._per_second) if self._have < 1 else LOOK_AGAIN_S


class Pacing:
    """The allowances of all campaigns; in memory only, as a crash may cost a second of speed."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str, int], Allowance] = {}

    def _allowance(self, run: int, endpoint: str, per_minute: int) -> Allowance:
        return self._known.setdefault((run, endpoint, per_minute), Allowance(per_minute))

    def allowed(
        self,
        run: int,
        rates: tuple[int, Mapping[str, int]],
        waiting: Mapping[str, int],
        room: Mapping[str, int],
        now: datetime,
        most: int,
    ) -> tuple[dict[str, int], timedelta | None]:
        """Endpoint → how many may begin by it, and when to look again where a rate or the queue holds it.

        *waiting* is endpoint → people there are, *room* endpoint → messages its queue still takes, *rates*
        the campaign's own and its endpoints' a minute, 0 or missing for none.
        """
        total, throttles = rates
        left = most
        again_s: list[float] = []
        if total:
            whole = self._allowance(run, "", total)
            left = min(left, whole.now(now))
            if left < sum(waiting.values()):
                again_s.append(whole.full_again_s())
        found: dict[str, int] = {}
        for endpoint, people in sorted(waiting.items(), key=lambda one: (-room.get(one[0], 0), one[0])):
            count = min(left, people, room.get(endpoint, 0))
            if room.get(endpoint, 0) < people:
                again_s.append(LOOK_AGAIN_S)
            if throttle := throttles.get(endpoint, 0):
                share = self._allowance(run, endpoint, throttle)
                count = min(count, share.now(now))
                if count < people:
                    again_s.append(share.full_again_s())
            if count > 0:
                found[endpoint] = count
                left -= count
        return found, timedelta(seconds=min(again_s)) if again_s else None

    def spend(self, run: int, rates: tuple[int, Mapping[str, int]], begun: Mapping[str, int]) -> None:
        """Takes off what was begun."""
        total, throttles = rates
        if total:
            self._allowance(run, "", total).spend(sum(begun.values()))
        for endpoint, count in begun.items():
            if throttle := throttles.get(endpoint, 0):
                self._allowance(run, endpoint, throttle).spend(count)

    def forget(self, run: int) -> None:
        """Forgets a run that is over."""
        for key in [one for one in self._known if one[0] == run]:
            del self._known[key]
