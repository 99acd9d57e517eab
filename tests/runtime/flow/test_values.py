"""How values read inside a message."""

from __future__ import annotations

from datetime import time

import pytest

from runtime.flow.condition import Condition, ConditionRow
from runtime.flow.ids import NodeId
from runtime.flow.nodes.wait import Wait
from runtime.flow.values import as_text
from runtime.wording import Wording


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (60.0, "60"),
        (-0.0, "0"),
        (268.5, "268.5"),
        (12345.67, "12345.67"),
        (1234567.5, "1234567.5"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (0.00001, "0.00001"),
        (True, "是"),
    ],
)
def test_a_number_reads_as_people_write_it(value: float, words: str) -> None:
    assert as_text(value) == words


def test_a_condition_s_number_is_not_cut_either() -> None:
    condition = Condition(rows=(ConditionRow(variable="金额", operator="ge", value=12345678.5),))

    assert condition.in_words() == Wording("金额 不小于 12345678.5", "金额 is at least 12345678.5")


def test_a_wait_tells_on_its_card_what_it_waits_for_in_both_languages() -> None:
    kept = Wait(id=NodeId("w"), until="variable", variable="{0}", days_before=1, clock=time(18))
    ahead = Wait(id=NodeId("w"), until="clock", days_ahead=1, clock=time(10))

    assert kept.preview().lines == (Wording("等到「{0}」前一天 18:00", 'Until 18:00 the day before "{0}"'),)
    assert ahead.preview().lines == (Wording("等到次日 10:00", "Until 10:00 the next day"),)
