"""Makes new items for lists of records."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel

from runtime.messages.card import Card
from runtime.messages.suggestions.suggestion import Suggestion, SuggestionId

T = TypeVar("T")


def fresh_id() -> str:
    """A short id that no other item has; an exit of a removed item is never taken over by a new one."""
    return secrets.token_hex(4)


def fresh_item(item_type: type[BaseModel], siblings: Sequence[object]) -> BaseModel:
    """A new item with its defaults, and an id of its own where the class has one."""
    values: dict[str, object] = {}
    if "id" in item_type.model_fields:
        values["id"] = fresh_id()
    fields = item_type.model_fields
    if "name" in fields and fields["name"].is_required():
        taken = {getattr(sibling, "name", "") for sibling in siblings}
        number = next(n for n in range(1, len(taken) + 2) if f"变量{n}" not in taken)
        values["name"] = f"变量{number}"
    return item_type.model_validate(values)


def fresh_suggestion(text: str = "") -> Suggestion:
    """A new reply."""
    return Suggestion(id=SuggestionId(fresh_id()), text=text)


def card_copy(card: Card) -> Card:
    """The card again, its suggestions with ids of their own."""
    own = tuple(
        each.model_copy(update={"id": SuggestionId(fresh_id()), "postback": ""}) for each in card.suggestions
    )
    return card.model_copy(update={"suggestions": own})


def moved(items: tuple[T, ...], source: int, target: int) -> tuple[T, ...]:
    """The items with one of them at another place."""
    rest = [*items[:source], *items[source + 1 :]]
    rest.insert(target, items[source])
    return tuple(rest)
