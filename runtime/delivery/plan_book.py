"""The compiled flows, each compiled once."""

from __future__ import annotations

from sqlalchemy import Connection

from runtime.delivery.beginnings import Beginnings
from runtime.engine.plan import Plan, compile_flow
from runtime.store import flows

MOST_PLANS = 500
"""Plans kept; every trial makes one more."""


class PlanBook:
    """Plans by flow and version, compiled when they are first wanted; used by the writing thread."""

    def __init__(self) -> None:
        self._plans: dict[tuple[str, int], Plan] = {}
        self._online: dict[str, int] | None = None
        self._online_plans: list[Plan] | None = None
        self._beginnings: Beginnings | None = None

    def plan(self, connection: Connection, flow_id: str, version: int) -> Plan:
        """The plan of a published version.

        Raises LookupError when there is none, CompileRefused when it does not compile any more.
        """
        plan = self._plans.get((flow_id, version))
        if plan is None:
            flow = flows.load(connection, flow_id, version)
            if flow is None:
                raise LookupError(f"no version {version} of flow {flow_id}")
            plan = compile_flow(flow, version)
            self._plans[flow_id, version] = plan
            if len(self._plans) > MOST_PLANS:
                del self._plans[next(iter(self._plans))]
        return plan

    def online(self, connection: Connection) -> list[Plan]:
        """What is online, a plan for each flow, in the order the flows were first published."""
        if self._online_plans is None:
            self._online_plans = [self.plan(connection, *one) for one in self._versions(connection).items()]
        return self._online_plans

    def beginnings(self, connection: Connection) -> Beginnings:
        """What begins what is online."""
        if self._beginnings is None:
            self._beginnings = Beginnings(self.online(connection))
        return self._beginnings

    def online_version(self, connection: Connection, flow_id: str) -> int | None:
        """The version of a flow that is online, None when none is."""
        return self._versions(connection).get(flow_id)

    def forget_online(self) -> None:
        """Looks again what is online, after something was published or taken back."""
        self._online = self._online_plans = self._beginnings = None

    def forget(self, flow_id: str, version: int) -> None:
        """Compiles a version anew; what a transaction published that was undone may come back as another."""
        self._plans.pop((flow_id, version), None)

    def _versions(self, connection: Connection) -> dict[str, int]:
        if self._online is None:
            self._online = flows.online_versions(connection)
        return self._online
