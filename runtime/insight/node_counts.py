"""What became of everybody who entered a node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from runtime.insight.happening import Happening


@dataclass(frozen=True, slots=True)
class NodeCount:
    """Entrances of one node and how they ended; entered = moved on + waiting + timed out + failed."""

    node: str
    entered: int = 0
    moved_on: int = 0
    waiting: int = 0
    timed_out: int = 0
    failed: int = 0
    people: int = 0
    """Different contacts among the entrances."""
    exits: Mapping[str, int] = field(default_factory=dict)
    """Exit name → how often it was taken, in order of the first time."""

    @property
    def adds_up(self) -> bool:
        """Whether the sum rule holds."""
        return self.entered == self.moved_on + self.waiting + self.timed_out + self.failed


@dataclass(slots=True)
class _Tally:
    entered: int = 0
    waiting: int = 0
    failed: int = 0
    left: Counter[str] = field(default_factory=Counter)
    exits: Counter[str] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)


def count_nodes(happenings: Iterable[Happening]) -> dict[str, NodeCount]:
    """Node → its count, in the order in which nodes were first entered.

    *happenings* keep the order of each session. Every number is counted from events of its own kind: who
    waits is known from the last `waiting` of a session that was followed by neither `left` nor `failed`,
    so that a lost or doubled event breaks the sum rule instead of hiding in it.
    """
    tallies: dict[str, _Tally] = {}
    rests: dict[str, str] = {}
    for one in happenings:
        if not one.node:
            continue
        tally = tallies.setdefault(one.node, _Tally())
        if one.kind == "entered":
            tally.entered += 1
            tally.people[one.contact] += 1
        elif one.kind == "waiting":
            rests[one.session] = one.node
        elif one.kind == "left":
            tally.left[str(one.detail.get("how", "moved_on"))] += 1
            if one.exit:
                tally.exits[one.exit] += 1
            rests.pop(one.session, None)
        elif one.kind == "failed":
            tally.failed += 1
            rests.pop(one.session, None)
        elif one.kind == "repinned":
            _hand_over(one, tally, rests)
    for node in rests.values():
        tallies[node].waiting += 1
    return {node: _counted(node, tally) for node, tally in tallies.items()}


def _hand_over(one: Happening, tally: _Tally, rests: dict[str, str]) -> None:
    """Another version carries a waiting session on: the entrance counts there from now on."""
    step = 1 if "from" in one.detail else -1
    tally.entered += step
    tally.people[one.contact] += step
    if step > 0:
        rests[one.session] = one.node
    else:
        rests.pop(one.session, None)


def _counted(node: str, tally: _Tally) -> NodeCount:
    return NodeCount(
        node=node,
        entered=tally.entered,
        moved_on=tally.left["moved_on"],
        waiting=tally.waiting,
        timed_out=tally.left["timed_out"],
        failed=tally.failed,
        people=sum(1 for times in tally.people.values() if times > 0),
        exits=dict(tally.exits),
    )
