"""The ids of a flow, each its own type so that one is never passed for another."""

from __future__ import annotations

from typing import NewType

FlowId = NewType("FlowId", str)
NodeId = NewType("NodeId", str)
ExitName = NewType("ExitName", str)
"""`next`, `other`, `no_reply`, …, or `reply:ID`, `case:ID`, `arm:ID` for one that belongs to a field."""

NEXT = ExitName("next")
"""The way on of a node that has only one."""


def reply_exit(suggestion_id: str) -> ExitName:
    """The exit of a reply suggestion."""
    return ExitName(f"reply:{suggestion_id}")
