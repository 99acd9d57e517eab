"""Reads rich cards and carousels."""

from __future__ import annotations

from typing import get_args

from runtime.messages.blocks import FontStyle, MediaHeight
from runtime.messages.card import Card
from runtime.messages.elements.carousel import Carousel
from runtime.messages.elements.element import Element
from runtime.messages.elements.rich_card import RichCard
from runtime.messages.media import CardMedia, Thumbnail
from runtime.messages.reading.notes import shown
from runtime.messages.reading.suggestions import SuggestionReader
from runtime.messages.reading.wire_object import WireObject


def read_cards(body: WireObject, suggestions: SuggestionReader) -> Element | None:
    """The card or carousel inside `message`, None when there is neither."""
    single, row = body.child("generalPurposeCard"), body.child("generalPurposeCardCarousel")
    body.finish()
    if single is not None:
        if row is not None:
            row.notes.leave_out(row.place, "与单卡并列，只读了单卡", "beside a single card, which was read")
        return _read_rich_card(single, suggestions)
    if row is not None:
        return _read_carousel(row, suggestions)
    body.notes.leave_out(
        body.place,
        "没有 generalPurposeCard 或 generalPurposeCardCarousel",
        "has neither generalPurposeCard nor generalPurposeCardCarousel",
    )
    return None


def _read_rich_card(single: WireObject, suggestions: SuggestionReader) -> RichCard:
    layout = single.child("layout") or WireObject({}, single.at("layout"), single.notes)
    orientation = layout.choice("cardOrientation", ("VERTICAL", "HORIZONTAL"), "VERTICAL")
    alignment = layout.choice(
        "imageAlignment", ("LEFT", "RIGHT"), "LEFT", required=orientation == "HORIZONTAL"
    )
    title_styles, description_styles, style = _read_styles(layout)
    layout.finish()
    content = single.child("content")
    single.finish()
    card = Card() if content is None else _read_card(content, suggestions)
    return RichCard.model_validate(
        {
            "card": card,
            "orientation": orientation,
            "image_alignment": alignment,
            "title_styles": title_styles,
            "description_styles": description_styles,
            "style": style,
        }
    )


def _read_carousel(row: WireObject, suggestions: SuggestionReader) -> Carousel:
    layout = row.child("layout") or WireObject({}, row.at("layout"), row.notes)
    width = layout.choice("cardWidth", ("SMALL_WIDTH", "MEDIUM_WIDTH"), "SMALL_WIDTH")
    title_styles, description_styles, style = _read_styles(layout)
    layout.finish()
    cards = tuple(_read_card(content, suggestions) for content in row.children("content"))
    row.finish()
    return Carousel.model_validate(
        {
            "cards": cards,
            "width": width,
            "title_styles": title_styles,
            "description_styles": description_styles,
            "style": style,
        }
    )


def _read_styles(layout: WireObject) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    title = _read_font_styles(layout, "titleFontStyle")
    description = _read_font_styles(layout, "descriptionFontStyle")
    return title, description, layout.address("style")


def _read_font_styles(layout: WireObject, name: str) -> tuple[str, ...]:
    value = layout.take(name)
    if value is None:
        return ()
    found: list[str] = []
    for style in value if isinstance(value, list) else [value]:
        if style not in get_args(FontStyle):
            layout.notes.leave_out(
                layout.at(name), f"没有字形 {shown(style)}", f"there is no font style {shown(style)}"
            )
        elif style not in found:
            found.append(style)
    return tuple(found)


def _read_card(content: WireObject, suggestions: SuggestionReader) -> Card:
    media = content.child("media")
    card = Card(
        media=None if media is None else _read_media(media),
        title=content.text("title"),
        description=content.text("description"),
        suggestions=suggestions.read_all(content.children("suggestions")),
    )
    content.finish()
    return card


def _read_media(media: WireObject) -> CardMedia:
    found = CardMedia.model_validate(
        {
            "source": media.address("mediaUrl", required=True),
            "content_type": media.text("mediaContentType", required=True),
            "size_bytes": media.size("mediaFileSize"),
            "height": media.choice("height", get_args(MediaHeight), "MEDIUM_HEIGHT"),
            "thumbnail": _read_thumbnail(media) if media.has("thumbnailUrl") else None,
            "description": media.text("contentDescription"),
        }
    )
    media.finish()
    return found


def _read_thumbnail(media: WireObject) -> Thumbnail:
    return Thumbnail(
        source=media.address("thumbnailUrl"),
        content_type=media.text("thumbnailContentType", required=True),
        size_bytes=media.size("thumbnailFileSize"),
    )
