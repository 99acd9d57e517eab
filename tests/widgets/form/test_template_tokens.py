from __future__ import annotations

import pytest

from runtime.messages.limits import Limit
from widgets.form.template_tokens import (
    is_insertion,
    surplus_from,
    tokens_of,
    units_of,
    variable_in,
    width_of,
)

BYTES = Limit(maximum=9, unit="bytes", source="test", checked="2026-01-01")
CHARACTERS = Limit(maximum=4, unit="characters", source="test", checked="2026-01-01")


def test_an_insertion_is_one_token_among_characters() -> None:
    tokens = tokens_of("嗨{{姓名}}！")

    assert tokens == ["嗨", "{{姓名}}", "！"]
    assert [is_insertion(token) for token in tokens] == [False, True, False]


@pytest.mark.parametrize("text", ["", "{{", "a}}b", "{{a}}{{b}}", "{{{a}}}", "😀{{x}}\n😀"])
def test_tokens_joined_give_the_text_again(text: str) -> None:
    assert "".join(tokens_of(text)) == text


def test_a_character_outside_the_basic_plane_takes_two_positions() -> None:
    assert [width_of(token) for token in tokens_of("a😀{{x}}")] == [1, 2, 1]
    assert units_of("a😀") == 3


@pytest.mark.parametrize(
    ("insertion", "name"), [("{{ 姓名 }}", "姓名"), ("{{a + 1}}", None), ("{{1a}}", None)]
)
def test_only_a_plain_name_is_a_variable(insertion: str, name: str | None) -> None:
    assert variable_in(insertion) == name


@pytest.mark.parametrize(
    ("text", "limit", "start"),
    [
        ("一二三", BYTES, None),
        ("一二三四", BYTES, 3),
        ("😀😀😀", BYTES, 4),
        ("abcd", CHARACTERS, None),
        ("abcdef", CHARACTERS, 4),
        ("ab{{姓名}}", CHARACTERS, 2),
    ],
)
def test_surplus_begins_at_the_first_token_that_does_not_fit(
    text: str, limit: Limit, start: int | None
) -> None:
    assert surplus_from(text, limit) == start
