"""A message: one thing said by the chatbot, with its chips and its SMS twin."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Annotated, Literal

from runtime.messages.blocks import Block, ChipsBlock, TextBlock
from runtime.messages.card import buttons
from runtime.messages.elements.element import AnyElement
from runtime.messages.elements.text import Text
from runtime.messages.fallback import CHINESE, REFUSAL, Fallback, automatic_text
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.messages.wire import SUGGESTIONS, MediaUrl, WirePart, as_is
from runtime.records import FieldPath, Hint, Record
from runtime.wording import Wording


class Message(Record):
    """One element, the chip list under it, and what a handset without 5G messages gets.

    Everything people see comes from here: `to_wire()` for the carrier, `blocks()` for the handset,
    `fallback_text()` for SMS.
    """

    content: AnyElement = Text()
    chips: Annotated[
        tuple[Suggestion, ...], Hint(Wording("消息下方的悬浮建议", "Chips under the message"), limit="chips")
    ] = ()
    fallback: Fallback = Fallback()
    traffic: Annotated[
        Literal["", "advertisement", "payment", "premium", "subscription", "token"],
        Hint(
            Wording("消息类型", "Traffic type"),
            group="more",
            choices={
                "": Wording("不标明", "Not stated"),
                "advertisement": Wording("营销", "Advertisement"),
                "payment": Wording("支付", "Payment"),
                "premium": Wording("增值服务", "Premium"),
                "subscription": Wording("订阅", "Subscription"),
                "token": Wording("验证码", "Token"),
            },
        ),
    ] = ""

    def suggestions(self) -> Iterator[tuple[FieldPath, Suggestion]]:
        """Every suggestion in the order a person meets it, with its path: inside the content, then chips."""
        for path, suggestion in self.content.suggestions():
            yield ("content", *path), suggestion
        for index, chip in enumerate(self.chips):
            yield ("chips", index), chip

    def replies(self) -> tuple[Suggestion, ...]:
        """The reply suggestions in the order of their SMS numbers, starting at 1."""
        return tuple(suggestion for _, suggestion in self.suggestions() if suggestion.is_reply)

    def with_postbacks(self, postback: Callable[[Suggestion], str]) -> Message:
        """The message with the postback of every suggestion that has none filled in by *postback*."""

        def filled(suggestion: Suggestion) -> Suggestion:
            if suggestion.postback:
                return suggestion
            return suggestion.model_copy(update={"postback": postback(suggestion)})

        return _map_suggestions(self, filled)

    def with_suggestions(self, change: Callable[[Suggestion], Suggestion]) -> Message:
        """The message with every suggestion as *change* gives it back."""
        return _map_suggestions(self, change)

    def to_wire(self, media_url: MediaUrl = as_is) -> tuple[WirePart, ...]:
        """The RCC.07 parts: the content and, if there are chips, the suggestion list.

        A text that is empty is no part; chips may stand alone.
        """
        content = self.content.to_wire(media_url)
        if not self.chips:
            return (content,)
        chips = WirePart(SUGGESTIONS, {"suggestions": [chip.to_wire() for chip in self.chips]})
        return (content, chips) if content.content else (chips,)

    def blocks(self) -> tuple[Block, ...]:
        """What the handset draws, top to bottom; paths start at the message."""
        content = self.content.blocks(("content",))
        if not self.chips:
            return content
        return (*content, ChipsBlock(("chips",), buttons(("chips",), self.chips)))

    def blocks_on(self, shows: Collection[str]) -> tuple[Block, ...]:
        """The same on a client that shows only these kinds; without cards, the text written for it if any."""
        if self.fallback.rcs_text and "card" not in shows:
            return (TextBlock(("fallback", "rcs_text"), self.fallback.rcs_text),)
        return self.blocks()

    def fallback_text(self, signature: str = "", language: str = CHINESE) -> str | None:
        """The exact SMS, *signature* in 【】 first; None when the message has no fallback.

        *language* is the one the message's texts are in; an automatic SMS joins them by its own words.
        """
        if self.fallback.mode == "none":
            return None
        if self.fallback.mode == "own":
            text = self.fallback.text
        else:
            text = automatic_text(self.content.plain_text(), self.replies(), language)
        if self.fallback.refusal and REFUSAL not in text:
            text += _before_refusal(text) + REFUSAL
        return f"【{signature}】{text}" if signature and text else text

    def media_sources(self) -> tuple[str, ...]:
        """Every media source of the message, in order, without repeats."""
        return self.content.media_sources()


def _before_refusal(text: str) -> str:
    if text[-1:].isalnum():
        return "，"
    return " " if text[-1:] in ".!?" and text else ""


def _map_suggestions(message: Message, change: Callable[[Suggestion], Suggestion]) -> Message:
    def mapped(record: Record) -> Record:
        updates: dict[str, object] = {}
        for name in type(record).model_fields:
            old = getattr(record, name)
            new = _mapped_value(old)
            if new is not old:
                updates[name] = new
        return record.model_copy(update=updates) if updates else record

    def _mapped_value(value: object) -> object:
        if isinstance(value, Suggestion):
            return change(value)
        if isinstance(value, Record):
            return mapped(value)
        if isinstance(value, tuple):
            items = tuple(_mapped_value(item) for item in value)
            return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
        return value

    result = mapped(message)
    assert isinstance(result, Message)
    return result
