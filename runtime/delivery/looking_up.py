"""What a sprint may look up, from the tables and the plans of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from runtime.engine.errors import CompileRefused
from runtime.engine.plan import Plan
from runtime.flow.ids import FlowId
from runtime.flow.resume import Capability
from runtime.flow.values import Value
from runtime.store import handsets

if TYPE_CHECKING:
    from runtime.delivery.desk import Desk


class DeskLookup:
    """Looks up through a desk, so that it sees what the batch has done already."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def online(self, flow_id: FlowId) -> Plan | None:
        """The plan of the version that is online."""
        version = self._desk.book.online_version(self._desk.connection, flow_id)
        return None if version is None else self.pinned(flow_id, version)

    def pinned(self, flow_id: FlowId, version: int) -> Plan | None:
        """The plan of a published version."""
        try:
            return self._desk.book.plan(self._desk.connection, flow_id, version)
        except (CompileRefused, LookupError):
            return None

    def attributes(self, contact: str) -> Mapping[str, Value]:
        """What is known of the contact."""
        return self._desk.contact(contact).attributes

    def capability(self, contact: str) -> Capability:
        """What the handset showed that it can."""
        return handsets.learnt(self._desk.connection, contact)

    def can_ask_carrier(self, contact: str) -> bool:
        """No carrier's interface that we speak answers this: CT/CU V1.0.4 and FNW.11 have no such call."""
        return False
