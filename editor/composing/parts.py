"""The parts of a message that can be edited where they stand: texts, suggestions, cards and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from runtime.flow.node import Node
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.file import File
from runtime.messages.elements.location import Location
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.elements.text import Text
from runtime.messages.media import CardMedia
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import FieldPath, Hint, hints_of, value_at

PartKind: TypeAlias = Literal[
    "text",
    "title",
    "description",
    "suggestion",
    "chip",
    "file_name",
    "place_name",
    "card",
    "media",
    "file",
    "place",
]
TEXTS: frozenset[PartKind] = frozenset(
    {"text", "title", "description", "suggestion", "chip", "file_name", "place_name"}
)
"""Kinds that are typed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part; `path` starts at the node and is that of the suggestion, not of its text."""

    kind: PartKind
    path: FieldPath

    @property
    def text_path(self) -> FieldPath:
        """Where the words stand that are typed; the part itself for cards and pictures."""
        return (*self.path, "text") if self.kind in ("suggestion", "chip") else self.path

    @property
    def list_path(self) -> FieldPath | None:
        """The list the part is an item of, None when it stands alone."""
        return self.path[:-1] if isinstance(self.path[-1], int) else None

    @property
    def index(self) -> int:
        """Its place in that list, -1 when it stands alone."""
        last = self.path[-1]
        return last if isinstance(last, int) else -1

    @property
    def card_path(self) -> FieldPath | None:
        """The card it belongs to, None outside of cards."""
        if self.kind == "card":
            return self.path
        if self.kind == "suggestion":
            return self.path[:-2]
        return self.path[:-1] if self.kind in ("title", "description", "media") else None


def message_path(node: Node) -> FieldPath | None:
    """The field that holds what the node says, None when it says nothing."""
    for name in type(node).model_fields:
        if isinstance(getattr(node, name), Message):
            return (name,)
    return None


def part_at(node: Node, path: FieldPath) -> Part | None:
    """What stands at *path* of a node, None for what is not edited in its place."""
    try:
        value = value_at(node, path)
        holder = value_at(node, path[:-1]) if path else None
    except LookupError:
        return None
    match value:
        case Suggestion():
            return Part("chip" if path[-2:-1] == ("chips",) else "suggestion", path)
        case Card():
            return Part("card", path)
        case CardMedia():
            return Part("media", path)
        case File():
            return Part("file", path)
        case Location():
            return Part("place", path)
    return _words_at(node, path, holder)


def _words_at(node: Node, path: FieldPath, holder: object) -> Part | None:
    name = path[-1] if path else ""
    if isinstance(holder, Suggestion) and name == "text":
        return part_at(node, path[:-1])
    if isinstance(holder, Card) and name == "title":
        return Part("title", path)
    if isinstance(holder, Card) and name == "description":
        return Part("description", path)
    if isinstance(holder, File) and name == "name":
        return Part("file_name", path)
    if isinstance(holder, Location) and name == "label_text":
        return Part("place_name", path)
    return Part("text", path) if isinstance(holder, Text) and name == "text" else None


def parts_of(node: Node) -> tuple[Part, ...]:
    """Every part that is typed, in the order of the phone; also those that are empty so far."""
    base = message_path(node)
    if base is None:
        return ()
    message = value_at(node, base)
    assert isinstance(message, Message)
    return tuple(_parts_in(message, base))


def cards_of(node: Node) -> tuple[FieldPath, ...]:
    """The paths of the cards, in order; none where the message has no cards."""
    base = message_path(node)
    if base is None:
        return ()
    message = value_at(node, base)
    assert isinstance(message, Message)
    return tuple(_cards_in(message, base))


def after(node: Node, part: Part, step: int = 1) -> Part | None:
    """The part that is typed next, or before; None at the end."""
    parts = parts_of(node)
    if part not in parts:
        return None
    place = parts.index(part) + step
    return parts[place] if 0 <= place < len(parts) else None


def hint_of(node: Node, part: Part) -> Hint:
    """What the field of a part that is typed says about itself."""
    path = part.text_path
    holder = value_at(node, path[:-1])
    return hints_of(type(holder))[str(path[-1])]  # type: ignore[arg-type]  # a record holds it


def words_of_part(node: Node, part: Part) -> str:
    """The words of a part that is typed; empty when it is gone."""
    try:
        return str(value_at(node, part.text_path))
    except LookupError:
        return ""


def _parts_in(message: Message, base: FieldPath) -> Iterator[Part]:
    if isinstance(message.content, Text):
        yield Part("text", (*base, "content", "text"))
    elif isinstance(message.content, File) and not message.content.content_type.startswith("audio/"):
        # The name of a sound is not drawn: people see how long it is.
        yield Part("file_name", (*base, "content", "name"))
    elif isinstance(message.content, Location):
        yield Part("place_name", (*base, "content", "label_text"))
    for card_path in _cards_in(message, base):
        yield Part("title", (*card_path, "title"))
        yield Part("description", (*card_path, "description"))
        card = value_at(message, card_path[len(base) :])
        assert isinstance(card, Card)
        for index in range(len(card.suggestions)):
            yield Part("suggestion", (*card_path, "suggestions", index))
    for index in range(len(message.chips)):
        yield Part("chip", (*base, "chips", index))


def _cards_in(message: Message, base: FieldPath) -> Iterator[FieldPath]:
    content = message.content
    if isinstance(content, RichCard):
        yield (*base, "content", "card")
    elif isinstance(content, Carousel):
        for index in range(len(content.cards)):
            yield (*base, "content", "cards", index)
