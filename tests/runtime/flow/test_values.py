"""How values read inside a message."""

from __future__ import annotations

import pytest

from runtime.flow.condition import Condition, ConditionRow
from runtime.flow.values import as_text


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

    assert condition.in_words() == "金额 不小于 12345678.5"
