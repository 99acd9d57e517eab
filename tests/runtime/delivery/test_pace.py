"""The bucket and the gate: how fast messages go, and when none do."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from runtime.carriers.port import AWAITING_AUDIT, ErrorClass, SendReply
from runtime.delivery.bucket import Bucket
from runtime.delivery.gate import LONGEST_S, TRIES, Gate
from runtime.testing import NOON
from runtime.wording import same

_FINE = SendReply.accepted()
_BUSY = SendReply.refused("-1", same("busy"), ErrorClass.TEMPORARY)
_SLOW = SendReply.refused("429", same("slow"), ErrorClass.THROTTLED, 7.0)
_LOCKED = SendReply.refused("401", same("who?"), ErrorClass.CREDENTIALS)


def _s(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


@given(
    st.integers(5, 500),
    st.lists(st.tuples(st.floats(0, 2), st.integers(0, 600)), min_size=1, max_size=60),
)
def test_no_second_has_more_than_the_rate(rate: int, steps: list[tuple[float, int]]) -> None:
    bucket, now, went = Bucket(rate), NOON, []
    for passed_s, wanted in steps:
        now += _s(passed_s)
        count = min(wanted, bucket.allowance(now) or 0)
        bucket.take(count, now)
        went.append((now, count))

    for first, _ in went:
        assert sum(count for at, count in went if first <= at < first + _s(1)) <= rate


@given(st.integers(1, 500), st.integers(1, 64))
def test_a_bucket_says_when_it_is_ready(rate: int, count: int) -> None:
    bucket = Bucket(rate)
    bucket.take(bucket.allowance(NOON) or 0, NOON)
    ready = bucket.ready_at(NOON, count)

    assert ready > NOON
    assert (bucket.allowance(ready + _s(1e-3)) or 0) >= min(count, max(1, rate // 20))


def test_a_bucket_that_is_throttled_slows_down_and_recovers() -> None:
    bucket = Bucket()
    free = bucket.allowance(NOON)
    bucket.take(100, NOON)
    bucket.throttled(NOON)
    slow = bucket.rate
    bucket.allowance(NOON + _s(5))
    faster = bucket.rate
    bucket.allowance(NOON + _s(60))

    assert (free, slow, bucket.rate) == (None, 50, None)
    assert faster is not None
    assert 100 < faster < 200


def test_a_clock_set_back_gives_a_bucket_nothing_and_takes_nothing() -> None:
    bucket = Bucket(10)
    bucket.take(1, NOON)
    back = bucket.allowance(NOON - _s(3600))

    assert back == 0
    assert bucket.allowance(NOON - _s(3599)) == 1


def test_a_gate_closes_after_troubles_in_a_row_and_lets_one_through_on_trial() -> None:
    gate = Gate()
    for _ in range(TRIES):
        gate.heard(_BUSY, NOON)
    closed = gate.allowance(NOON, 64, 0)
    reopens = gate.reopens_at()
    assert reopens is not None
    on_trial = (gate.allowance(reopens, 64, 0), gate.allowance(reopens, 64, 1))
    gate.heard(_BUSY, reopens)
    again = gate.reopens_at()
    assert again is not None
    gate.allowance(again, 64, 0)
    gate.heard(_FINE, again)

    assert (closed, on_trial) == (0, (1, 0))
    assert again - reopens > reopens - NOON
    assert (gate.allowance(again, 64, 0), gate.trouble) == (64, None)


def test_a_gate_bears_a_tenth_of_troubles_and_closes_at_half() -> None:
    bearing, closing = Gate(), Gate()
    for number in range(400):
        bearing.heard(_BUSY if number % 10 == 0 else _FINE, NOON + _s(number / 100))
    for number in range(40):
        closing.heard(_FINE if number % 2 else _BUSY, NOON + _s(number / 100))

    assert bearing.is_open
    assert not closing.is_open


def test_pauses_differ_from_carrier_to_carrier_and_stay_below_their_limit() -> None:
    pauses: dict[str, list[timedelta]] = {}
    for name in ("telecom", "unicom"):
        gate, now = Gate(name), NOON
        for _ in range(TRIES + 10):
            gate.heard(_BUSY, now)
            reopens = gate.reopens_at()
            if reopens is not None:
                pauses.setdefault(name, []).append(reopens - now)
                now = reopens
                gate.allowance(now, 1, 0)

    assert pauses["telecom"] != pauses["unicom"]
    assert max(pauses["telecom"]) <= _s(LONGEST_S * 1.2)


def test_throttling_and_a_refused_account_pause_at_once() -> None:
    slowed: list[object] = []
    throttled, locked = Gate("a", slowed.append), Gate("a")
    for _ in range(64):
        throttled.heard(_SLOW, NOON)
    locked.heard(_LOCKED, NOON)
    first = locked.reopens_at()
    assert first is not None
    locked.allowance(first, 1, 0)
    locked.heard(_LOCKED, first)

    asked, second = throttled.reopens_at(), locked.reopens_at()
    assert asked is not None
    assert second is not None
    assert _s(7) <= asked - NOON <= _s(8.4)
    assert slowed == [NOON]
    assert _s(60) <= first - NOON < second - first
    assert locked.trouble == same("who?")


def test_a_clock_set_back_makes_no_pause_longer() -> None:
    gate = Gate()
    gate.heard(_SLOW, NOON)
    gate.allowance(NOON - _s(3600), 1, 0)
    reopens = gate.reopens_at()

    assert reopens is not None
    assert reopens - (NOON - _s(3600)) <= _s(8.4)


def test_a_file_under_audit_is_no_trouble_of_the_carrier() -> None:
    gate = Gate()

    for _ in range(3 * TRIES):
        gate.heard(SendReply.not_sent(AWAITING_AUDIT, same("looks at it")), NOON)

    assert gate.is_open
