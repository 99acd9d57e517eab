"""The delivery machine ends the same whatever order news arrive in."""

import itertools
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from runtime.carriers.port import DeliveryStatus, ErrorClass, SendReply
from runtime.delivery.progress import Fact, came_twice, fact_of, state_of, word_of
from runtime.delivery.refusal_words import is_grant, is_refusal
from runtime.delivery.retries import retry_after
from runtime.wording import same

_FACTS = st.lists(st.sampled_from(list(Fact)), min_size=1, max_size=9)


def _after(facts: list[Fact]) -> str:
    seen, state = 0, "sending"
    for fact in facts:
        seen |= fact
        state = state_of(seen, state)
    return state


@given(_FACTS, st.randoms(use_true_random=False))
def test_any_order_and_any_repeats_end_the_same(facts: list[Fact], random: Random) -> None:
    shuffled = facts * 2
    random.shuffle(shuffled)

    assert _after(facts) == _after(shuffled)


@given(_FACTS)
def test_a_state_never_goes_back(facts: list[Fact]) -> None:
    order = [state_of(fact, "") for fact in Fact]
    states = [_after(facts[:count]) for count in range(1, len(facts) + 1)]

    assert [order.index(state) for state in states] == sorted(order.index(state) for state in states)


def test_proof_of_arrival_outweighs_failures() -> None:
    for facts in itertools.permutations([Fact.FAILED, Fact.DELIVERED, Fact.UNKNOWN]):
        assert _after(list(facts)) == "delivered"


def test_every_report_is_understood() -> None:
    words = {status: fact_of(status) for status in DeliveryStatus}

    assert {status for status, fact in words.items() if fact is None} == {DeliveryStatus.REVOKE_FAILED}
    assert word_of("expired") == word_of("revoked") == "failed"
    assert word_of("unknown") is None


def test_a_message_that_came_twice_is_noticed() -> None:
    assert came_twice(Fact.FELL_BACK | Fact.DISPLAYED)
    assert not came_twice(Fact.FELL_BACK | Fact.FAILED)


def test_waits_between_tries_grow_and_end() -> None:
    busy = SendReply.refused("-1", same("busy"), ErrorClass.TEMPORARY)
    waits = [retry_after(busy, "m", attempts) for attempts in range(1, 13)]
    seconds = [wait.total_seconds() for wait in waits if wait is not None]

    assert (len(seconds), waits[-1]) == (11, None)
    assert 2 <= seconds[0] <= 2.4 < seconds[5] <= 360
    assert retry_after(SendReply.unknown("", same("?")), "m", 1) is None
    assert retry_after(SendReply.refused("60001", same("no"), ErrorClass.CONTENT), "m", 1) is None


def test_a_wait_the_carrier_asks_for_is_kept() -> None:
    slow = SendReply.refused("HTTP 429", same("slow"), ErrorClass.THROTTLED, 7.0)
    keeps, waits = retry_after(slow, "m", 1), retry_after(slow, "m", 4)

    assert keeps is not None
    assert waits is not None
    assert keeps.total_seconds() == 0
    assert 7 <= waits.total_seconds() <= 8.4


def test_words_of_refusal_are_whole_messages() -> None:
    assert all(is_refusal(text) for text in ("退订", " 退订。", "TD", "ｔｄ", "r", "拒收", "QX！"))
    assert not any(is_refusal(text) for text in ("", "怎么退订", "TDX", "我要 T 恤", "不退订"))
    assert is_grant("恢复订阅")
