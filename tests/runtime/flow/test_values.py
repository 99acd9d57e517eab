"""How values read inside a message."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Literal

import pytest

from runtime.flow.condition import OPERATORS_OF, Condition, ConditionRow
from runtime.flow.errors import ExpressionRefused
from runtime.flow.expressions.cel import compile_expression
from runtime.flow.expressions.scope import Scope
from runtime.flow.ids import NodeId
from runtime.flow.nodes.wait import Wait
from runtime.flow.values import ValueType, as_text
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


@pytest.mark.parametrize(
    ("operator", "value", "holds"),
    [
        ("before", "2026-03-09", True),
        ("before", "2026-03-08 10:00", False),
        ("since", "2026/03/08 10：00", True),
        ("since", "2026-03-08T04:00:00Z", False),
    ],
)
def test_a_row_compares_a_moment_with_one_written_in_china_s_time(
    operator: Literal["before", "since"], value: str, *, holds: bool
) -> None:
    row = ConditionRow(variable="预约", operator=operator, value=value)
    scope = Scope((("预约", ValueType.DATE),))
    compared = compile_expression(row.source(), scope)

    assert compared.evaluate({"预约": datetime(2026, 3, 8, 2, tzinfo=UTC)}, datetime.now(UTC)) is holds


def test_a_row_whose_moment_cannot_be_read_is_refused_before_it_runs() -> None:
    row = ConditionRow(variable="预约", operator="before", value="明天")

    with pytest.raises(ExpressionRefused):
        compile_expression(row.source(), Scope((("预约", ValueType.DATE),)))


@pytest.mark.parametrize("kind", ValueType)
def test_every_operator_offered_for_a_type_compiles_for_it(kind: ValueType) -> None:
    values: dict[ValueType, str | float | bool] = {
        ValueType.TEXT: "甲",
        ValueType.NUMBER: 1.0,
        ValueType.BOOLEAN: True,
        ValueType.DATE: "2026-03-08",
        ValueType.LOCATION: "",
    }
    for operator in OPERATORS_OF[kind]:
        row = ConditionRow.model_validate({"variable": "量", "operator": operator, "value": values[kind]})

        assert compile_expression(row.source(), Scope((("量", kind),))).result is ValueType.BOOLEAN
