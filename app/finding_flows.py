"""How a scenario finds those that it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from runtime.flow.ids import FlowId

if TYPE_CHECKING:
    from runtime.flow.flow import Flow

FindFlow: TypeAlias = "Callable[[FlowId], Flow | None]"
"""Gives a scenario by its id, None for one that is not here."""


@dataclass(frozen=True, slots=True)
class CalledFlow:
    """A scenario that another one comes to, as its file has it."""

    flow: Flow
    path: Path


ListCalled: TypeAlias = Callable[[], tuple[CalledFlow, ...]]
"""Gives every scenario that the open one comes to, those that they come to included."""


def call_nothing() -> tuple[CalledFlow, ...]:
    """Comes to no other scenario."""
    return ()


def find_nothing(_flow_id: FlowId) -> Flow | None:
    """Knows no other scenario."""
    return None
