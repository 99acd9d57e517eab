"""Holds what the program says against what the handsets have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from app.campaigns.page import CampaignsPage
from runtime.delivery.campaigns.words import OUTCOMES
from runtime.messages.phone_numbers import masked
from tests.soak.launch import handsets, scenario, screen
from tests.soak.launch.handsets import Handsets
from tests.soak.launch.ledger import Ledger
from tests.soak.launch.person import ANSWER
from tests.soak.launch.plan import LaunchPlan
from widgets.language import tr


class Comparison:
    """Writes every figure into the ledger, beside its truth."""

    def __init__(self, ledger: Ledger, found: Handsets, plan: LaunchPlan) -> None:
        self._hold = ledger.hold
        self._found = found
        self._plan = plan

    def messages(self) -> None:
        """Nobody missed anything, and nobody got anything twice."""
        found, plan = self._found, self._plan
        self._hold("handsets with the question once", found.copies(scenario.QUESTION)[1], plan.people)
        self._hold("handsets with the question more than once", _more(found, scenario.QUESTION), 0)
        self._hold("blacklisted handsets with anything", self._blacklisted(), 0)
        won, asked = found.went(handsets.WON), found.went(handsets.PERSON)
        self._hold("handsets with the catalogue", found.copies(scenario.CATALOGUE)[1], won)
        self._hold("handsets with the catalogue more than once", _more(found, scenario.CATALOGUE), 0)
        self._hold("handsets told that a person comes", found.copies(scenario.GREETING)[1], asked)
        self._hold("messages doubled by their id", found.doubled(), 0)

    def progress(self, page: CampaignsPage, report: Mapping[str, Any]) -> None:
        """The view of how the campaign went."""
        found, people = self._found, self._plan.people
        view = page.progress
        self._hold("screen: planned, begun, left out, waiting", screen.sum_line(view), [people, people, 0, 0])
        row = screen.list_row(page.table, page.table.rows.row_of(str(report["campaign"]["id"])))
        self._hold("screen: the list's begun, planned, left out, waiting", row, [people, people, 0, 0])
        self._hold("screen: bar", list(screen.shares(view).values()), [len(found.ways), 0, 0, 0, 0])
        rows = screen.facts(view)
        for name, carrier in (("电信", "telecom"), ("联通", "unicom")):
            count = sum(found.outcomes(carrier).values())
            self._hold(f"screen: reached / all at {carrier}", rows.get(name), [count, count])
        self._hold("screen: replied", _first(rows, "有回复"), found.replied())
        # The conversation that was handed back as resolved reached the goal too.
        self._hold("screen: reached the goal", _first(rows, "达成目标"), found.went(handsets.WON) + 1)
        self._hold("screen: refused", _first(rows, "退订"), found.went(handsets.REFUSED))
        told = {str(one["outcome"]): int(one["people"]) for one in report["outcomes"]}
        for outcome, count in sorted(found.outcomes().items()):
            self._hold(f"report: {outcome}", told.get(outcome, 0), count)
        self._hold("report: any other outcome", sum(told.values()) - sum(found.outcomes().values()), 0)
        self._hold("report: begun over time adds up", sum(report["rate"]["counts"]), people)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """The table of people, as it was exported."""
        found = self._found
        true = Counter(
            (masked(number), tr(OUTCOMES[found.outcome(number)]), _yes(found.has_replied(number)))
            for number in found.ways
        )
        shown = Counter((row[0], row[2], row[4]) for row in rows)
        self._hold("table: rows", len(rows), self._plan.people)
        self._hold("table: rows that differ from their handset", (shown - true).total(), 0)

    def one_by_one(self, numbers: Mapping[str, str], told: Sequence[Mapping[str, Any]]) -> None:
        """Every recipient beside their own handset."""
        found = self._found
        wrong = [one for one in told if one["outcome"] != found.outcome(numbers[str(one["contact"])])]
        silent = [one for one in told if one["replied"] != found.has_replied(numbers[str(one["contact"])])]
        self._hold("people told apart from their handset", [_told(one) for one in wrong[:5]], [])
        self._hold("people whose reply is told wrongly", len(silent), 0)

    def conversations(self, shown: list[int], counts: Mapping[str, int]) -> None:
        """The list of conversations."""
        found = self._found
        people = found.went(handsets.PERSON) - 1
        over = found.went(handsets.WON) + found.went(handsets.REFUSED) + found.went(handsets.LOST) + 1
        self._hold("conversations on screen: for people", shown, [people])
        self._hold("conversations: for people", counts["people"], people)
        self._hold("conversations: running", counts["running"], found.went(handsets.OPEN))
        self._hold("conversations: ended", counts["over"], over)

    def nodes(self, counts: Mapping[str, Any]) -> None:
        """The counts at the nodes, and of messages by state."""
        found = self._found
        entered = {one["node"]: one["entered"] for one in counts["nodes"]}
        waiting = {one["node"]: one["waiting"] for one in counts["nodes"]}
        self._hold("scenario: started", counts["started"], self._plan.people)
        self._hold("node hello: entered", entered.get("hello"), self._plan.people)
        self._hold("node hello: waiting", waiting.get("hello"), found.went(handsets.OPEN))
        self._hold("node catalogue: entered", entered.get("catalogue", 0), found.went(handsets.WON))
        self._hold("node person: entered", entered.get("person", 0), found.went(handsets.PERSON))
        self._hold("node person: waiting", waiting.get("person", 0), found.went(handsets.PERSON) - 1)

    def served(self, number: str) -> None:
        """The conversation that was taken over."""
        self._hold("the answer by hand, on its handset", self._found.times(number, ANSWER), 1)
        self._hold("the answer by hand, on any handset", self._found.copies(ANSWER)[1], 1)

    def _blacklisted(self) -> int:
        return sum(
            bool(told["received"])
            for number, told in self._found.told.items()
            if number not in self._found.ways
        )


def _told(one: Mapping[str, Any]) -> str:
    return " ".join(str(one[name]) for name in ("number", "state", "outcome", "reason", "session"))


def _more(found: Handsets, words: str) -> int:
    return sum(handsets_ for times, handsets_ in found.copies(words).items() if times > 1)


def _first(rows: Mapping[str, Sequence[int]], name: str) -> int | None:
    return rows[name][0] if rows.get(name) else None


def _yes(replied: bool) -> str:
    return tr("有回复", "Yes") if replied else ""
