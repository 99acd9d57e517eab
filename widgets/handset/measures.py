"""The measures one picture is laid out with: those of a client profile at one text size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from runtime.messages.blocks import MediaHeight
from runtime.messages.client_profile import ClientProfile, CutOrder, Shown
from widgets.handset.metrics import (
    CARD_HEIGHT_MAX,
    CARD_WIDTH,
    CARD_WIDTH_HORIZONTAL,
    CAROUSEL_CARD_HEIGHT_MAX,
    CAROUSEL_WIDTHS,
    CHIP_HEIGHT,
    MEDIA_HEIGHTS,
    MEDIA_STRIP,
    SUGGESTION_HEIGHT,
    TITLE_LINES_MAX,
)

TEXT_SIZES: Final = (100, 115, 130)
"""Percent of the handset's own type."""

EVERYTHING: Final[frozenset[Shown]] = frozenset({"card", "carousel", "file", "location", "chips"})


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths in logical px; see `ClientProfile` for what each means. The defaults are the editor's phone."""

    scale: float = 1.0
    """Of all type."""
    shows: frozenset[Shown] = EVERYTHING
    has_dark: bool = True
    card_width: float = CARD_WIDTH
    card_width_horizontal: float = CARD_WIDTH_HORIZONTAL
    card_height_max: float = CARD_HEIGHT_MAX
    carousel_height_max: float = CAROUSEL_CARD_HEIGHT_MAX
    carousel_small: float = CAROUSEL_WIDTHS["SMALL_WIDTH"]
    carousel_medium: float = CAROUSEL_WIDTHS["MEDIUM_WIDTH"]
    media_short: float = MEDIA_HEIGHTS["SHORT_HEIGHT"]
    media_medium: float = MEDIA_HEIGHTS["MEDIUM_HEIGHT"]
    media_tall: float = MEDIA_HEIGHTS["TALL_HEIGHT"]
    media_strip: float = MEDIA_STRIP
    crop: Literal["centre", "top"] = "centre"
    cut_order: CutOrder = "description"
    title_lines: int = TITLE_LINES_MAX
    description_lines: int = 0
    text_lines: int = 0
    suggestions_shown: int = 0
    chips_shown: int = 0
    fold_characters: int = 0
    folded_lines: int = 3

    def media_height(self, height: MediaHeight) -> float:
        """Height of an upright card's picture."""
        heights = {
            "SHORT_HEIGHT": self.media_short,
            "MEDIUM_HEIGHT": self.media_medium,
            "TALL_HEIGHT": self.media_tall,
        }
        return heights[height]

    @property
    def suggestion_height(self) -> float:
        """Height of one suggestion of a card."""
        return round(SUGGESTION_HEIGHT * max(self.scale, 1.0))

    @property
    def chip_height(self) -> float:
        """Height of one chip."""
        return round(CHIP_HEIGHT * max(self.scale, 1.0))


STANDARD: Final = Measures()
"""The editor's phone at its own text size."""


@lru_cache(maxsize=64)
def measures_of(client: ClientProfile | None, text_size: int = 100) -> Measures:
    """The measures of a client, None for the editor's phone, at a text size in percent."""
    if client is None:
        return Measures(scale=text_size / 100)
    values = {name: stated.value for name, stated in client.stated().items()}
    shows = frozenset(client.shows.value)
    scale = client.type_scale.value * text_size / 100
    del values["shows"], values["type_scale"]
    return Measures(scale=scale, shows=shows, **values)  # type: ignore[arg-type]  # same names, same types
