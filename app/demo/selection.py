"""Which conversations are shown: few, and as different as they come."""

from __future__ import annotations

from app.demo.figures import ScenarioFigures
from app.demo.record import HandsetStory
from runtime.insight import SessionTale

SHOWN = 8


def selected(figures: ScenarioFigures, count: int = SHOWN) -> list[tuple[SessionTale, HandsetStory]]:
    """At most *count* conversations; each way to end, on either kind of handset, comes before a second one.

    Within a kind the one with the most different nodes comes first, then the order of numbers, so that the
    choice repeats.
    """
    handsets = {handset.number: handset for handset in figures.rehearsal.handsets}
    found: dict[tuple[str, bool], list[tuple[SessionTale, HandsetStory]]] = {}
    for tale in figures.tales:
        handset = handsets.get(tale.contact)
        if handset is not None and handset.received:
            found.setdefault((tale.outcome or "waiting", handset.is_5g), []).append((tale, handset))
    for kind in found.values():
        kind.sort(key=lambda pair: (-_richness(pair[0]), pair[1].number))
    order = [
        found[outcome, is_5g]
        for is_5g in (True, False)
        for outcome in ("goal", "refused", "abandoned", "waiting", "failed")
        if (outcome, is_5g) in found
    ]
    chosen: list[tuple[SessionTale, HandsetStory]] = []
    for rank in range(count):
        chosen += [kind[rank] for kind in order if rank < len(kind)]
    return chosen[:count]


def _richness(tale: SessionTale) -> int:
    return len({node for node, _ in tale.walk})
