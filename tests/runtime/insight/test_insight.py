from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.files import resource_path
from runtime.engine.advance import advance
from runtime.engine.plan import compile_flow
from runtime.engine.session import new_session
from runtime.flow.file_format import read_document
from runtime.flow.resume import CallDone, Reply, Resume, Start, TimerDue
from runtime.insight import Happening, Share, compare, count_nodes, tell_sessions

NOON = datetime(2026, 3, 8, 4, tzinfo=UTC)


def happening(kind: str, node: str = "", exit_name: str = "", **detail: object) -> Happening:
    return Happening("s1", "+8618900000001", kind, NOON, node, exit_name, detail)


def entered_and_left(node: str, exit_name: str, how: str = "moved_on") -> list[Happening]:
    return [happening("entered", node), happening("left", node, exit_name, how=how)]


def test_everybody_who_entered_moved_on_waits_timed_out_or_failed() -> None:
    told = [
        *entered_and_left("a", "next"),
        *entered_and_left("b", "no_reply", "timed_out"),
        happening("entered", "a"),
        happening("failed", "a"),
        happening("entered", "b"),
        happening("waiting", "b"),
    ]

    a, b = count_nodes(told).values()
    assert (a.entered, a.moved_on, a.waiting, a.timed_out, a.failed) == (2, 1, 0, 0, 1)
    assert (b.entered, b.moved_on, b.waiting, b.timed_out, b.failed) == (2, 0, 1, 1, 0)
    assert a.adds_up
    assert b.adds_up
    assert b.exits == {"no_reply": 1}


def test_a_lost_event_breaks_the_sum_rule() -> None:
    told = [happening("entered", "a"), *entered_and_left("b", "next")]

    counts = count_nodes(told)
    assert not counts["a"].adds_up
    assert counts["b"].adds_up


def test_a_doubled_event_breaks_the_sum_rule() -> None:
    told = [*entered_and_left("a", "next"), happening("left", "a", "next", how="moved_on")]

    assert not count_nodes(told)["a"].adds_up


def test_people_are_counted_once_however_often_they_come() -> None:
    told = [*entered_and_left("a", "next"), *entered_and_left("a", "next")]

    count = count_nodes(told)["a"]
    assert (count.entered, count.people) == (2, 1)


def test_a_tale_keeps_the_walk_the_answers_and_the_end() -> None:
    told = [
        happening("started"),
        *entered_and_left("start", "next"),
        happening("entered", "ask"),
        happening("waiting", "ask"),
        happening("replied", "ask", by="tap"),
        happening("left", "ask", "answered", how="moved_on"),
        happening("entered", "end"),
        happening("left", "end", how="moved_on"),
        happening("ended", outcome="goal"),
    ]

    tale = tell_sessions(told)["s1"]
    assert tale.walk == (("start", "next"), ("ask", "answered"), ("end", ""))
    assert (tale.outcome, tale.replies) == ("goal", 1)
    assert tale.exit_of("ask") == "answered"
    assert tale.exit_of("elsewhere") is None


@given(
    st.lists(st.sampled_from(["领取优惠券", "1", "不再接收", "？", "timer", "call", "broken"]), max_size=12)
)
def test_the_sum_rule_holds_for_whatever_people_do_in_a_sample(deeds: list[str]) -> None:
    plan = compile_flow(read_document(resource_path("scenarios") / "spring-sale.xinliu.json").flow)
    session = new_session("s1", "13800138000", plan)
    now, told = NOON, []
    resumes: list[Resume] = [Start()]
    while resumes:
        sprint = advance(plan, session, resumes.pop(), now)
        session = sprint.session
        told += [
            Happening("s1", "c", e.kind, e.at, e.node or "", e.exit or "", e.detail) for e in sprint.events
        ]
        now += timedelta(hours=1)
        if deeds and session.wait is not None:
            resumes.append(_resume(deeds.pop(), session.wait.number))

    assert all(count.adds_up for count in count_nodes(told).values())


def _resume(deed: str, wait: int) -> Resume:
    if deed == "timer":
        return TimerDue(wait)
    if deed == "call":
        return CallDone(wait, 200, '{"coupon": {"code": "CH1", "until": "3 月 15 日"}}', "")
    if deed == "broken":
        return CallDone(wait, None, "", "unreachable")
    return Reply(text=deed)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (15, 148, 0.0624, 0.1605)],
)
def test_wilsons_interval_is_the_published_one(part: int, whole: int, low: float, high: float) -> None:
    found_low, found_high = Share(part, whole).interval()

    assert (low, high) == pytest.approx((found_low, found_high), abs=5e-4)


def test_newcombes_interval_is_the_published_one() -> None:
    """56/70 against 48/80, the first example of Newcombe 1998, method 10."""
    found = compare(Share(56, 70), Share(48, 80))

    assert found is not None
    assert pytest.approx((0.0524, 0.3339), abs=1e-4) == (found.low, found.high)
    assert found.is_clear


def test_nothing_is_compared_with_nothing() -> None:
    assert compare(Share(0, 0), Share(1, 2)) is None
    assert Share(0, 0).value is None


def test_more_than_the_whole_is_no_share() -> None:
    with pytest.raises(ValueError, match="no share"):
        Share(3, 2)
