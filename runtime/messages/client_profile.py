"""How one kind of handset client shows messages, as data with a source or the mark of an approximation."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Generic, Literal, NewType, Self, TypeAlias, TypeVar

from pydantic import model_validator

from runtime.records import Record
from runtime.registry import nearest
from runtime.wording import Wording

ClientName = NewType("ClientName", str)

V = TypeVar("V")

Shown: TypeAlias = Literal["card", "carousel", "file", "location", "chips"]
"""What a client may be unable to show; text it always can."""
CutOrder: TypeAlias = Literal["description", "height"]
"""`description`: the description is cut and nothing else. `height`: the description to one line, the title to
one line, suggestions from the end, the description, the title, until the card is low enough."""


class Stated(Record, Generic[V]):
    """One value, and who says so: a source with the day it was read, or the admission that it is a guess."""

    value: V
    source: str = ""
    checked: str = ""
    """ISO date on which the source was read."""
    approximation: bool = False
    """Nobody has published the number; a source beside it says what it was derived from."""

    @model_validator(mode="after")
    def _is_owned_up_to(self) -> Self:
        if not self.approximation and not (self.source and self.checked):
            raise ValueError("a value needs a source with its date, or the mark of an approximation")
        return self


class ClientProfile(Record):
    """A kind of client; lengths are logical px of a screen 362 wide, line counts of 0 mean no limit."""

    name: ClientName
    title_zh: str
    title_en: str
    note_zh: str
    """What is special about it, in one sentence."""
    note_en: str
    shows: Stated[tuple[Shown, ...]]
    """What it can show; the rest becomes text with addresses."""
    type_scale: Stated[float]
    """Size of its own type, 1 is that of the reference."""
    has_dark: Stated[bool]
    """Whether the picture turns dark when the handset does."""
    card_width: Stated[float]
    card_width_horizontal: Stated[float]
    card_height_max: Stated[float]
    carousel_height_max: Stated[float]
    """Height of a carousel's card with a short or medium picture."""
    carousel_small: Stated[float]
    carousel_medium: Stated[float]
    media_short: Stated[float]
    media_medium: Stated[float]
    media_tall: Stated[float]
    media_strip: Stated[float]
    """Width of the picture of a horizontal card."""
    crop: Stated[Literal["centre", "top"]]
    """Which part of a picture stays when it does not fit."""
    cut_order: Stated[CutOrder]
    title_lines: Stated[int]
    description_lines: Stated[int]
    text_lines: Stated[int]
    """Title and description together."""
    suggestions_shown: Stated[int]
    """On one card; 0 is all. When there are more, all of them go behind one entry."""
    chips_shown: Stated[int]
    """The same for the chip list."""
    fold_characters: Stated[int]
    """A longer description folds the card: its suggestions hide until it is unfolded; 0 is never."""
    folded_lines: Stated[int]
    """Lines of the description on a folded card."""

    @property
    def title(self) -> Wording:
        """What people call it; never a brand."""
        return Wording(self.title_zh, self.title_en)

    @property
    def note(self) -> Wording:
        """What is special about it."""
        return Wording(self.note_zh, self.note_en)

    def stated(self) -> dict[str, Stated[object]]:
        """Every value with its source, by field."""
        found = {name: getattr(self, name) for name in type(self).model_fields}
        return {name: value for name, value in found.items() if isinstance(value, Stated)}


@cache
def client_names() -> tuple[ClientName, ...]:
    """The profiles that ship: the usual clients by name, the ones that show less last."""
    folder = resources.files("runtime.messages").joinpath("clients")
    names = sorted(found.name[:-5] for found in folder.iterdir() if found.name.endswith(".json"))
    return tuple(ClientName(name) for name in sorted(names, key=lambda name: (name.startswith("old"), name)))


@cache
def client_profile(name: str) -> ClientProfile:
    """The profile called *name*.

    Raises ValueError, with the nearest name, when there is none.
    """
    if name not in client_names():
        near = nearest(name, client_names())
        raise ValueError(f"no client {name!r}" + (f", did you mean {near!r}?" if near else ""))
    text = resources.files("runtime.messages").joinpath("clients", f"{name}.json").read_text("utf-8")
    return ClientProfile.model_validate(json.loads(text))


def client_profiles() -> tuple[ClientProfile, ...]:
    """All of them, in the order to show them."""
    return tuple(client_profile(name) for name in client_names())
