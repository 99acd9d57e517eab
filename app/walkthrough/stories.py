"""The fewest conversations that together show everything: for a storyboard somebody has to approve."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from app.walkthrough.exploration import Choice, Exploration
from runtime.flow.ids import ExitName, NodeId

STORIES_MAX = 60
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Story:
    """One conversation from its beginning to an end, or to where it goes round."""

    choices: tuple[Choice, ...]
    outcome: str
    """How it ends: goal, abandoned, refused, failed, or empty when it goes round."""

    def steps(self) -> frozenset[tuple[NodeId, ExitName]]:
        """The exits it leaves through."""
        return frozenset(step for choice in self.choices for step in choice.steps)


def stories(exploration: Exploration, stories_max: int = STORIES_MAX) -> tuple[Story, ...]:
    """Conversations that take every exit the exploration found; each adds at least one, short ones first."""
    missing = set(exploration.steps())
    to_end = _ways_to_an_end(exploration)
    found: list[Story] = []
    while missing and len(found) < stories_max:
        way = _way_to_something_new(exploration, missing)
        if way is None:
            break
        told = _told_to_the_end(exploration, way, missing, to_end)
        found.append(told)
        missing -= told.steps()
    return tuple(found)


def _way_to_something_new(
    exploration: Exploration, missing: set[tuple[NodeId, ExitName]]
) -> tuple[Choice, ...] | None:
    """The shortest way from a beginning through a choice that takes a missing exit."""
    queue: deque[tuple[Choice, ...]] = deque((choice,) for choice in exploration.begin)
    seen: set[int] = set()
    while queue:
        way = queue.popleft()
        if not missing.isdisjoint(way[-1].steps):
            return way
        here = way[-1].to
        if here not in seen:
            seen.add(here)
            queue.extend((*way, choice) for choice in exploration.moments[here].choices)
    return None


def _told_to_the_end(
    exploration: Exploration,
    way: tuple[Choice, ...],
    missing: set[tuple[NodeId, ExitName]],
    to_end: Mapping[int, Choice],
) -> Story:
    """*way* led on: by what is new as long as something is, then by the shortest way to an end."""
    told = list(way)
    left = missing - {step for choice in told for step in choice.steps}
    while len(told) < _LONGEST:
        moment = exploration.moments[told[-1].to]
        if not moment.choices:
            return Story(tuple(told), moment.outcome)
        onward = next((choice for choice in moment.choices if not left.isdisjoint(choice.steps)), None)
        onward = onward or to_end.get(told[-1].to)
        if onward is None:
            break
        told.append(onward)
        left -= set(onward.steps)
    return Story(tuple(told), "")


def _ways_to_an_end(exploration: Exploration) -> dict[int, Choice]:
    """Moment → the choice that is the first step of its shortest way to an end."""
    before: dict[int, list[tuple[int, Choice]]] = {}
    for number, moment in enumerate(exploration.moments):
        for choice in moment.choices:
            before.setdefault(choice.to, []).append((number, choice))
    ends = [number for number, moment in enumerate(exploration.moments) if moment.outcome]
    found: dict[int, Choice] = {}
    queue = deque(ends)
    while queue:
        here = queue.popleft()
        for number, choice in before.get(here, ()):
            if number not in found and not exploration.moments[number].outcome:
                found[number] = choice
                queue.append(number)
    return found
