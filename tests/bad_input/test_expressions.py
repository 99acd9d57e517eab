"""Expressions, insertions and patterns that are meant to break or to stop the program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from runtime.flow.errors import EvaluationFailure, ExpressionRefused
from runtime.flow.expressions.cel import Pattern, compile_expression
from runtime.flow.expressions.scope import scope_of
from runtime.flow.expressions.template import compile_template, insertions
from runtime.flow.values import Value
from runtime.flow.variable import RESERVED, Variable
from tests.support.conversations import NOON

NAMES = (
    "__class__",
    "import",
    "function",
    "as",
    "size",
    "has",
    "all",
    "map",
    "matches",
    "days",
    "v_x",
    "None",
)
SCOPE = scope_of(
    [
        Variable.model_validate({"name": "x", "type": "number"}),
        Variable.model_validate({"name": "s"}),
        Variable.model_validate({"name": "d", "type": "date"}),
        Variable.model_validate({"name": "l", "type": "location"}),
        *(Variable(name=name) for name in NAMES),
    ],
    "Asia/Shanghai",
)
TEN = "[1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"


def value(source: str, **variables: Value) -> Value:
    return compile_expression(source, SCOPE).evaluate(variables, NOON)


def outcome(source: str, **variables: Value) -> Value:
    """The value, or `refused` with a sentence that can be shown."""
    try:
        return value(source, **variables)
    except (EvaluationFailure, ExpressionRefused) as error:
        return "refused" if error.sentence.zh.encode() else ""


@pytest.mark.parametrize(
    "source",
    [
        "",
        "(" * 199 + "1" + ")" * 199,
        "true?" * 150 + "1" + ":1" * 150,
        "x" * 2001,
        "'" + "\\" * 1999,
        "'''" * 600,
        "r" * 1999,
        "s == '\ud800'",
        "s == '\0'",
        "\u202e",
        "{0} {x}",
        "s.__class__",
        "__import__('os')",
        "is_set(1)",
        "is_set(",
        "😀",
        "x;x",
        "x = 1",
        "s.matches('(')",
    ],
)
def test_a_hostile_expression_is_refused_or_has_no_value(source: str) -> None:
    with pytest.raises((ExpressionRefused, EvaluationFailure)) as caught:
        value(source, x=1.0, s="a")

    assert caught.value.sentence.zh.encode()


@pytest.mark.parametrize(
    ("source", "given"),
    [
        ("x * 10", 1e308),
        ("x / 0", 1.0),
        ("0 / 0", 1.0),
        ("now + days(x)", 1e300),
        ("now - days(x * 1e300)", 1e300),
        ("now + hours(0 / 0)", 1.0),
        ("x + 0", 10**400),
        ("double('1e999')", 1.0),
        ("null", 1.0),
        ("b'ab'", 1.0),
        ("[x]", 1.0),
        ("type(x)", 1.0),
        ("days(1)", 1.0),
        ("timestamp('nonsense')", 1.0),
        ("timestamp('9999-12-31T23:59:59Z')", 1.0),
        ("hour(timestamp('9999-12-31T23:59:59Z'))", 1.0),
    ],
)
def test_what_has_no_value_says_so(source: str, given: float) -> None:
    with pytest.raises(EvaluationFailure):
        value(source, x=given)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12))),
    ],
)
@pytest.mark.parametrize("source", ["d", "hour(d)", "d + days(1)", "d - days(1)"])
def test_a_moment_at_the_calendars_edge_never_breaks(source: str, moment: datetime) -> None:
    assert isinstance(outcome(source, d=moment), float | datetime | str)


@pytest.mark.parametrize("depth", [3, 5, 9, 20])
def test_loops_inside_loops_run_into_a_limit_not_for_ever(depth: int) -> None:
    source = "x > 0"
    for level in range(depth):
        source = f"[1, 1, 1, 1].all(a{level}, {source})" if depth > 9 else f"{TEN}.all(a{level}, {source})"
    assert outcome(source, x=1.0) in (True, "refused")


@pytest.mark.parametrize("name", NAMES)
def test_a_variable_may_be_called_like_anything_else(name: str) -> None:
    assert value(f"{name} + '!'", **{name: "a"}) == "a!"
    assert compile_template(f"{{{{ {name} }}}}", SCOPE).fill({name: "{{x}}"}, NOON) == "{{x}}"


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_words_of_the_language_are_no_names(name: str) -> None:
    with pytest.raises(ValueError, match="word of the expression language"):
        Variable(name=name)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "\0", "\u202e"])
def test_a_value_with_half_a_character_never_breaks(text: str) -> None:
    assert isinstance(outcome("s + 'a'", s=text), str)
    assert Pattern("b").found_in(text) is ("b" in text)


@pytest.mark.parametrize("value_of_l", [{}, {"latitude": 1.0}, {"latitude": 1.0, "longitude": [[]]}])
def test_a_place_that_is_none_never_breaks(value_of_l: dict[str, str | float]) -> None:
    with pytest.raises(EvaluationFailure):
        value("l.latitude + l.longitude", l=value_of_l)


@pytest.mark.parametrize(
    "text",
    [
        "{{" * 25_000,
        "{{x" * 25_000 + "}}",
        "{{x}}" * 10_000,
        "{{" + "x+" * 30_000 + "x}}",
        "{{}}",
        "{{ {{x}} }}",
    ],
)
def test_a_bomb_of_insertions_is_refused_at_once(text: str) -> None:
    with pytest.raises(ExpressionRefused):
        compile_template(text, SCOPE)


def test_closed_insertions_are_found_as_before() -> None:
    found = [(one.source, one.begin, one.end) for one in insertions("a{{ x }}{{{s}}}{{d")]

    assert found == [("x", 1, 8), ("{s", 8, 14)]


@pytest.mark.parametrize(
    "pattern",
    ["(", "[", "\\", "a{1001}", "((a{1000}){1000}){10}", "((a{100}){100}){100}", "\ud800", "(?=a)", "\\1"],
)
def test_a_pattern_that_cannot_be_or_would_blow_up_is_refused(pattern: str) -> None:
    with pytest.raises(ExpressionRefused) as caught:
        Pattern(pattern)

    assert caught.value.sentence.zh.encode()


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a*)*b", "(a|aa)+$", "(.*)*x", "x*" * 100])
def test_a_pattern_that_backtracks_elsewhere_is_quick_here(pattern: str) -> None:
    assert Pattern(pattern).found_in("a" * 100_000 + "!") in (True, False)
