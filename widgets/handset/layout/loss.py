"""What people do not see of a message on one phone: found while it is laid out, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from runtime.records import FieldPath

LossKind: TypeAlias = Literal[
    "title_cut",
    "title_hidden",
    "description_cut",
    "description_hidden",
    "suggestion_cut",
    "suggestions_hidden",
    "suggestions_folded",
    "chips_hidden",
    "as_text",
    "suggestions_dropped",
    "not_shown",
]


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that is cut, hidden or dropped."""

    kind: LossKind
    path: FieldPath
    """Of the field that is cut, or the first suggestion that is hidden, from the message."""
    count: int = 1
    """How many suggestions."""
    text: str = ""
    """The whole text that is cut, or the name of the first suggestion."""
