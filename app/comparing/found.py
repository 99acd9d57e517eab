"""What a comparison found, worked out beside the thread that paints."""

from __future__ import annotations

from dataclasses import dataclass

from editor.document.difference import difference
from editor.document.differing.entries import Difference
from editor.document.differing.people import PeopleChange, changes_for_people
from runtime.flow.document import Document


@dataclass(frozen=True, slots=True)
class Found:
    """The differences, and what they are to people."""

    difference: Difference
    people: tuple[PeopleChange, ...]


def compared(before: Document, after: Document) -> Found:
    """Compare two versions in both ways."""
    return Found(difference(before, after), changes_for_people(before.flow, after.flow))
