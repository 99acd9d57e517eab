"""Rows and expressions say the same: each way there and back, in the flow's time zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.flow.condition import OPERATORS_OF, Condition, ConditionRow
from runtime.flow.condition_reading import rows_of
from runtime.flow.expressions.cel import compile_expression
from runtime.flow.expressions.functions import FUNCTIONS, SIGNS
from runtime.flow.expressions.scope import Scope
from runtime.flow.expressions.trial import sample_value, tried
from runtime.flow.values import Value, ValueType

TYPES = {
    "姓名": ValueType.TEXT,
    "数量": ValueType.NUMBER,
    "会员": ValueType.BOOLEAN,
    "到期": ValueType.DATE,
    "位置": ValueType.LOCATION,
}
SCOPE = Scope(tuple(sorted(TYPES.items())))
NOW = datetime(2026, 3, 15, 2, 30, tzinfo=UTC)
"""10:30 in Shanghai, half past midnight before daylight saving in some other places."""


def row(variable: str, operator: str, value: object = "", group: int = 0) -> ConditionRow:
    return ConditionRow.model_validate(
        {"variable": variable, "operator": operator, "value": value, "group": group}
    )


def a_row() -> st.SearchStrategy[ConditionRow]:
    values: dict[ValueType, st.SearchStrategy[object]] = {
        ValueType.TEXT: st.text(
            alphabet=st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12
        ),
        ValueType.NUMBER: st.floats(allow_nan=False, allow_infinity=False, width=32),
        ValueType.BOOLEAN: st.booleans(),
        ValueType.DATE: st.sampled_from(["2026-03-15", "2026-03-15 10:00", "2026-03-15T10:00:00+09:00"]),
        ValueType.LOCATION: st.just(""),
    }

    def with_value(name: str) -> st.SearchStrategy[ConditionRow]:
        kind = TYPES[name]
        return st.builds(row, st.just(name), st.sampled_from(OPERATORS_OF[kind]), values[kind])

    return st.sampled_from(sorted(TYPES)).flatmap(with_value)


def conditions() -> st.SearchStrategy[Condition]:
    grouped = st.tuples(a_row(), st.integers(0, 3)).map(lambda p: p[0].model_copy(update={"group": p[1]}))
    return st.builds(
        lambda rows, join: Condition.model_validate({"rows": rows, "join": join}),
        st.lists(grouped, min_size=1, max_size=6),
        st.sampled_from(["all", "any"]),
    )


@given(conditions())
def test_rows_that_become_an_expression_and_rows_again_mean_the_same(condition: Condition) -> None:
    source = condition.source()
    compile_expression(source, SCOPE, "boolean")

    back = rows_of(source, TYPES)

    assert back is not None
    again = rows_of(back.source(), TYPES)
    assert again is not None
    assert again.source() == back.source()
    known: dict[str, Value] = {"姓名": "王女士", "数量": 3.0, "会员": True, "到期": NOW}
    for samples in ({}, known):
        assert tried(source, SCOPE, samples, NOW).value == tried(back.source(), SCOPE, samples, NOW).value


@pytest.mark.parametrize(
    ("source", "join", "rows"),
    [
        ("数量 > 3 && 会员", "all", [row("数量", "gt", 3.0), row("会员", "eq", True)]),
        ("18 <= 数量", "all", [row("数量", "ge", 18.0)]),
        ("数量 == -2", "all", [row("数量", "eq", -2.0)]),
        ("!会员 || !is_set(姓名)", "any", [row("会员", "eq", False), row("姓名", "not_set")]),
        (
            "数量 > 3 && 数量 < 9 || 会员",
            "any",
            [row("数量", "gt", 3.0, 1), row("数量", "lt", 9.0, 1), row("会员", "eq", True)],
        ),
        (
            "(姓名 == '甲' || 姓名 == \"乙\") && 会员",
            "all",
            [row("姓名", "eq", "甲", 1), row("姓名", "eq", "乙", 1), row("会员", "eq", True)],
        ),
        ('到期 < moment("2026-03-15 10:00")', "all", [row("到期", "before", "2026-03-15 10:00")]),
        ('!姓名.contains("先生")', "all", [row("姓名", "lacks", "先生")]),
    ],
)
def test_an_expression_is_read_as_rows(source: str, join: str, rows: list[ConditionRow]) -> None:
    read = rows_of(source, TYPES)

    assert read is not None
    assert (read.join, list(read.rows)) == (join, rows)


@pytest.mark.parametrize(
    "source",
    [
        "数量 + 1 > 3",
        "length(姓名) > 2",
        "数量 > 数量",
        "姓名 > ",
        "未知 == 1",
        "会员 && (数量 > 1 || 数量 < 0 && 会员)",
        "数量 == true",
        "",
        "((((",
    ],
)
def test_what_rows_cannot_say_stays_an_expression(source: str) -> None:
    assert rows_of(source, TYPES) is None


@pytest.mark.parametrize(("zone", "holds"), [("Asia/Shanghai", True), ("UTC", False)])
def test_a_moment_without_an_offset_is_by_the_flows_clock(zone: str, holds: bool) -> None:
    since = row("到期", "since", "2026-03-15 10:00").source()
    scope = Scope((("到期", ValueType.DATE),), zone)

    assert tried(since, scope, {"到期": NOW}, NOW).value is holds


def test_groups_are_said_with_brackets_in_words_and_in_the_expression() -> None:
    rows = (row("数量", "gt", 3.0, 1), row("姓名", "eq", "甲", 1), row("会员", "eq", True))
    condition = Condition(rows=rows, join="all")

    assert condition.source() == '((数量 > 3.0) || (姓名 == "甲")) && (会员 == true)'
    assert condition.in_words().zh == "（数量 大于 3 或 姓名 等于 甲） 且 会员 等于 是"


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_every_function_that_is_offered_compiles(function: object) -> None:
    example = getattr(function, "example", "")

    assert tried(example, SCOPE, {}, NOW).refusal is None


def test_signs_that_are_offered_are_known_to_the_language() -> None:
    for sign, _ in SIGNS:
        rest = '"甲" : "乙"' if sign == "?" else "会员" if sign in ("&&", "||") else "数量"
        first = "会员" if sign in ("&&", "||", "?") else "数量"
        assert tried(f"{first} {sign} {rest}", SCOPE, {}, NOW).refusal is None


@pytest.mark.parametrize(("source", "column"), [("数量 > 未知", 6), ("会员 && 姓名 > 3", 9), ("数量 ++", 6)])
def test_what_is_wrong_is_found_where_it_stands(source: str, column: int) -> None:
    trial = tried(source, SCOPE, {}, NOW)

    assert trial.refusal is not None
    assert abs(trial.column - column) <= 1


def test_a_trial_says_which_samples_it_lacks() -> None:
    assert tried("数量 + 1 > 3", SCOPE, {}, NOW).lacking == ("数量",)
    assert tried("数量 + 1 > 3", SCOPE, {"数量": 3.0}, NOW).value is True


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("王女士", ValueType.TEXT, "王女士"),
        ("60", ValueType.NUMBER, 60.0),
        ("六十", ValueType.NUMBER, None),
        ("是", ValueType.BOOLEAN, True),
        ("2026/03/15 02:30", ValueType.DATE, NOW),
        ("", ValueType.NUMBER, None),
        ("杭州", ValueType.LOCATION, None),
    ],
)
def test_a_sample_is_read_by_its_type(text: str, kind: ValueType, value: Value | None) -> None:
    assert sample_value(text, kind, UTC) == value
