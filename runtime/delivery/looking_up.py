"""What a sprint may look up, from the tables and the plans of a batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from runtime.engine.errors import CompileRefused
from runtime.engine.lookup import Lookup
from runtime.engine.plan import Plan
from runtime.engine.session import Session
from runtime.flow.ids import FlowId
from runtime.flow.resume import Capability
from runtime.flow.values import Value
from runtime.store import handsets, trials

if TYPE_CHECKING:
    from runtime.delivery.desk import Desk


class DeskLookup:
    """Looks up through a desk, so that it sees what the batch has done already."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._trials: dict[tuple[FlowId, int], TrialLookup] = {}

    def of(self, session: Session) -> Lookup:
        """The same for a session: a trial calls what was tried with it, whatever is online."""
        if session.version > 0:
            return self
        key = (session.flow_id, session.version)
        if key not in self._trials:
            self._trials[key] = TrialLookup(self._desk, trials.beside(self._desk.connection, *key))
        return self._trials[key]

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
        """Whether the carrier of the session at hand has such a call: FNW.11 has, CT/CU V1.0.4 has not."""
        return self._desk.can_ask_carrier


class TrialLookup(DeskLookup):
    """Calls the versions *beside* a trial, flow id → version, and what is online where there is none."""

    def __init__(self, desk: Desk, beside: Mapping[str, int]) -> None:
        super().__init__(desk)
        self._beside = beside

    def online(self, flow_id: FlowId) -> Plan | None:
        """The plan of the trial that goes with this one, else of the version that is online."""
        version = self._beside.get(flow_id)
        plan = None if version is None else self.pinned(flow_id, version)
        return plan or super().online(flow_id)
