"""What every type of the registries must have; a new type is tested by being there."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel

from runtime.messages.card import Card
from runtime.messages.elements.element import Element, element_types
from runtime.messages.fallback import Fallback
from runtime.messages.limits import profile
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.messages.suggestions.action import Action
from runtime.messages.suggestions.suggestion import Suggestion, action_types
from runtime.records import Hint, hints_of
from runtime.wording import Wording
from tests.support.messages import ACTIONS, ELEMENTS

TYPES: list[type[Element] | type[Action]] = [*element_types().values(), *action_types().values()]
RECORDS: list[type[BaseModel]] = [*TYPES, Card, CardMedia, Suggestion, Fallback, Message]


def _is_in_both_languages(words: Wording) -> bool:
    return bool(words.zh.strip()) and bool(words.en.strip())


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_every_type_has_a_label_in_both_languages_and_an_icon(kind: type[Element] | type[Action]) -> None:
    assert _is_in_both_languages(kind.label)
    assert re.fullmatch(r"[a-z][a-z0-9_]*", kind.icon)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_hint_speaks_both_languages(kind: type[BaseModel]) -> None:
    def words(hint: Hint) -> list[Wording]:
        optional = [hint.help, hint.unit, hint.placeholder]
        return [hint.label, *(item for item in optional if item is not None), *hint.choices.values()]

    spoken = [wording for hint in hints_of(kind).values() for wording in words(hint)]

    assert all(_is_in_both_languages(wording) for wording in spoken)


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_limit_a_field_names_is_in_the_strict_profile(kind: type[BaseModel]) -> None:
    named = {hint.limit for hint in hints_of(kind).values() if hint.limit}

    assert set() == named - profile("strict_cn").limits.keys()


def test_the_examples_hold_every_type() -> None:
    assert set(element_types()) == {element.type for element in ELEMENTS}
    assert set(action_types()) == {action.type for action in ACTIONS}


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.type)
def test_every_element_survives_its_own_json(element: Element) -> None:
    message = Message(content=element)

    again = Message.model_validate_json(message.model_dump_json())

    assert message == again


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.type)
def test_every_element_draws_something_and_has_words_for_sms(element: Element) -> None:
    assert element.blocks(("content",))
    assert element.plain_text()
