"""One measured figure and what it is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Figure:
    """A measurement; `limit` is what the machine could do at best, measured in the same run, if known."""

    name: str
    value: float
    unit: str
    budget: float
    limit: float | None
    better: Literal["lower", "higher"]
