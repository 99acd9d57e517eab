"""One event of a session as the runtime tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Happening:
    """An engine event together with whose it is."""

    session: str
    contact: str
    kind: str
    at: datetime
    node: str = ""
    exit: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The event in the form of the runtime's event list; raises KeyError or ValueError for another."""
        return cls(
            session=data["session_id"],
            contact=data["contact"],
            kind=data["kind"],
            at=datetime.fromisoformat(data["at"]),
            node=data["node"],
            exit=data["exit"],
            detail=data["detail"],
        )
