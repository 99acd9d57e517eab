"""The proof sees every way in which the two records can differ."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.demo.proof import prove
from runtime.messages.phone_numbers import masked
from tests.app.demo.rehearsals import NUMBER, rehearsal


def test_records_that_agree_hold() -> None:
    proof = prove(rehearsal())

    assert proof.holds
    assert [(row.by_runtime, row.by_handsets) for row in proof.rows] == [
        (1, 1),
        (0, 0),
        (1, 1),
        (1, 1),
        (1, 1),
    ]


def test_a_message_the_handset_never_got_is_named_with_a_masked_number() -> None:
    good = rehearsal()
    empty = replace(good.handsets[0], received=())

    proof = prove(replace(good, handsets=(empty,)))

    assert not proof.holds
    [difference] = proof.differences
    assert "189****0001" in difference.en
    assert NUMBER not in difference.en
    assert '"delivered as 5G message"' in difference.en


def test_a_message_that_came_twice_is_a_difference() -> None:
    good = rehearsal()
    twice = replace(good.handsets[0], received=good.handsets[0].received * 2)

    proof = prove(replace(good, handsets=(twice,)))

    assert any("twice" in words.en for words in proof.differences)


def test_a_message_the_runtime_does_not_know_is_a_difference() -> None:
    assert not prove(rehearsal(messages=())).holds


def test_another_channel_is_a_difference_even_when_totals_are_not_looked_at() -> None:
    good = rehearsal()
    as_sms = replace(good.messages[0], state="fell_back")

    [difference] = prove(replace(good, messages=(as_sms,))).differences

    assert '"sent as SMS"' in difference.en


@pytest.mark.parametrize("heard", [frozenset(), frozenset({"up-1", "up-2"})])
def test_an_answer_lost_or_made_up_is_a_difference(heard: frozenset[str]) -> None:
    assert not prove(rehearsal(heard=heard)).holds


@pytest.mark.parametrize(
    ("number", "shown"),
    [("+8613800138000", "138****8000"), ("+12025550123", "120****0123"), ("12345", "****")],
)
def test_numbers_are_masked(number: str, shown: str) -> None:
    assert masked(number) == shown
