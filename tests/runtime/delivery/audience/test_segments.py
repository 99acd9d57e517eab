"""Audiences count and list the same people, and never those who may not be written to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from sqlalchemy import Connection, insert

from runtime.delivery.audience.condition import (
    AttributeRow,
    ConsentRow,
    ImportRow,
    JoinedRow,
    MessageRow,
    OutcomeRow,
    SegmentCondition,
    SegmentRow,
    TagRow,
    TapRow,
)
from runtime.delivery.audience.errors import UnknownSegment
from runtime.delivery.audience.segments import Audience, Tally, count, members, tally
from runtime.delivery.progress import Fact
from runtime.store import Store, contacts, segments
from runtime.store.audience_tables import blacklist, contact_import_row
from runtime.store.moments import to_micros
from runtime.store.tables import flow_version, message_in, outbox, session
from tests.support.audience import known
from tests.support.conversations import NOON

AGO = NOON - timedelta(days=40)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Ann (city, vip, tapped), Bob (number, refused), Cid (blacklisted), Dee (nothing), Eve (old, failed)."""
    folder: Path = tmp_path_factory.mktemp("audience")
    with Store(folder) as opened:
        opened.write_now(_people)
        yield opened


def _people(connection: Connection) -> None:
    known(
        connection,
        "ann",
        {"城市": "上海", "points": 12.0, "vip": True, "born": "1990-05-01"},
        ["new", "gold"],
    )
    known(connection, "bob", {"城市": "Beijing", "points": 120.0, "vip": False}, ["gold"])
    known(connection, "cid", {"points": "12"}, ["new"])
    known(connection, "dee")
    known(connection, "eve", {"born": "2001-01-01", "城市": "上海浦东"}, at=AGO)
    contacts.record_consent(connection, "bob", "refused", "R", NOON)
    contacts.record_consent(connection, "ann", "granted", "form", NOON)
    connection.execute(insert(blacklist).values(contact="cid", at=0))
    connection.execute(insert(contact_import_row).values(import_id=7, contact="dee"))
    connection.execute(
        insert(flow_version).values(
            flow_id="f", version=1, name="f", digest="", document="{}", media="{}", published_at=0
        )
    )
    _talk(connection, "ann", Fact.ACCEPTED | Fact.DELIVERED | Fact.DISPLAYED, "displayed", NOON)
    _talk(connection, "eve", Fact.FAILED, "failed", AGO)
    tap = orjson.dumps({"type": "reply", "text": "领取", "postback": "get"})
    heard = {"endpoint": "e", "contribution_id": "", "in_reply_to": "", "at": to_micros(NOON)}
    connection.execute(
        insert(message_in).values(message_id="m", contact="ann", session_id="s-ann", content=tap, **heard)
    )


def _talk(connection: Connection, contact: str, seen: Fact, state: str, at: datetime) -> None:
    moment = to_micros(at)
    whole: dict[str, Any] = {"contact": contact, "shard": 0, "flow_id": "f", "version": 1, "endpoint": "e"}
    whole |= {"conversation_id": "c", "created_at": moment, "updated_at": moment}
    connection.execute(
        insert(session).values(
            id=f"s-{contact}", status="ended", outcome="goal", state=b"", **whole
        )
    )  # fmt: skip
    connection.execute(
        insert(outbox).values(
            message_id=f"m-{contact}",
            session_id=f"s-{contact}",
            message=b"",
            state=state,
            seen=int(seen),
            next_at=0,
            **whole,
        )
    )


def _named(store: Store, row: SegmentRow) -> set[str]:
    condition = SegmentCondition(rows=(row,))
    audience = Audience(kind="condition", condition=condition)

    def query(connection: Connection) -> set[str]:
        found = members(connection, audience, now=NOON)
        assert count(connection, audience, NOON) == len(found)
        return set(found)

    return store.read_now(query)


