"""Proves that the numbers of an SMS twin lead where the buttons of its message lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, TypeAlias

from runtime.flow.answers import normalised, read_answer
from runtime.flow.ids import ExitName, reply_exit
from runtime.flow.matching import OfferedReplies
from runtime.flow.node import Node
from runtime.flow.nodes.ask import Ask
from runtime.flow.resume import Reply
from runtime.messages.fallback import CHINESE
from runtime.messages.message import Message
from runtime.messages.numbering import Numbering, numbering_of
from runtime.messages.suggestions.suggestion import Suggestion

Fault: TypeAlias = Literal["elsewhere", "mislabelled", "without_reply", "omitted", "unclear"]

_ANY_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Numbers mean the same on every day."""


@dataclass(frozen=True, slots=True)
class NumberFault:
    """One number that does not do what its button does.

    `elsewhere`: sent back, it takes another exit than the tap. `mislabelled`: beside it stand the words of
    another reply. `without_reply`: the SMS offers it, the message has no such reply. `omitted`: the SMS
    names neither the number nor the words of the reply. `unclear`: a list in which the numbers cannot be
    told from the replies' own digits.
    """

    fault: Fault
    number: int
    reply: Suggestion | None = None
    """What a tap would choose; None for a number without a reply."""
    leads_to: Suggestion | None = None
    """What the number chooses, or whose words stand beside it, where that is another reply."""

    @property
    def is_wrong(self) -> bool:
        """Whether who sends the number gets something else than the one who taps."""
        return self.fault in ("elsewhere", "mislabelled", "without_reply")


def number_faults(
    message: Message,
    node: Node,
    language: str = CHINESE,
    written: Message | None = None,
    sms: str | None = None,
) -> tuple[NumberFault, ...]:
    """What is wrong with the numbers of *message* at *node*, in their order; empty is the proof.

    *language* is the one the texts are in, *written* the message they translate, *sms* the text where it
    is known already. Answers are matched by
    `OfferedReplies`, the very code that answers people. A message without fallback or replies has no numbers.
    """
    replies = message.replies()
    if message.fallback.mode == "none":
        return ()
    is_own = message.fallback.mode == "own"
    if not replies:
        return tuple(_without_reply(numbering_of(message.fallback.text))) if is_own else ()
    text = message.fallback.text if is_own else sms or message.fallback_text("", language) or ""
    numbering = numbering_of(text)
    found = list(_elsewhere(message, node, written))
    if is_own:
        offered = {offer.number for offer in numbering.offers}
        found = [fault for fault in found if fault.number in offered]
        found += _of_own_words(text, numbering, replies)
    elif _is_unclear(numbering, replies):
        found.append(NumberFault("unclear", 1, replies[0]))
    return tuple(sorted(found, key=lambda fault: fault.number))


def _elsewhere(message: Message, node: Node, written: Message | None) -> Iterator[NumberFault]:
    """Taps each reply and sends each number; both go through the rules that answer people."""
    replies = message.replies()
    offered = OfferedReplies(replies, () if written is None else written.replies())
    by_exit = {reply_exit(reply.id): reply for reply in reversed(replies)}
    for number, reply in enumerate(replies, start=1):
        typed = Reply(text=str(number))
        tapped_exit = offered.exit_of_tap(reply)
        typed_exit = offered.exit_of(typed, _as_written)
        if isinstance(node, Ask) and node.answer_type == "number":
            # A number typed to a question for a number is that number, whatever the list says.
            if _number(typed, None) != _number(Reply(), reply.text):
                yield NumberFault("elsewhere", number, reply)
        elif typed_exit is None:
            yield NumberFault("elsewhere", number, reply)
        elif typed_exit != tapped_exit and not _is_same_way(node, typed_exit, tapped_exit):
            yield NumberFault("elsewhere", number, reply, by_exit.get(typed_exit))


def _is_same_way(node: Node, one: ExitName, other: ExitName) -> bool:
    """Whether two different exits lead to one node; an answer that is kept makes a difference."""
    return not isinstance(node, Ask) and node.targets.get(one) == node.targets.get(other)


def _number(reply: Reply, chosen: str | None) -> object:
    return read_answer("number", reply, _ANY_DAY, UTC, chosen)


def _as_written(text: str) -> str:
    return text


def _of_own_words(text: str, numbering: Numbering, replies: tuple[Suggestion, ...]) -> Iterator[NumberFault]:
    words = [normalised(reply.text) for reply in replies]
    said = {offer.number: normalised(offer.label) for offer in numbering.offers}
    if not numbering.is_asked and not set(said.values()) & set(words):
        said = {}  # a list of something else
    for number, label in said.items():
        if number > len(replies):
            yield NumberFault("without_reply", number)
        elif label != words[number - 1] and label in words:
            other = replies[words.index(label)]
            yield NumberFault("mislabelled", number, replies[number - 1], other)
    for number, reply in enumerate(replies, start=1):
        if number not in said and reply.text not in text:
            yield NumberFault("omitted", number, reply)


def _without_reply(numbering: Numbering) -> Iterator[NumberFault]:
    """Of a message without replies: one number alone may be an answer that is asked for, `回复1–5`."""
    if numbering.is_asked and len(numbering.offers) > 1:
        yield from (NumberFault("without_reply", offer.number) for offer in numbering.offers)


def _is_unclear(numbering: Numbering, replies: tuple[Suggestion, ...]) -> bool:
    """Whether someone who reads the automatic list finds other words beside a number than its reply's."""
    labels = [normalised(offer.label) for offer in numbering.offers]
    words = [normalised(reply.text) for reply in replies]
    if len(labels) != len(words):
        return True
    return any(
        label != word and not word.startswith(label) for label, word in zip(labels, words, strict=True)
    ) or any(not label and word for label, word in zip(labels, words, strict=True))
