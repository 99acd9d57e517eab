"""Faults of the platform, on demand."""

from __future__ import annotations

import random
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from runtime.records import Record


class FaultKind(StrEnum):
    """What goes wrong. *value* of the rule is named in brackets."""

    REFUSE = "refuse"
    """A return code instead of acceptance [code]."""
    STATUS = "status"
    """An HTTP status instead of acceptance [status]; 429 and 503 carry Retry-After."""
    HANG_BEFORE = "hang_before"
    """Silence, and nothing is accepted [real seconds]."""
    HANG_AFTER = "hang_after"
    """The message is accepted, then silence [real seconds]."""
    GARBAGE_AFTER = "garbage_after"
    """The message is accepted, and the answer is an HTML page."""
    FLOOD_AFTER = "flood_after"
    """The message is accepted, and the answer never seems to end [megabytes]."""
    REDIRECT = "redirect"
    """A redirect to another host instead of acceptance."""
    TOKEN = "token"  # noqa: S105 (a kind of fault, no secret)
    """The token counts as expired."""
    DUPLICATE = "duplicate"
    """A callback comes so many times more [times]."""
    LATE = "late"
    """A callback comes later [simulated seconds]."""
    FORGED = "forged"
    """Before a callback comes one like it with a wrong signature."""
    STALE = "stale"
    """Before a callback comes one like it that was signed long ago."""
    SHUFFLED = "shuffled"
    """The statuses in a callback stand in the wrong order."""


ON_SEND = (
    FaultKind.TOKEN,
    FaultKind.REFUSE,
    FaultKind.STATUS,
    FaultKind.REDIRECT,
    FaultKind.HANG_BEFORE,
    FaultKind.HANG_AFTER,
    FaultKind.GARBAGE_AFTER,
    FaultKind.FLOOD_AFTER,
)


class FaultRule(Record):
    """How often one fault happens."""

    kind: FaultKind
    share: Annotated[float, Field(ge=0, le=1)] = 1.0
    count: Annotated[int | None, Field(ge=1)] = None
    """How many times at most; None for no end."""
    value: float = 0
    path: Annotated[str, Field(max_length=40)] = "messages"
    """The call a fault on sending belongs to: messages, revoke, accessToken or upload."""


class Faults:
    """The faults in force; none to begin with."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._rules: list[FaultRule] = []
        self._left: list[int | None] = []
        self.happened: dict[str, int] = {}
        """Kind → how often it really happened."""

    @property
    def rules(self) -> tuple[FaultRule, ...]:
        """What was asked for, in order."""
        return tuple(self._rules)

    @property
    def are_set(self) -> bool:
        """Whether there is any rule."""
        return bool(self._rules)

    def set(self, *rules: FaultRule) -> None:
        """Puts *rules* in the place of those before; none for a sound platform."""
        self._rules = list(rules)
        self._left = [rule.count for rule in rules]

    def hit(self, kind: FaultKind, path: str = "messages") -> FaultRule | None:
        """The rule that makes this very call fail in this way, or None."""
        for index, rule in enumerate(self._rules):
            if rule.kind is not kind or (kind in ON_SEND and rule.path != path):
                continue
            left = self._left[index]
            if left == 0 or (rule.share < 1 and self._random.random() >= rule.share):
                continue
            if left is not None:
                self._left[index] = left - 1
            self.happened[kind.value] = self.happened.get(kind.value, 0) + 1
            return rule
        return None
