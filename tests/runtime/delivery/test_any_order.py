"""A message ends the same whatever order its answer and its reports come in, and however often."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from random import Random

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from runtime.carriers.port import DeliveryStatus, ErrorClass, SendReply
from runtime.clock import SystemClock
from runtime.delivery.plan_book import PlanBook
from runtime.delivery.rules import Rules
from runtime.delivery.settling import Settled, settle
from runtime.delivery.work import Work
from runtime.store import Store, inbox, outbox, sending_queue
from runtime.store.inbox import InboxEntry
from runtime.store.keys import FixedKeys
from runtime.store.moments import to_micros
from runtime.store.outbox import Outgoing
from runtime.store.tables import outbox as table
from runtime.testing import NOON, counted_ids
from runtime.wording import same

_ANSWERS = {
    "accepted": SendReply.accepted(),
    "unknown": SendReply.unknown("ReadTimeout", same("no answer")),
    "content": SendReply.refused("60001", same("not allowed"), ErrorClass.CONTENT),
    "busy": SendReply.refused("-1", same("busy"), ErrorClass.TEMPORARY),
    "slow": SendReply.refused("429", same("slow"), ErrorClass.THROTTLED, 1.0),
    "gone": SendReply.not_sent("ConnectError", same("gone")),
}
_REPORTS = [status for status in DeliveryStatus if status is not DeliveryStatus.REVOKE_FAILED]
_ids = itertools.count()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all examples; each is a message of its own."""
    folder: Path = tmp_path_factory.mktemp("any-order")
    with Store(folder, keys=FixedKeys()) as made:
        yield made


def _goes(connection: Connection, news: list[DeliveryStatus | str]) -> tuple[str, int]:
    """The state and the facts of a message that is sent and of which *news* come, one by one."""
    key = f"m{next(_ids)}"
    message = Outgoing(key, key, "e", "", b"{}", None, NOON, NOON)
    outbox.add(connection, [message])
    found, _ = sending_queue.due(connection, "e", NOON, 1)
    sending_queue.claim(connection, found, NOON, "a")
    work = Work(SystemClock(), PlanBook(), Rules(), counted_ids("n"), b"k" * 32)
    for one in news:
        if isinstance(one, DeliveryStatus):
            body = {"message_id": key, "status": one, "code": "", "zh": "", "en": ""}
            entry = InboxEntry(key, "status", "e", orjson.dumps(body), to_micros(NOON))
            inbox.put(connection, [entry])
            work.batch(connection)
        else:
            settle(connection, [Settled(found[0], _ANSWERS[one], NOON)], {})
    row = connection.execute(select(table.c.state, table.c.seen).where(table.c.message_id == key)).one()
    outbox.set_progress(connection, [{"key": key, "state": "failed"}])
    return row.state, row.seen


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(_REPORTS), max_size=5),
    st.sampled_from(sorted(_ANSWERS)),
    st.randoms(use_true_random=False),
)
def test_answer_and_reports_end_the_same_in_any_order(
    store: Store, reports: list[DeliveryStatus], answer: str, random: Random
) -> None:
    one: list[DeliveryStatus | str] = [answer, *reports]
    other: list[DeliveryStatus | str] = [answer, *reports, *reports]
    random.shuffle(other)

    def batch(connection: Connection) -> list[tuple[str, int]]:
        return [_goes(connection, one), _goes(connection, other)]

    first, second = store.write_now(batch)
    assert first[0] == second[0]
    assert first == second or answer in ("busy", "slow", "gone")
