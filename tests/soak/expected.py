"""The rare things that must have come to pass somewhere in a sweep, or it has shown nothing about them."""

from __future__ import annotations

from tests.soak.steps import POINTS, STEPS
from tests.soak.troubles import TROUBLES

RARE_THINGS = (
    *TROUBLES,
    *(step.name for step in STEPS),
    *(f"killed at {point}" for point in POINTS),
    "callback not acknowledged",
    "refused for a full disk",
    "refused by a rule",
    "disk failed",
    "report before the answer",
    "reports repeated",
    "came as both",
    "set aside",
    "message expired",
    "message failed",
    "message fell_back",
    "message revoked",
    "message unknown",
    "left out: quiet_hours",
    "left out: capped_day",
    "left out: refused",
    "left out: expired",
    "unknown, and the handset has it",
    "unknown, sent again by a person",
)