CASES: list[tuple[SegmentRow, set[str]]] = [
    (AttributeRow(name="城市", operator="eq", value="上海"), {"ann"}),
    (AttributeRow(name="城市", operator="ne", value="上海"), {"dee", "eve"}),
    (AttributeRow(name="城市", operator="starts", value="上海"), {"ann", "eve"}),
    (AttributeRow(name="城市", operator="ends", value="浦东"), {"eve"}),
    (AttributeRow(name="城市", operator="contains", value="浦"), {"eve"}),
    (AttributeRow(name="城市", operator="lacks", value="浦"), {"ann", "dee"}),
    (AttributeRow(name="points", operator="gt", value=11.0), {"ann"}),
    (AttributeRow(name="points", operator="le", value=11.0), set()),
    (AttributeRow(name="points", operator="is_set"), {"ann"}),
    (AttributeRow(name="points", operator="not_set"), {"dee", "eve"}),
    (AttributeRow(name="vip", operator="eq", value=True), {"ann"}),
    (AttributeRow(name="vip", operator="eq", value=False), set()),
    (AttributeRow(name="born", operator="before", value="2000-01-01"), {"ann"}),
    (AttributeRow(name="born", operator="since", value="2000-01-01"), {"eve"}),
    (AttributeRow(name="nobody", operator="eq", value="x"), set()),
    (TagRow(tag="new"), {"ann"}),
    (TagRow(tag="new", has=False), {"dee", "eve"}),
    (ConsentRow(state="granted"), {"ann"}),
    (ConsentRow(state="none"), {"dee", "eve"}),
    (ConsentRow(state="refused"), set()),
    (JoinedRow(days=30), {"ann", "dee"}),
    (JoinedRow(days=30, has=False), {"eve"}),
    (ImportRow(import_id=7), {"dee"}),
    (MessageRow(deed="displayed", flow_id="f"), {"ann"}),
    (MessageRow(deed="delivered"), {"ann"}),
    (MessageRow(deed="failed", flow_id="f"), set()),
    (MessageRow(deed="failed", flow_id="f", days=0), {"eve"}),
    (MessageRow(deed="sent", flow_id="f", has=False), {"dee", "eve"}),
    (MessageRow(deed="answered"), {"ann"}),
    (MessageRow(deed="answered", flow_id="other"), set()),
    (TapRow(words="领取"), {"ann"}),
    (TapRow(words="get", flow_id="f"), {"ann"}),
    (TapRow(words="no"), set()),
    (OutcomeRow(outcome="goal", days=0), {"ann", "eve"}),
    (OutcomeRow(outcome="goal", flow_id="f"), {"ann"}),
]


@pytest.mark.parametrize(
    ("row", "expected"),
    CASES,
)
def test_a_row_finds_who_fulfils_it(store: Store, row: SegmentRow, expected: set[str]) -> None:
    assert _named(store, row) == expected


def test_rows_join_by_all_or_any(store: Store) -> None:
    rows = (TagRow(tag="gold"), AttributeRow(name="born", operator="is_set"))
    either = Audience(kind="condition", condition=SegmentCondition(rows=rows, join="any"))
    both = Audience(kind="condition", condition=SegmentCondition(rows=rows))

    assert store.read_now(lambda connection: members(connection, either)) == ["ann", "eve"]
    assert store.read_now(lambda connection: members(connection, both)) == ["ann"]


def test_everybody_left_out_is_counted_with_the_reason(store: Store) -> None:
    found = store.read_now(lambda connection: tally(connection, Audience()))

    assert found == Tally(members=3, refused=1, blacklisted=1)
    assert found.all == 5


def test_members_come_page_by_page_in_the_order_of_their_ids(store: Store) -> None:
    def pages(connection: Connection) -> list[list[str]]:
        first = members(connection, Audience(), limit=2)
        return [first, members(connection, Audience(), after=first[-1], limit=2)]

    assert store.read_now(pages) == [["ann", "dee"], ["eve"]]


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience(kind="tags", tags=("gold", "new")), ["ann"]),
        (Audience(kind="import", import_id=7), ["dee"]),
        (Audience(kind="contacts", contacts=("eve", "bob", "nobody", "dee")), ["dee", "eve"]),
    ],
)
def test_other_kinds_of_audience(store: Store, audience: Audience, expected: list[str]) -> None:
    assert store.read_now(lambda connection: members(connection, audience)) == expected


def test_a_segment_is_found_by_its_id_until_it_is_gone(store: Store) -> None:
    condition = SegmentCondition(rows=(TagRow(tag="new"),)).model_dump_json()
    store.write_now(lambda connection: segments.put(connection, "s1", "新客", condition, NOON))
    audience = Audience(kind="segment", segment="s1")

    assert store.read_now(lambda connection: members(connection, audience)) == ["ann"]
    assert store.write_now(lambda connection: segments.remove(connection, "s1"))
    with pytest.raises(UnknownSegment):
        store.read_now(lambda connection: count(connection, audience))


def test_an_audience_says_which_it_is() -> None:
    with pytest.raises(ValueError, match="says which"):
        Audience(kind="tags")
