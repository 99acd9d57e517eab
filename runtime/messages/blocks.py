"""What a handset draws: the one picture of a message, free of any drawing library.

A block carries the path of the field it shows, so that a click on the picture finds the field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from runtime.messages.suggestions.suggestion import Suggestion
from runtime.records import FieldPath

MediaHeight: TypeAlias = Literal["SHORT_HEIGHT", "MEDIUM_HEIGHT", "TALL_HEIGHT"]
FontStyle: TypeAlias = Literal["italics", "bold", "underline"]


@dataclass(frozen=True, slots=True)
class MediaBlock:
    """A picture or the still of a video; `source` is a URL or `media:NAME`."""

    path: FieldPath
    source: str
    content_type: str
    thumbnail: str
    description: str
    height: MediaHeight


@dataclass(frozen=True, slots=True)
class ButtonBlock:
    """Something to tap: a suggestion on a card or a chip under the message."""

    path: FieldPath
    text: str
    icon: str
    """Icon name of an action, empty for a reply."""
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A bubble of plain text."""

    path: FieldPath
    text: str


@dataclass(frozen=True, slots=True)
class CardBlock:
    """One rich card; `image_alignment` counts only when the orientation is horizontal."""

    path: FieldPath
    media: MediaBlock | None
    title: str
    description: str
    buttons: tuple[ButtonBlock, ...]
    orientation: Literal["VERTICAL", "HORIZONTAL"] = "VERTICAL"
    image_alignment: Literal["LEFT", "RIGHT"] = "LEFT"
    title_styles: tuple[FontStyle, ...] = ()
    description_styles: tuple[FontStyle, ...] = ()


@dataclass(frozen=True, slots=True)
class CarouselBlock:
    """A row of cards of one width that scrolls sideways."""

    path: FieldPath
    cards: tuple[CardBlock, ...]
    width: Literal["SMALL_WIDTH", "MEDIUM_WIDTH"]


@dataclass(frozen=True, slots=True)
class FileBlock:
    """A file, an audio recording or a video as an attachment; `duration_s` is 0 when unknown."""

    path: FieldPath
    source: str
    name: str
    content_type: str
    size_bytes: int
    thumbnail: str
    duration_s: float


@dataclass(frozen=True, slots=True)
class LocationBlock:
    """A place on a map, gcj02 degrees."""

    path: FieldPath
    latitude: float
    longitude: float
    label: str


@dataclass(frozen=True, slots=True)
class ChipsBlock:
    """The chip list under a message; it is gone after a tap."""

    path: FieldPath
    buttons: tuple[ButtonBlock, ...]


@dataclass(frozen=True, slots=True)
class UnknownBlock:
    """An element from a newer version: shown by its type's name only."""

    path: FieldPath
    type: str


Block: TypeAlias = (
    TextBlock | CardBlock | CarouselBlock | FileBlock | LocationBlock | ChipsBlock | UnknownBlock
)
