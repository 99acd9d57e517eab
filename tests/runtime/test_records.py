from __future__ import annotations

import pytest
from pydantic import ValidationError

from runtime.messages.fallback import Fallback
from runtime.records import hints_of, replaced_at, value_at, walk
from tests.support.messages import ACTIONS, ELEMENTS, act, message, reply

CAROUSEL = message(ELEMENTS[2], reply("想要"), act(ACTIONS[0]))


def test_walk_meets_every_hinted_field_with_the_path_that_finds_it() -> None:
    found = list(walk(CAROUSEL))

    assert ("content", "cards", 1, "suggestions", 0, "text") in [path for path, _, _ in found]
    assert all(
        value_at(CAROUSEL, path) is value or value_at(CAROUSEL, path) == value for path, _, value in found
    )


def test_a_value_is_replaced_deep_inside() -> None:
    path = ("content", "cards", 1, "title")

    changed = replaced_at(CAROUSEL, path, "白茶")

    assert value_at(changed, path) == "白茶"
    assert value_at(CAROUSEL, ("content", "cards", 0)) == value_at(changed, ("content", "cards", 0))


def test_the_last_item_is_replaced_by_its_negative_index() -> None:
    changed = replaced_at(CAROUSEL, ("chips", -1, "text"), "打开")

    assert [chip.text for chip in changed.chips] == ["想要", "打开"]


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValidationError):
        replaced_at(CAROUSEL, ("content", "width"), "HUGE")


@pytest.mark.parametrize(
    "path", [("nothing",), ("chips", 7), ("content", "cards", 0, "nothing"), ("chips", "a")]
)
def test_a_path_that_does_not_exist_is_a_lookup_error(path: tuple[str | int, ...]) -> None:
    with pytest.raises(LookupError):
        value_at(CAROUSEL, path)
    with pytest.raises(LookupError):
        replaced_at(CAROUSEL, path, "x")


def test_a_field_counts_only_beside_the_values_it_names() -> None:
    hint = hints_of(Fallback)["text"]

    assert hint.counts_in(Fallback(mode="own"))
    assert not hint.counts_in(Fallback(mode="automatic"))
