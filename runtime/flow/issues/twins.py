"""The SMS that go out instead of a node's messages, in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from runtime.flow.node import Node
from runtime.flow.translations import in_language
from runtime.messages.fallback import automatic_text
from runtime.messages.message import Message
from runtime.records import FieldPath, value_at


@dataclass(frozen=True, slots=True)
class Twin:
    """The SMS of one message in one language, as it reads before its insertions are filled in."""

    start: FieldPath
    """Where the message stands in the node."""
    message: Message
    """The message as it speaks the language."""
    written: Message
    """The message as it was written."""
    language: str
    """The language of the texts."""
    further: str
    """The language where it is a further one, empty for what was written."""
    text: str
    """The SMS without the signature."""

    @property
    def words(self) -> str:
        """The SMS without the refusal wording that is added to it."""
        fallback = self.message.fallback
        if fallback.mode == "own":
            return fallback.text
        return automatic_text(self.message.content.plain_text(), self.message.replies(), self.language)

    @property
    def path(self) -> FieldPath:
        """The field that decides the text: the own words, or the choice to make them automatically."""
        return (*self.start, "fallback", "text" if self.message.fallback.mode == "own" else "mode")


def twins_of(
    node: Node, messages: tuple[tuple[FieldPath, Message], ...], language: str, languages: Iterable[str]
) -> tuple[Twin, ...]:
    """The twins of a node's *messages*: as written in *language*, then in each further one it speaks."""
    return tuple(_twins(node, messages, language, languages))


def _twins(
    node: Node, messages: tuple[tuple[FieldPath, Message], ...], language: str, languages: Iterable[str]
) -> Iterator[Twin]:
    for start, message in messages:
        text = message.fallback_text("", language)
        if text is not None:
            yield Twin(start, message, message, language, "", text)
    for further in languages:
        spoken = in_language(node, further)
        for start, message in messages:
            said = value_at(spoken, start)
            if isinstance(said, Message) and said is not message:
                text = said.fallback_text("", further)
                if text is not None:
                    yield Twin(start, said, message, further, further, text)
