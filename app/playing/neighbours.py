"""Other scenarios for a play-through: what the one that is played calls, as it stands in its file."""

from __future__ import annotations

from collections.abc import Mapping

from app.finding_flows import FindFlow
from runtime.engine.errors import CompileRefused
from runtime.engine.plan import Plan, compile_flow
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId
from runtime.flow.resume import Capability
from runtime.flow.values import Value, ValueType


class PlayLookup:
    """Looks up scenarios where a play-through finds them; each is compiled once and stays as it was then.

    *plan* is of the one that is played, which finds itself as it stands in the editor.
    """

    def __init__(self, plan: Plan, find: FindFlow, capability: Capability = "rcs") -> None:
        self._find = find
        self._plans: dict[str, Plan | None] = {plan.flow.id: plan}
        self.handset: Capability = capability
        """What the imagined handset can show."""

    def online(self, flow_id: FlowId) -> Plan | None:
        """The scenario as it stands now; None when it is not here, or cannot run."""
        if flow_id not in self._plans:
            flow = self._find(flow_id)
            self._plans[flow_id] = None if flow is None else _compiled(flow)
        return self._plans[flow_id]

    def pinned(self, flow_id: FlowId, version: int) -> Plan | None:
        """The same: a play-through knows one version of each."""
        return self.online(flow_id)

    def attributes(self, contact: str) -> Mapping[str, Value]:
        """The samples of every scenario that was looked up."""
        found: dict[str, Value] = {}
        for plan in self._plans.values():
            if plan is not None:
                found |= samples_of(plan.flow)
        return found

    def capability(self, contact: str) -> Capability:
        """What the imagined handset can show."""
        return self.handset

    def can_ask_carrier(self, contact: str) -> bool:
        """Nobody is asked in a play-through."""
        return False


def samples_of(flow: Flow) -> dict[str, Value]:
    """The sample values of what a scenario takes from the contact."""
    return {
        variable.name: variable.sample
        for variable in flow.variables
        if variable.from_contact and variable.sample and variable.type is ValueType.TEXT
    }


def _compiled(flow: Flow) -> Plan | None:
    try:
        return compile_flow(flow)
    except CompileRefused:
        return None
