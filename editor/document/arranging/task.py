"""What is to be arranged: cards of real sizes, where they stand now, and which way the flow runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from runtime.flow.ids import ExitName, NodeId
from runtime.flow.layout import Position

Direction: TypeAlias = Literal["right", "down"]
"""The way the flow runs on the canvas; connections leave on the right and enter on the left either way."""


class ArrangeStopped(Exception):
    """Arranging was given up before it was done."""


def never() -> bool:
    """Never stops."""
    return False


@dataclass(frozen=True, slots=True)
class Box:
    """A card as arranging sees it, in scene units."""

    width: float
    height: float
    entry: float = 18.0
    """How far below the top the entry is."""
    exits: Mapping[ExitName, float] = field(default_factory=dict)
    """How far below the top each exit is, in the order of the rows."""


@dataclass(frozen=True)
class Task:
    """One arrangement to be worked out; it is never changed, so any thread may do it."""

    boxes: Mapping[NodeId, Box]
    """The cards to arrange, in document order; others stay as they are."""
    targets: Mapping[NodeId, Mapping[ExitName, NodeId]]
    """Where exits lead; what leads out of *boxes* does not count."""
    places: Mapping[NodeId, Position]
    """Where the cards stand now."""
    starts: frozenset[NodeId] = frozenset()
    """The cards at which conversations begin."""
    direction: Direction = "right"
    is_stopped: Callable[[], bool] = never
    """Asked between steps; True ends the work with `ArrangeStopped`."""
    uses_engine: bool = True
    """Whether the compiled engine may help; our own code does all of it otherwise."""

    def stopping(self, is_stopped: Callable[[], bool]) -> Task:
        """The same task, ended when *is_stopped* says so."""
        return replace(self, is_stopped=is_stopped)

    def step(self) -> None:
        """Give somebody the chance to stop; raises ArrangeStopped."""
        if self.is_stopped():
            raise ArrangeStopped
