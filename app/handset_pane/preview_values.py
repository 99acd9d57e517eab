"""Whose values the preview shows: the samples, the longest that are known, or those of one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from app.handset_pane.sample_values import sample_values
from editor.library.people import Person
from runtime.flow.flow import Flow

SAMPLES = "samples"
LONGEST = "longest"


class PreviewValues(QObject):
    """Holds the choice; `key` is `samples`, `longest` or the place of a person in the table."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = SAMPLES
        self._people: tuple[Person, ...] = ()

    @property
    def key(self) -> str:
        """What is chosen."""
        return self._key

    @property
    def people(self) -> tuple[Person, ...]:
        """The people that can be chosen."""
        return self._people

    @property
    def person(self) -> Person | None:
        """The person that is chosen, None for samples and the longest values."""
        return self._people[int(self._key)] if self._key.isdecimal() else None

    def set_people(self, people: Sequence[Person]) -> None:
        """Offer other people."""
        self._people = tuple(people)
        if self._key.isdecimal():
            self._key = SAMPLES
        self.changed.emit()

    def choose(self, key: str) -> None:
        """Show other values; nothing for a person that is not there."""
        if key.isdecimal() and int(key) >= len(self._people):
            return
        if key != self._key:
            self._key = key
            self.changed.emit()

    def step(self, by: int) -> None:
        """Go to the next choice, or the one before, around the end: samples, longest, every person."""
        keys = [SAMPLES, LONGEST, *map(str, range(len(self._people)))]
        self.choose(keys[(keys.index(self._key) + by) % len(keys)])

    def values(self, flow: Flow) -> Mapping[str, str]:
        """Variable → what the preview shows for it; where a person has no value, the sample."""
        if self._key == LONGEST:
            return self.longest(flow)
        samples = sample_values(flow)
        person = self.person
        if person is None:
            return samples
        return samples | {name: value for name, value in person.values.items() if value}

    def longest(self, flow: Flow) -> Mapping[str, str]:
        """Variable → the longest value known for it: sample, default, and those of all people."""
        found = dict(sample_values(flow))
        for variable in flow.variables:
            values = [str(variable.default) if variable.default is not None else "", variable.sample]
            values += [person.values.get(variable.name, "") for person in self._people]
            longest = max(values, key=lambda value: (len(value), len(value.encode())))
            if longest:
                found[variable.name] = longest
        return found
