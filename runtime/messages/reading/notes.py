"""What a reader repaired and what it could not understand, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from runtime.wording import Wording, printable

MOST_NOTES = 100
"""Notes kept of each sort; a hostile document has no use for more."""


MOST_PLACE = 200
"""Characters of a place that are shown; member names are a stranger's words too."""


@dataclass(slots=True)
class Notes:
    """Collects remarks while one message is read."""

    repaired: list[Wording] = field(default_factory=list)
    not_understood: list[Wording] = field(default_factory=list)

    def repair(self, place: str, zh: str, en: str) -> None:
        """Notes that something at *place* was read otherwise than written; nothing was lost."""
        _add(self.repaired, place, zh, en)

    def leave_out(self, place: str, zh: str, en: str) -> None:
        """Notes that something at *place* is not in the message that was read."""
        _add(self.not_understood, place, zh, en)


def shown(value: object) -> str:
    """A wire value as it can stand in a sentence: short, one line."""
    try:
        text = str(value)
    except ValueError:
        text = "…"  # a whole number of thousands of digits, which Python does not spell
    return printable(" ".join(text.split()), 40)


def _add(notes: list[Wording], place: str, zh: str, en: str) -> None:
    if len(notes) < MOST_NOTES:
        place = printable(place, MOST_PLACE)
        note = Wording(f"{place}：{zh}" if place else zh, f"{place}: {en}" if place else en)
        if note not in notes:
            notes.append(note)
