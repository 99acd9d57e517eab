"""How large a launch is."""

from __future__ import annotations

from dataclasses import dataclass

from runtime.simulator.fleet import FleetPlan


@dataclass(frozen=True, slots=True)
class LaunchPlan:
    """The sizes and the pace of one launch."""

    rows: int
    """Rows of the file, good and bad."""
    people: int
    """Whom the campaign is for."""
    blacklisted: int
    """More who fit the segment but are on the blacklist."""
    kills_at: tuple[float, ...]
    """Shares of the people whose first message went out, at each of which the runtime is killed."""
    per_minute: int = 0
    """The campaign's pace; 0 is as fast as the carriers take."""
    back_after_s: tuple[int, int] = (20, 60)
    look_after_s: tuple[int, int] = (1, 8)
    answer_after_s: tuple[int, int] = (2, 15)
    wait_s: float = 300.0
    """Longest wait for anything."""

    def fleet(self) -> FleetPlan:
        """The handsets: every kind of owner, a tenth off at first, a fifth without 5G messages."""
        return FleetPlan(
            count=self.people + self.blacklisted,
            sms_only_share=0.2,
            offline_share=0.1,
            back_after_s=self.back_after_s,
            behaviours={"taps": 0.5, "types": 0.15, "ignores": 0.25, "refuses": 0.1},
            look_after_s=self.look_after_s,
            answer_after_s=self.answer_after_s,
        )


WHOLE = LaunchPlan(rows=100_000, people=10_000, blacklisted=50, kills_at=(0.3, 0.65))
SMALL = LaunchPlan(
    rows=600,
    people=200,
    blacklisted=5,
    kills_at=(0.4,),
    per_minute=6_000,
    back_after_s=(2, 3),
    look_after_s=(0, 1),
    answer_after_s=(0, 1),
    wait_s=60.0,
)
