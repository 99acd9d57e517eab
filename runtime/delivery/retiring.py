"""What becomes of who waits in older versions when a new one is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from runtime.delivery.errors import CannotMove
from runtime.delivery.plan_book import PlanBook
from runtime.engine.advance import stop
from runtime.engine.errors import CompileRefused
from runtime.engine.plan import Plan
from runtime.engine.repinning import RETIRED, repinned, why_not_here
from runtime.engine.session import Session
from runtime.flow.ids import NodeId
from runtime.flow.nodes.call_flow import CallFlow
from runtime.store import events, sessions
from runtime.store.events import SprintRow
from runtime.store.sessions import StoredSession
from runtime.wording import Wording

PAGE = 2000
"""Sessions read at once; all of them change in one transaction."""

NOT_READABLE = Wording("它的旧版本读不出来了。", "Its old version cannot be read any more.")
WITHIN_ANOTHER = Wording("有人正在它调用的子场景里等。", "People wait within a scenario that it calls.")


@dataclass(frozen=True, slots=True)
class Retired:
    """How many were moved to the new version, and how many conversations ended."""

    moved: int = 0
    ended: int = 0


def retire(
    connection: Connection, book: PlanBook, new: Plan, decisions: Mapping[NodeId, str], now: datetime
) -> Retired:
    """Moves or ends who waits in versions before *new*, as *decisions* (node → finish, move, end) say.

    Raises CannotMove when *new* cannot carry on who waits at a node that is to move.
    """
    moved = ended = 0
    for node, decision in decisions.items():
        if decision == "move":
            _check(connection, book, new, node)
            for page in _pages(connection, new, node):
                _move(connection, new, node, page, now)
                moved += len(page)
        elif decision == "end":
            for page in _pages(connection, new, node):
                _end(connection, page, now)
                ended += len(page)
    return Retired(moved, ended)


def why_not(connection: Connection, book: PlanBook, new: Plan, version: int, node: NodeId) -> Wording | None:
    """Why *new* cannot carry on who waits at a node of *version*; None when it can."""
    try:
        old = book.plan(connection, new.flow.id, version)
    except (CompileRefused, LookupError):
        return NOT_READABLE
    if isinstance(old.flow.nodes.get(node), CallFlow):
        return WITHIN_ANOTHER
    return why_not_here(old, new, node)


def _check(connection: Connection, book: PlanBook, new: Plan, node: NodeId) -> None:
    for waiting in sessions.waiting_by_node(connection, new.flow.id):
        if waiting.node != node or waiting.version >= new.version:
            continue
        if (why := why_not(connection, book, new, waiting.version, node)) is not None:
            raise CannotMove(node, name_of(connection, book, new, waiting.version, node), why)


def name_of(connection: Connection, book: PlanBook, new: Plan, version: int, node: NodeId) -> Wording:
    """What people call a node, in the new version or else in the old one."""
    found = new.flow.nodes.get(node)
    if found is None:
        try:
            found = book.plan(connection, new.flow.id, version).flow.nodes.get(node)
        except (CompileRefused, LookupError):
            found = None
    return found.named() if found is not None else Wording(node, node)


def _pages(connection: Connection, new: Plan, node: NodeId) -> Iterator[list[StoredSession]]:
    ids = sessions.waiting_at(connection, new.flow.id, node, new.version)
    for first in range(0, len(ids), PAGE):
        yield sessions.by_id(connection, ids[first : first + PAGE])


def _move(connection: Connection, new: Plan, node: NodeId, page: list[StoredSession], now: datetime) -> None:
    rows: list[SprintRow] = []
    after: list[Session] = []
    for stored in page:
        moved, gone, come = repinned(stored.session, new, node, max(now, stored.updated_at))
        rows += [events.sprint_row(stored.session, [gone]), events.sprint_row(moved, [come])]
        after.append(moved)
    sessions.pin(connection, after)
    events.add(connection, rows)


def _end(connection: Connection, page: list[StoredSession], now: datetime) -> None:
    rows: list[SprintRow] = []
    after: list[StoredSession] = []
    for stored in page:
        moment = max(now, stored.updated_at)
        sprint = stop(stored.session, moment, "abandoned", RETIRED)
        rows += events.sprint_rows(stored.session, sprint.events)
        after.append(stored.after(sprint.session, moment))
    sessions.save(connection, after)
    events.add(connection, rows)
