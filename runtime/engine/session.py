"""One contact's conversation in one flow, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias, get_args

import orjson

from runtime.engine.plan import Plan
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.values import Value
from runtime.quick import quick

WaitKind: TypeAlias = Literal["reply", "time", "delivery", "call", "hand_over", "capability"]
Status: TypeAlias = Literal["new", "waiting", "ended", "failed"]


_STATUSES = frozenset(get_args(Status))
_VALUES = (str, float, int, bool)


@quick
@dataclass(frozen=True, slots=True)
class Wait:
    """Where and for what a session rests; *number* grows with every wait of the session."""

    number: int
    node: NodeId
    what: WaitKind
    due: datetime | None


@quick
@dataclass(frozen=True, slots=True)
class Run:
    """One flow inside the session: which version, where it stands, its variables."""

    flow_id: FlowId
    version: int
    node: NodeId | None = None
    variables: Mapping[str, Value] = field(default_factory=dict)
    retries: int = 0
    last_message: str = ""
    language: str = ""
    """The language it goes on in while another run stands above it; of the newest run the session knows."""


@quick
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
    language: str = ""
    """The further language its newest run is held in; empty for the flow's own."""

    @property
    def flow_id(self) -> FlowId:
        """The flow the session is in; flows that this one called stand above it in `runs`."""
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
        data = {
            "id": self.id,
            "contact": self.contact,
            "runs": [_run_data(run) for run in self.runs],
            "status": self.status,
            "outcome": self.outcome,
            "wait": None if wait is None else [wait.number, wait.node, wait.what, wait.due],
            "messages": self.messages,
            "waits": self.waits,
        }
        if self.language:
            data["language"] = self.language
        return orjson.dumps(data)

    @classmethod
    def from_json(cls, data: bytes | str) -> Session:
        """The session of its JSON; raises ValueError for anything else."""
        try:
            return cls._read(orjson.loads(data))
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise ValueError(f"this is no session: {error!r}") from error

    @classmethod
    def _read(cls, read: dict[str, Any]) -> Session:
        wait = read["wait"]
        session = cls(
            _text(read["id"]),
            _text(read["contact"]),
            tuple([_run_of(run) for run in read["runs"]]),
            read["status"],
            _text(read["outcome"]),
            None if wait is None else Wait(_count(wait[0]), _text(wait[1]), wait[2], _moment(wait[3])),
            _count(read["messages"]),
            _count(read["waits"]),
            _text(read["language"]) if "language" in read else "",
        )
        if not session.runs or session.status not in _STATUSES:
            raise ValueError("a session needs a run and a status")
        if session.wait is not None and session.wait.node != session.runs[-1].node:
            raise ValueError("a session waits where it stands")
        return session


def new_session(session_id: str, contact: str, plan: Plan) -> Session:
    """A session that has not begun; resume it with `Start`."""
    return Session(session_id, contact, (Run(plan.flow.id, plan.version),))


def _run_data(run: Run) -> list[Any]:
    variables = {
        name: {"$at": value.isoformat()} if isinstance(value, datetime) else value
        for name, value in run.variables.items()
    }
    data = [run.flow_id, run.version, run.node, variables, run.retries, run.last_message]
    return [*data, run.language] if run.language else data


def _run_of(data: list[Any]) -> Run:
    flow_id, version, node, variables, retries, last_message = data[:6]
    for name, value in variables.items():
        if isinstance(value, _VALUES):
            continue
        if isinstance(value, dict):
            if "$at" in value:
                variables[name] = _moment(value["$at"])
        else:
            raise TypeError(f"the variable {name!r} holds a {type(value).__name__}")
    where = None if node is None else _text(node)
    tongue = _text(data[6]) if len(data) > 6 else ""
    return Run(
        _text(flow_id), _count(version), where, variables, _count(retries), _text(last_message), tongue
    )


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} has no time zone")
    return moment


def _text(value: object) -> Any:  # noqa: ANN401 - one text serves as any of the ids
    if not isinstance(value, str):
        raise TypeError(f"a {type(value).__name__} stands where a text belongs")
    return value


def _count(value: object) -> int:
    if type(value) is not int:
        raise TypeError(f"a {type(value).__name__} stands where a whole number belongs")
    return value
