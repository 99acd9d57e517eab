"""The conversation as placed entries: only what changed is measured again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from widgets.handset.entries import ChatbotEntry, Entry, Mark
from widgets.handset.layout.entry import EntryLayout, lay_out_entry
from widgets.handset.layout.loss import Loss
from widgets.handset.measures import STANDARD, Measures
from widgets.handset.metrics import GAP, PADDING_Y


@dataclass(frozen=True)
class PlacedEntry:
    """An entry and the top it has in the conversation."""

    index: int
    top: float
    layout: EntryLayout

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.layout.height

    @property
    def is_revoked(self) -> bool:
        """Whether its message was taken back."""
        entry = self.layout.entry
        return isinstance(entry, ChatbotEntry) and entry.mark is Mark.REVOKED


class Conversation:
    """Keeps the measured entries of one phone."""

    def __init__(self, is_sms: bool = False, measures: Measures = STANDARD) -> None:
        self._is_sms = is_sms
        self.measures = measures
        """What entries are measured with; `forget` after a change."""
        self._placed: list[PlacedEntry] = []
        self._tops: list[float] = []
        self.measured_count = 0
        """Entries measured by the last change; for tests and figures."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries, top to bottom."""
        return tuple(placed.layout.entry for placed in self._placed)

    @property
    def placed(self) -> Sequence[PlacedEntry]:
        """The measured entries, top to bottom."""
        return self._placed

    @property
    def height(self) -> float:
        """Height of all of it with its padding."""
        return self._placed[-1].bottom + PADDING_Y if self._placed else 0.0

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What people do not see of all of it."""
        return tuple(loss for placed in self._placed for loss in placed.layout.losses)

    def replace(self, entries: Sequence[Entry]) -> None:
        """Show *entries*; those that equal the one at the same place before keep their measures."""
        old = self._placed
        self._placed, self._tops, self.measured_count = [], [], 0
        for index, entry in enumerate(entries):
            self._add(entry, old[index].layout if index < len(old) else None)

    def append(self, entry: Entry) -> None:
        """Show one more entry at the end."""
        self.measured_count = 0
        self._add(entry, None)

    def forget(self) -> None:
        """Measure everything again: the language or the fonts changed."""
        entries = self.entries
        self._placed = []
        self.replace(entries)

    def between(self, top: float, bottom: float) -> Iterator[PlacedEntry]:
        """The entries that show between two heights."""
        first = max(bisect_right(self._tops, top) - 1, 0)
        for placed in self._placed[first:]:
            if placed.top > bottom:
                return
            if placed.bottom >= top:
                yield placed

    def _add(self, entry: Entry, old: EntryLayout | None) -> None:
        if old is not None and old.entry == entry:
            layout = old
        else:
            layout = lay_out_entry(entry, old, self._is_sms, self.measures)
            self.measured_count += 1
        top = self._placed[-1].bottom + GAP if self._placed else PADDING_Y
        self._placed.append(PlacedEntry(len(self._placed), top, layout))
        self._tops.append(top)
