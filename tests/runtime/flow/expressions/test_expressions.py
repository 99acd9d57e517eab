"""What expressions may say, how they are refused, and that hostile ones are bounded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from runtime.flow.errors import EvaluationFailure, ExpressionRefused
from runtime.flow.expressions.cel import Pattern, compile_expression
from runtime.flow.expressions.scope import Scope
from runtime.flow.values import Value, ValueType

SCOPE = Scope(
    (
        ("size", ValueType.TEXT),
        ("位置", ValueType.LOCATION),
        ("姓名", ValueType.TEXT),
        ("金额", ValueType.NUMBER),
        ("预约", ValueType.DATE),
    )
)
NOW = datetime(2026, 3, 8, 4, tzinfo=UTC)
VALUES: dict[str, Value] = {
    "size": "x",
    "姓名": "王女士",
    "金额": 60.0,
    "预约": NOW,
    "位置": {"latitude": 39.9, "longitude": 116.4, "label": "滨江"},
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("金额 >= 60", True),
        ("金额 * 5 + 0x10", 316.0),
        ("姓名 == '王女士' && 金额 in [60, 100]", True),
        ('"金额 60" == "金额 " + string(60)', True),
        ("size(姓名) == 3 && 姓名.size() == 3", True),
        ("is_set(姓名) && !is_set( 金额 ) || true", True),
        ("预约 + days(1) > now + hours(23)", True),
        ("hour(预约)", 12.0),
        ("weekday(预约)", 7.0),
        ("位置.label", "滨江"),
        ("size + '!' + string(size(size))", "x!1"),
        ("[1, 2].exists(x, x == 金额 / 30)", True),
        ("金额 > 50 ? '多' : '少'", "多"),
    ],
)
def test_expressions_have_values(source: str, value: Value) -> None:
    assert compile_expression(source, SCOPE).evaluate(VALUES, NOW) == value


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "空的"),
        ("金额 >", "看不懂"),
        ("金额 ； 1", "看不懂"),
        ("金颌 > 1", "是不是「金额」"),
        ("total > 1", "没有叫「total」的变量"),
        ("金额 + 姓名", "不能用在数字、文本上"),
        ("金额 ? 1 : 2", "同一种"),
        ("is_set(1)", "写一个变量名"),
        ("is_set(没有)", "没有叫「没有」"),
        ("金额 + " * 300 + "1", "看不懂|太长"),
        ("x" * 2001, "最多 2000"),
        ("(" * 120 + "1" + ")" * 120, "太深|看不懂"),
        ("__import__('os')", "没有叫|看不懂"),
        ("姓名.__class__", "看不懂|没有|不能用"),
    ],
)
def test_expressions_are_refused_in_words(source: str, words: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        compile_expression(source, SCOPE)

    assert any(part in refused.value.sentence.zh for part in words.split("|"))


def test_a_condition_must_be_true_or_false() -> None:
    with pytest.raises(ExpressionRefused) as refused:
        compile_expression("金额", SCOPE, "boolean")

    assert "得出的是数字" in refused.value.sentence.zh


@pytest.mark.parametrize("source", ["金额 / 0", "double(姓名)", "1e308 * 1e308", "1e400"])
def test_what_has_no_value_fails_at_the_run(source: str) -> None:
    expression = compile_expression(source, SCOPE)

    with pytest.raises(EvaluationFailure):
        expression.evaluate(VALUES, NOW)


def test_a_variable_without_a_value_fails_but_can_be_asked_for() -> None:
    guarded = compile_expression("is_set(金额) && 金额 > 1", SCOPE)

    with pytest.raises(EvaluationFailure):
        compile_expression("金额 > 1", SCOPE).evaluate({}, NOW)
    assert guarded.evaluate({}, NOW) is False
    assert (guarded.reads, guarded.asks_of) == (frozenset({"金额"}), frozenset({"金额"}))


@pytest.mark.parametrize(
    "source",
    [
        "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, a + b + c > 0)))",
        "姓名.matches('(a+)+$')",
        "!" * 390 + "true",
        " && ".join(["true"] * 190),
    ],
    ids=["nested macros", "regular expression", "negations", "conjunctions"],
)
def test_hostile_expressions_are_refused_or_answered(source: str) -> None:
    """Each of these hangs or crashes another evaluator."""
    values = VALUES | {"姓名": "a" * 5000 + "b"}

    try:
        answered = isinstance(compile_expression(source, SCOPE).evaluate(values, NOW), bool)
    except (ExpressionRefused, EvaluationFailure):
        answered = True

    assert answered


def test_patterns_are_searched_in_linear_time() -> None:
    assert Pattern(r"^查\d+$").found_in("查60")
    assert not Pattern("(a+)+$").found_in("a" * 5000 + "b")
    with pytest.raises(ExpressionRefused):
        Pattern("(")


@pytest.mark.parametrize("source", ["v_age > 1.0", "is_v_age", "姓名.v_名 == 姓名"])
def test_the_names_that_variables_have_underneath_are_nobody_s_to_use(source: str) -> None:
    with pytest.raises(ExpressionRefused):
        compile_expression(source, Scope((("age", ValueType.NUMBER), ("姓名", ValueType.TEXT))))
