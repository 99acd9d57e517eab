"""What a received message says and offers to tap, read from the wire as a handset does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from runtime.messages.numbering import numbering_of
from runtime.messages.wire import CARD, SUGGESTIONS, TEXT


@dataclass(frozen=True, slots=True)
class Offer:
    """A suggestion on a handset."""

    text: str
    postback: str
    member: str = ""
    """Wire name of the action (`openUrl`, `requestLocationPush`, …); empty for a reply."""

    @property
    def is_reply(self) -> bool:
        """Whether a tap answers the message."""
        return not self.member


def offers_of(parts: list[dict[str, Any]]) -> tuple[Offer, ...]:
    """Every suggestion of a message, in the order a person meets them."""
    found: list[Offer] = []
    for part in parts:
        content = part.get("contentText")
        if isinstance(content, dict):
            for suggestion in _suggestions(part.get("contentType"), content):
                found.extend(_offer(suggestion))
    return tuple(found)


def text_of(parts: list[dict[str, Any]]) -> str:
    """The words of a message: its text, or the titles and descriptions of its cards, a line each."""
    lines: list[str] = []
    for part in parts:
        content = part.get("contentText")
        if part.get("contentType") == TEXT and isinstance(content, str):
            lines.append(content)
        elif part.get("contentType") == CARD and isinstance(content, dict):
            for card in _cards(content):
                lines.extend(str(card[name]) for name in ("title", "description") if card.get(name))
    return "\n".join(lines)


def numbered_replies(sms: str) -> tuple[Offer, ...]:
    """The replies an SMS offers by number: `回复1可以，2不行。` offers two; the number is the postback."""
    return tuple(Offer(offer.label, str(offer.number)) for offer in numbering_of(sms).offers)


def _suggestions(content_type: object, content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if content_type == SUGGESTIONS:
        yield from content.get("suggestions", ())
    elif content_type == CARD:
        for card in _cards(content):
            yield from card.get("suggestions", ())


def _cards(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    message = content.get("message", {})
    single = message.get("generalPurposeCard")
    if single is not None:
        yield single.get("content", {})
    yield from message.get("generalPurposeCardCarousel", {}).get("content", ())


def _offer(suggestion: dict[str, Any]) -> Iterator[Offer]:
    reply, action = suggestion.get("reply"), suggestion.get("action")
    tapped = reply or action
    if not tapped:
        return
    postback = (tapped.get("postback") or {}).get("data", "")
    member = "" if reply else _member(tapped)
    yield Offer(str(tapped.get("displayText", "")), str(postback), member)


def _member(action: dict[str, Any]) -> str:
    for name, family in action.items():
        if name.endswith("Action") and isinstance(family, dict):
            return next(iter(family), "unknown")
    return "unknown"
