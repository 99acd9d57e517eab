"""The numbers of one scenario's report, all counted from its rehearsal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from app.demo.cast import LENGTH
from app.demo.proof import Proof, prove
from app.demo.record import Rehearsal
from runtime.flow.nodes.end import End
from runtime.flow.nodes.split import Split, arm_exit
from runtime.insight import (
    Comparison,
    NodeCount,
    SessionTale,
    Share,
    compare,
    count_nodes,
    tell_sessions,
)
from runtime.wording import Wording, same

CURVE_HOURS = int(LENGTH.total_seconds() // 3600)
"""How long after the beginning the lines of a comparison go: to the end, so that they meet the totals."""
CURVE_STEP_H = 4


@dataclass(frozen=True, slots=True)
class Figure:
    """One headline figure: a share with what it counts."""

    name: Wording
    share: Share
    note: Wording


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """How many people came this far."""

    name: Wording
    people: int


@dataclass(frozen=True, slots=True)
class ArmFigure:
    """One arm of a split: people in it, goals among them, and how the goals grew over the hours."""

    name: str
    goals: Share
    curve: tuple[int, ...]
    """Goals by the end of every second hour since the beginning, from hour 0 on."""


@dataclass(frozen=True, slots=True)
class SplitFigure:
    """A split's arms, and how the first two compare."""

    title: str
    experiment: str
    arms: tuple[ArmFigure, ...]
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class ScenarioFigures:
    """Everything a report says of one scenario."""

    rehearsal: Rehearsal
    headline: tuple[Figure, ...]
    funnel: tuple[FunnelStep, ...]
    nodes: tuple[NodeCount, ...]
    """One per node, in document order from the start; nodes nobody came to are all zeros."""
    outcomes: Mapping[str, int]
    """goal, abandoned, refused, failed and waiting → sessions."""
    channels: Mapping[str, int]
    """5g, sms and none → messages."""
    splits: tuple[SplitFigure, ...]
    proof: Proof
    tales: tuple[SessionTale, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the sum rule holds at every node."""
        return all(count.adds_up for count in self.nodes)


def figures_of(rehearsal: Rehearsal) -> ScenarioFigures:
    """The numbers of *rehearsal*."""
    tales = tuple(tell_sessions(rehearsal.happenings).values())
    counted = count_nodes(rehearsal.happenings)
    order = [*counted, *(node for node in rehearsal.flow.nodes if node not in counted)]
    outcomes = Counter(tale.outcome or "waiting" for tale in tales)
    channels = Counter(message.fate for message in rehearsal.messages)
    return ScenarioFigures(
        rehearsal=rehearsal,
        headline=_headline(rehearsal, tales),
        funnel=_funnel(rehearsal, tales),
        nodes=tuple(counted.get(node, NodeCount(node)) for node in order),
        outcomes={name: outcomes[name] for name in ("goal", "abandoned", "refused", "failed", "waiting")},
        channels={name: channels[name] for name in ("5g", "sms", "none")},
        splits=tuple(
            _split(node, rehearsal, tales)
            for node in rehearsal.flow.nodes.values()
            if isinstance(node, Split)
        ),
        proof=prove(rehearsal),
        tales=tales,
    )


def goal_words(rehearsal: Rehearsal) -> Wording:
    """What reaching the goal is called in this scenario: the title of its end node."""
    titles = [
        node.title
        for node in rehearsal.flow.nodes.values()
        if isinstance(node, End) and node.outcome == "goal" and node.title
    ]
    return same(titles[0]) if len(titles) == 1 else Wording("达成目标", "Goal reached")


def _headline(rehearsal: Rehearsal, tales: tuple[SessionTale, ...]) -> tuple[Figure, ...]:
    out = [message for message in rehearsal.messages if message.went_out]
    arrived = [message for message in out if message.fate != "none"]
    as_5g = [message for message in out if message.fate == "5g"]
    reached = {message.contact for message in arrived}
    answered = {tale.contact for tale in tales if tale.replies} & reached
    refused = {tale.contact for tale in tales if tale.outcome == "refused"}
    goals = {tale.contact for tale in tales if tale.outcome == "goal"}
    people = {tale.contact for tale in tales}
    return (
        Figure(
            Wording("送达率", "Delivered"),
            Share(len(arrived), len(out)),
            Wording("条消息", "messages"),
        ),
        Figure(
            Wording("已读率", "Read"),
            Share(sum(message.state == "displayed" for message in as_5g), len(as_5g)),
            Wording("条 5G 消息", "5G messages"),
        ),
        Figure(Wording("回应率", "Answered"), Share(len(answered), len(reached)), Wording("人", "people")),
        Figure(goal_words(rehearsal), Share(len(goals), len(people)), Wording("人", "people")),
        Figure(Wording("拒收", "Refused"), Share(len(refused), len(people)), Wording("人", "people")),
    )


def _funnel(rehearsal: Rehearsal, tales: tuple[SessionTale, ...]) -> tuple[FunnelStep, ...]:
    out = {message.contact for message in rehearsal.messages if message.went_out}
    arrived = {message.contact for message in rehearsal.messages if message.fate != "none"} & out
    answered = {tale.contact for tale in tales if tale.replies} & arrived
    goals = {tale.contact for tale in tales if tale.outcome == "goal"}
    return (
        FunnelStep(Wording("应发送", "Intended"), len(rehearsal.handsets)),
        FunnelStep(Wording("已发出", "Sent"), len(out)),
        FunnelStep(Wording("已送达", "Delivered"), len(arrived)),
        FunnelStep(Wording("有回应", "Answered"), len(answered)),
        FunnelStep(goal_words(rehearsal), len(goals & answered)),
    )


def _split(node: Split, rehearsal: Rehearsal, tales: tuple[SessionTale, ...]) -> SplitFigure:
    arms: list[ArmFigure] = []
    for arm in node.arms:
        drawn = [tale for tale in tales if tale.exit_of(node.id) == arm_exit(arm.id)]
        goals = [tale for tale in drawn if tale.outcome == "goal"]
        ends = sorted(tale.ended_at for tale in goals if tale.ended_at is not None)
        curve = tuple(
            sum(end <= rehearsal.begun_at + timedelta(hours=hour) for end in ends)
            for hour in range(0, CURVE_HOURS + 1, CURVE_STEP_H)
        )
        arms.append(ArmFigure(arm.name or arm.id, Share(len(goals), len(drawn)), curve))
    comparison = compare(arms[0].goals, arms[1].goals) if len(arms) > 1 else None
    return SplitFigure(node.called(), node.experiment, tuple(arms), comparison)
