"""What a sprint may look up: other flows, and what is known of a contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from runtime.engine.plan import Plan
from runtime.flow.ids import FlowId
from runtime.flow.resume import Capability
from runtime.flow.values import Value


class Lookup(Protocol):
    """Answers the same for as long as a sprint goes on, so that a sprint repeats exactly."""

    def online(self, flow_id: FlowId) -> Plan | None:
        """The version of a flow that begins for those who come now; None when none can."""

    def pinned(self, flow_id: FlowId, version: int) -> Plan | None:
        """A version that a session is in; None when it cannot be read any more."""

    def attributes(self, contact: str) -> Mapping[str, Value]:
        """What is known of a contact, by name."""

    def capability(self, contact: str) -> Capability:
        """What the contact's handset can show, as far as that was learnt."""

    def can_ask_carrier(self, contact: str) -> bool:
        """Whether somebody answers `LookUpCapability` for this contact."""


class Nothing:
    """Knows no other flow and nothing of anybody."""

    def online(self, flow_id: FlowId) -> Plan | None:
        """Always None."""
        return None

    def pinned(self, flow_id: FlowId, version: int) -> Plan | None:
        """Always None."""
        return None

    def attributes(self, contact: str) -> Mapping[str, Value]:
        """Always empty."""
        return {}

    def capability(self, contact: str) -> Capability:
        """Always unknown."""
        return "unknown"

    def can_ask_carrier(self, contact: str) -> bool:
        """Always False."""
        return False


NOTHING = Nothing()
