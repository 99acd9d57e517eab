"""The base of every message element, the registry, and elements this version does not know."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, SerializeAsAny, model_serializer
from typing_extensions import override

from runtime.messages import elements as _package
from runtime.messages.blocks import Block, UnknownBlock
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.messages.wire import MediaUrl, WirePart
from runtime.records import FieldPath, Record
from runtime.registry import types_in
from runtime.wording import Wording


class Element(Record):
    """The content of a message: a text, a card, a carousel, a file or a place."""

    type: str
    label: ClassVar[Wording]
    icon: ClassVar[str]

    @abstractmethod
    def to_wire(self, media_url: MediaUrl) -> WirePart:
        """The RCC.07 content part."""

    @abstractmethod
    def blocks(self, path: FieldPath) -> tuple[Block, ...]:
        """What the handset draws; *path* is where the element stands in the message."""

    @abstractmethod
    def plain_text(self) -> str:
        """The words of the element for a handset that shows text only; may be empty."""

    def suggestions(self) -> Iterator[tuple[FieldPath, Suggestion]]:
        """The suggestions inside the element in the order a person meets them, with their paths."""
        return iter(())

    def media_sources(self) -> tuple[str, ...]:
        """Every media source the element shows, in order, without repeats."""
        return ()


class UnknownElement(Element):
    """An element of a newer version; its data are kept and written back unchanged."""

    type: str = ""
    data: dict[str, Any]
    label: ClassVar = Wording("来自新版本", "From a newer version")
    icon: ClassVar = "unknown"

    @override
    def to_wire(self, media_url: MediaUrl) -> WirePart:
        raise ValueError(f"an element of type {self.type!r} cannot be sent by this version")

    @override
    def blocks(self, path: FieldPath) -> tuple[Block, ...]:
        return (UnknownBlock(path, self.type),)

    @override
    def plain_text(self) -> str:
        return ""

    @model_serializer
    def _as_read(self) -> dict[str, Any]:
        return self.data


@cache
def element_types() -> dict[str, type[Element]]:
    """Every element type by its `type`; unknown ones are not listed."""
    found = types_in(_package, Element)  # type: ignore[type-abstract]  # the base only filters
    found.pop("", None)
    return found


def parse_element(value: object) -> object:
    """The element a JSON object describes; one of an unknown type becomes an `UnknownElement`."""
    if not isinstance(value, dict):
        return value
    kind = value.get("type")
    if not isinstance(kind, str) or not kind:
        raise ValueError("a message element needs a type")
    known = element_types().get(kind)
    return UnknownElement(type=kind, data=value) if known is None else known.model_validate(value)


AnyElement = Annotated[SerializeAsAny[Element], BeforeValidator(parse_element)]
