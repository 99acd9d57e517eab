"""Durable session advances a second while a million people wait; takes minutes, so only when it is named."""

from __future__ import annotations

from tests.benchmarks.figure import Figure
from tests.benchmarks.store import advances_with

ONLY_WHEN_NAMED = True
MANY = 1_000_000


def run() -> list[Figure]:
    """Advances a second of real time, beside what bare sqlite3 takes."""
    return [advances_with("durable session advances, a million waiting", MANY)]
