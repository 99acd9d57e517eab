"""The compiled flows, each compiled once."""

from __future__ import annotations

from sqlalchemy import Connection

from runtime.engine.plan import Plan, compile_flow
from runtime.store import flows


class PlanBook:
    """Plans by flow and version, compiled when they are first wanted; used by the writing thread."""

    def __init__(self) -> None:
        self._plans: dict[tuple[str, int], Plan] = {}
        self._newest: dict[str, int] | None = None
        self._newest_plans: list[Plan] | None = None

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
        return plan

    def newest(self, connection: Connection) -> list[Plan]:
        """The newest version of every flow, in the order the flows were first published."""
        if self._newest_plans is None:
            if self._newest is None:
                self._newest = flows.newest_versions(connection)
            self._newest_plans = [self.plan(connection, *newest) for newest in self._newest.items()]
        return self._newest_plans

    def newest_version(self, connection: Connection, flow_id: str) -> int | None:
        """The newest version of a flow, None when it is not published."""
        if self._newest is None:
            self._newest = flows.newest_versions(connection)
        return self._newest.get(flow_id)

    def forget_newest(self) -> None:
        """Looks again which versions are the newest, after one was published."""
        self._newest = self._newest_plans = None
