"""What an exploration found: moments at which the chatbot waits, and what can happen at each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from app.playing.play import Line
from runtime.flow.ids import ExitName, NodeId
from runtime.wording import Wording

ChoiceKind: TypeAlias = Literal["begin", "tap", "say", "send", "time", "system"]
"""Who decides: the draw at the beginning, the person's finger, words or place, the clock, another system."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can happen while a conversation rests, and where it leads."""

    kind: ChoiceKind
    label: Wording
    lines: tuple[Line, ...]
    """What stands on the phone because of it, in order; the person's own words first."""
    steps: tuple[tuple[NodeId, ExitName], ...]
    """The nodes left on the way, each with its exit."""
    to: int
    """Index of the moment it leads to."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state a conversation can rest in: at a node that waits, or at its end."""

    node: NodeId | None
    outcome: str
    """How it ended: goal, abandoned, refused or failed; empty while it goes on."""
    at: datetime
    """What the clock shows when it is reached by the shortest way."""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Exploration:
    """Moments and the choices between them; `begin` leads to the first ones.

    *is_whole* is False when the scenario has more moments than were explored.
    """

    begin: tuple[Choice, ...]
    moments: tuple[Moment, ...]
    is_whole: bool

    def steps(self) -> frozenset[tuple[NodeId, ExitName]]:
        """Every exit that some conversation leaves through."""
        choices = [*self.begin, *(choice for moment in self.moments for choice in moment.choices)]
        return frozenset(step for choice in choices for step in choice.steps)
