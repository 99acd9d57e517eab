"""Texts with insertions."""

from __future__ import annotations

import pytest

from runtime.flow.errors import ExpressionRefused
from runtime.flow.expressions.template import compile_template, insertions
from runtime.flow.values import Value
from tests.runtime.flow.expressions.test_expressions import NOW, SCOPE, VALUES


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("您好", "您好"),
        ("{{姓名}}，满 {{ 金额 * 5 }} 减 {{金额}}", "王女士，满 300 减 60"),
        ("{{位置}} {{预约}}", "滨江 2026-03-08 04:00"),
        ("{{金额 / 0}}", ""),
        ("{单} %s ${x} {% raw %}", "{单} %s ${x} {% raw %}"),
    ],
)
def test_texts_are_filled(text: str, filled: str) -> None:
    assert compile_template(text, SCOPE).fill(VALUES, NOW) == filled


@pytest.mark.parametrize("value", ["{{7*7}}", "{{''.__class__}}", "{% x %}", "{0.__globals__}", "%n", "${x}"])
def test_inserted_values_are_shown_literally(value: str) -> None:
    values: dict[str, Value] = {"姓名": value}

    assert compile_template("{{姓名}}", SCOPE).fill(values, NOW) == value


@pytest.mark.parametrize(
    ("text", "words"), [("{{姓名", "缺少"), ("{{性}}", "没有叫「性」"), ("{{1}}" * 101, "最多插入 100")]
)
def test_texts_are_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        compile_template(text, SCOPE)

    assert words in refused.value.sentence.zh


def test_insertions_know_their_places() -> None:
    found = [(i.source, i.begin, i.end) for i in insertions("a{{ 姓名 }}b{{金额}}")]

    assert found == [("姓名", 1, 9), ("金额", 10, 16)]
