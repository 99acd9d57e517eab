"""One contact's conversation in one flow, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

import orjson

from runtime.engine.plan import Plan
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.values import Value

WaitKind: TypeAlias = Literal["reply", "time", "delivery", "call"]
Status: TypeAlias = Literal["new", "waiting", "ended", "failed"]


@dataclass(frozen=True, slots=True)
class Wait:
    """Where and for what a session rests; *number* grows with every wait of the session."""

    number: int
    node: NodeId
    what: WaitKind
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Run:
    """One flow inside the session: which version, where it stands, its variables."""

    flow_id: FlowId
    version: int
    node: NodeId | None = None
    variables: Mapping[str, Value] = field(default_factory=dict)
    retries: int = 0
    last_message: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation's whole state; small, comparable and replayable.

    `runs` has the outermost flow first; `messages` and `waits` count what was sent and waited for, so that
    ids and numbers repeat exactly when a session is replayed.
    """

    id: str
    contact: str
    runs: tuple[Run, ...]
    status: Status = "new"
    outcome: str = ""
    wait: Wait | None = None
    messages: int = 0
    waits: int = 0

    @property
    def flow_id(self) -> FlowId:
        """The flow the session began in."""
        return self.runs[0].flow_id

    @property
    def version(self) -> int:
        """The published version the session is pinned to."""
        return self.runs[0].version

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen in it any more."""
        return self.status in ("ended", "failed")

    def to_json(self) -> bytes:
        """The session as small JSON."""
        wait = self.wait
        return orjson.dumps(
            {
                "id": self.id,
                "contact": self.contact,
                "runs": [_run_data(run) for run in self.runs],
                "status": self.status,
                "outcome": self.outcome,
                "wait": None if wait is None else [wait.number, wait.node, wait.what, wait.due],
                "messages": self.messages,
                "waits": self.waits,
            }
        )

    @classmethod
    def from_json(cls, data: bytes | str) -> Session:
        """The session of its JSON; raises ValueError or KeyError for anything else."""
        read = orjson.loads(data)
        wait = read["wait"]
        return cls(
            id=read["id"],
            contact=read["contact"],
            runs=tuple(_run_of(run) for run in read["runs"]),
            status=read["status"],
            outcome=read["outcome"],
            wait=None if wait is None else Wait(wait[0], wait[1], wait[2], _moment(wait[3])),
            messages=read["messages"],
            waits=read["waits"],
        )


def new_session(session_id: str, contact: str, plan: Plan) -> Session:
    """A session that has not begun; resume it with `Start`."""
    return Session(session_id, contact, (Run(plan.flow.id, plan.version),))


def _run_data(run: Run) -> list[Any]:
    variables = {
        name: {"$at": value.isoformat()} if isinstance(value, datetime) else value
        for name, value in run.variables.items()
    }
    return [run.flow_id, run.version, run.node, variables, run.retries, run.last_message]


def _run_of(data: list[Any]) -> Run:
    flow_id, version, node, variables, retries, last_message = data
    for name, value in variables.items():
        if isinstance(value, dict) and "$at" in value:
            variables[name] = datetime.fromisoformat(value["$at"])
    return Run(flow_id, version, node, variables, retries, last_message)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
