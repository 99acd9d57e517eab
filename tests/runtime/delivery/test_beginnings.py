"""What is looked up begins the same as what every scenario says of itself."""

from __future__ import annotations

from typing import Any, cast
from weakref import ref

import pytest
from sqlalchemy import Connection

from runtime.delivery.beginnings import Beginnings
from runtime.delivery.desk import Desk
from runtime.delivery.plan_book import PlanBook
from runtime.engine.plan import Plan, compile_flow
from runtime.flow.flow import Flow
from tests.support.conversations import NOON, flow_of, node

TRIGGERS: tuple[tuple[dict[str, Any], ...], ...] = (
    ({"kind": "keyword", "words": ["优惠"], "match": "contains"}, {"kind": "anything"}),
    ({"kind": "keyword", "words": ["优惠", "领券"]}, {"kind": "menu", "postback": "m1"}),
    ({"kind": "keyword", "words": ["^领.*$"], "match": "pattern"}, {"kind": "new_contact"}),
    ({"kind": "deep_link", "words": ["领券"]}, {"kind": "keyword", "words": ["优惠券"], "match": "contains"}),
    ({"kind": "anything"}, {"kind": "menu", "postback": "m1"}, {"kind": "new_contact"}),
)


def plan_of(number: int, triggers: tuple[dict[str, Any], ...]) -> Plan:
    flow: Flow = flow_of(node("start", "start", {"next": "end"}, triggers=list(triggers)), node("end", "end"))
    return compile_flow(flow, number + 1)


PLANS = [plan_of(*one) for one in enumerate(TRIGGERS)]


def most_exact(kind: str, text: str = "", postback: str = "") -> tuple[int, tuple[int, int]] | None:
    """The version of the first plan of the highest rank, and that rank, by asking every plan."""
    asked = ((plan, plan.begun_by(kind, text, postback)) for plan in PLANS)
    found = [(plan.version, begun.rank) for plan, begun in asked if begun is not None]
    return max(found, key=lambda each: each[1], default=None)


@pytest.mark.parametrize("text", ["优惠", " 优惠。", "领券", "领 取", "有优惠吗", "优惠券在哪", "你好", "？"])
def test_words_begin_what_fits_most_exactly(text: str) -> None:
    found = Beginnings(PLANS).by_words(text)

    assert most_exact("keyword", text) == (None if found is None else (found.plan.version, found.rank))


def test_taps_arrivals_and_anything_begin_the_first_that_wants_them() -> None:
    known = Beginnings(PLANS)
    menu, arrival, anything = known.by_menu("m1"), known.by_arrival({"is_new": True}), known.by_anything()
    assert menu is not None
    assert arrival is not None
    assert anything is not None

    assert most_exact("menu", "", "m1") == (menu.plan.version, menu.rank)
    assert most_exact("new_contact") == (arrival.plan.version, arrival.rank)
    assert most_exact("anything") == (anything.plan.version, anything.rank)
    assert known.by_menu("") is known.by_menu("m2") is known.by_arrival({"is_new": False}) is None


def test_a_desk_is_gone_as_soon_as_its_batch_is_done() -> None:
    """Nothing in it points back at it: all that a batch made would stay until the next search for garbage."""
    desk = Desk(cast("Connection", None), PlanBook(), NOON, b"k")
    gone = ref(desk)
    del desk

    assert gone() is None
