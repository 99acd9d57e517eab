"""The whole simulated network in one object: platform, message centre, handsets and what drives them."""

from __future__ import annotations

from typing import Any

from runtime.clock import ScaledClock
from runtime.simulator.agenda import Agenda
from runtime.simulator.business import Business
from runtime.simulator.callbacks import Postman
from runtime.simulator.cmcc.platform import CmccPlatform
from runtime.simulator.fault_answers import FaultAnswers
from runtime.simulator.faults import Faults
from runtime.simulator.fleet import Fleet, FleetPlan
from runtime.simulator.fnw11.platform import Fnw11Platform
from runtime.simulator.handset import Handset
from runtime.simulator.journal import Journal
from runtime.simulator.message_centre import MessageCentre
from runtime.simulator.platform import Platform
from runtime.simulator.traffic import CallCount


class Network:
    """Every part, connected; it serves nothing by itself."""

    def __init__(self, seed: int, clock: ScaledClock) -> None:
        self.clock = clock
        self.calls = CallCount()
        self.agenda = Agenda(self.clock)
        self.journal = Journal()
        self.faults = Faults(seed)
        self.fleet = Fleet(seed)
        self.postman = Postman(self.agenda, self.journal, self.faults)
        self.centre = MessageCentre(self.agenda, self.journal, self.fleet, self.postman)
        self.fault_answers = FaultAnswers(self.faults)
        self.platform = Platform(self.agenda, self.journal, self.centre, self.postman, self.fault_answers)
        self.cmcc = CmccPlatform(
            self.agenda, self.journal, self.centre, self.postman, self.fault_answers, self.platform
        )
        self.fnw11 = Fnw11Platform(
            self.agenda,
            self.journal,
            self.centre,
            self.postman,
            self.fault_answers,
            self.platform,
            self.fleet,
        )
        self.business = Business(self.agenda, self.journal)

    def create_fleet(self, plan: FleetPlan) -> list[Handset]:
        """Sets up more handsets, and plans when those that are off come on."""
        created = self.fleet.create(plan)
        for handset, back_s in created:
            if back_s:
                self.centre.switch_later(handset, back_s)
        return [handset for handset, _ in created]

    @property
    def in_flight(self) -> int:
        """What is going on at this very moment: calls, callbacks, and things due that have not run yet."""
        return self.calls.in_flight + self.postman.in_flight + int(self.agenda.is_behind)

    @property
    def activity(self) -> int:
        """A number that grows with everything that happens; unchanged means nothing happened."""
        return self.calls.begun + self.journal.last

    def clock_state(self) -> dict[str, Any]:
        """What a conductor must know: pace, time, what is going on and what comes next."""
        due = self.agenda.next_due
        return {
            "pace": self.clock.pace.to_json(),
            "now": self.clock.now().isoformat(),
            "due": due.isoformat() if due else None,
            "in_flight": self.in_flight,
            "activity": self.activity,
        }

    def stats(self) -> dict[str, Any]:
        """Totals since the start."""
        return {
            "handsets": len(self.fleet),
            "stored": self.centre.stored,
            "scheduled": len(self.agenda),
            "counts": dict(self.journal.counts),
            "faults_happened": dict(self.faults.happened),
        }
