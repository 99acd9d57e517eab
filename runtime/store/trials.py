"""Which trials of other scenarios go with a trial: what it calls is called as it was tried then."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Column, Connection, Integer, String, Table, delete, insert, select

from runtime.store.tables import metadata

trial_beside = Table(
    "trial_beside",
    metadata,
    Column("flow_id", String, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("called", String, primary_key=True),
    Column("called_version", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""For a trial, which version of another scenario is called in it whatever is online."""


def put_beside(connection: Connection, trials: Mapping[str, int]) -> None:
    """Says that these trials, flow id → version, call each other."""
    for flow_id, version in trials.items():
        forget(connection, flow_id, version)
        rows = [
            {"flow_id": flow_id, "version": version, "called": called, "called_version": number}
            for called, number in trials.items()
        ]
        connection.execute(insert(trial_beside), rows)


def beside(connection: Connection, flow_id: str, version: int) -> dict[str, int]:
    """Flow id → the version that is called in that trial."""
    query = select(trial_beside.c.called, trial_beside.c.called_version).where(
        trial_beside.c.flow_id == flow_id, trial_beside.c.version == version
    )
    return {row.called: row.called_version for row in connection.execute(query)}


def forget(connection: Connection, flow_id: str, version: int) -> None:
    """Forgets what goes with a trial."""
    connection.execute(
        delete(trial_beside).where(trial_beside.c.flow_id == flow_id, trial_beside.c.version == version)
    )
