"""What the library knows of one scenario without opening its file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from runtime.flow.ids import FlowId

EntryId: TypeAlias = int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many problems a scenario has."""

    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """The revision a copy was branched from."""

    flow_id: FlowId
    number: int | None
    """None when the state was never kept."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One scenario of the library."""

    id: EntryId
    flow_id: FlowId
    path: Path
    name: str
    """The scenario's name, else the file's."""
    purpose: str
    node_count: int
    """-1 when the file cannot be read as a scenario."""
    counts: Counts
    digest: str
    changed_at: datetime
    """UTC, as are all moments."""
    opened_at: datetime
    tags: tuple[str, ...] = ()
    origin: Origin | None = None
    removed_at: datetime | None = None

    @property
    def is_readable(self) -> bool:
        """Whether the file is a scenario."""
        return self.node_count >= 0
