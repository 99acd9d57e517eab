"""How campaigns find their people: by the few that wait, never past the many that are done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from runtime.store import Store, campaign_people
from runtime.store.keys import FixedKeys

WAITING = "COVERING INDEX campaign_recipient_planned"
ON_THE_WAY = ("SCAN outbox USING INDEX outbox_due", "SCAN outbox USING INDEX outbox_order")


@pytest.mark.parametrize(
    ("ask", "ways"),
    [
        (lambda one: campaign_people.planned(one, 1, "mobile", 10), (WAITING,)),
        (lambda one: campaign_people.waiting_by_endpoint(one, 1, 10), (WAITING,)),
        (lambda one: campaign_people.not_gone_out(one, 1), ON_THE_WAY),
        (lambda one: campaign_people.leaving(one, 1), ON_THE_WAY),
    ],
)
def test_the_cost_is_that_of_who_waits(
    tmp_path: Path, ask: Callable[[Connection], object], ways: tuple[str, ...]
) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_one: object, _cursor: object, sql: str, values: object, *_rest: object) -> None:
        asked.append((sql, values))

    def query(connection: Connection) -> list[str]:
        event.listen(connection, "before_cursor_execute", note)
        ask(connection)
        event.remove(connection, "before_cursor_execute", note)
        return [
            " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values))
            for sql, values in asked
        ]

    with Store(tmp_path, keys=FixedKeys()) as store:
        found = store.read_now(query)

    assert found
    assert all(any(way in plan for way in ways) for plan in found)
