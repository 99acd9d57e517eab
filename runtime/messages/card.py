"""The content of one card, alone or inside a carousel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from runtime.messages.blocks import ButtonBlock, CardBlock
from runtime.messages.media import CardMedia
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.messages.wire import MediaUrl
from runtime.records import FieldPath, Hint, Record
from runtime.wording import Wording


class Card(Record):
    """Media, title, description and suggestions; at least one of the first three must exist.

    Source: RCC.07 botmessage card content: title 1-200, description 1-2000, suggestions 1-4.
    """

    media: Annotated[
        CardMedia | None, Hint(Wording("图片或视频", "Picture or video"), widget="card_media")
    ] = None
    title: Annotated[str, Hint(Wording("标题", "Title"), limit="card_title", template=True, spoken=True)] = ""
    description: Annotated[
        str,
        Hint(
            Wording("描述", "Description"),
            limit="card_description",
            template=True,
            spoken=True,
            widget="long_text",
        ),
    ] = ""
    suggestions: Annotated[
        tuple[Suggestion, ...], Hint(Wording("建议", "Suggestions"), limit="card_suggestions")
    ] = ()

    def to_wire(self, media_url: MediaUrl) -> dict[str, Any]:
        """The RCC.07 card content; absent members are left out, never empty."""
        wire: dict[str, Any] = {}
        if self.media is not None:
            wire["media"] = self.media.to_wire(media_url)
        if self.title:
            wire["title"] = self.title
        if self.description:
            wire["description"] = self.description
        if self.suggestions:
            wire["suggestions"] = [suggestion.to_wire() for suggestion in self.suggestions]
        return wire

    def block(self, path: FieldPath) -> CardBlock:
        """The card as the handset draws it, upright; a rich card sets its own orientation."""
        media = self.media.block((*path, "media")) if self.media is not None else None
        return CardBlock(
            path, media, self.title, self.description, buttons((*path, "suggestions"), self.suggestions)
        )

    def plain_text(self) -> str:
        """Title and description in one line each."""
        return "\n".join(part for part in (self.title, self.description) if part)

    def suggestions_at(self, path: FieldPath) -> Iterator[tuple[FieldPath, Suggestion]]:
        """The card's suggestions with their paths."""
        for index, suggestion in enumerate(self.suggestions):
            yield (*path, "suggestions", index), suggestion

    def media_sources(self) -> tuple[str, ...]:
        """The card's media sources: the media, then its thumbnail."""
        if self.media is None or not self.media.source:
            return ()
        thumbnail = (self.media.thumbnail.source,) if self.media.thumbnail else ()
        return (self.media.source, *thumbnail)


def buttons(path: FieldPath, suggestions: tuple[Suggestion, ...]) -> tuple[ButtonBlock, ...]:
    """Suggestions as things to tap; *path* is that of their tuple."""
    return tuple(
        ButtonBlock((*path, index), suggestion.text, suggestion.icon, suggestion)
        for index, suggestion in enumerate(suggestions)
    )
