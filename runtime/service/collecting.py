"""Spares a long-lived process the search for garbage among what it keeps for ever."""

from __future__ import annotations

import gc

_NEW_OBJECTS = 100_000
"""Objects made between two looks at the youngest: a batch's rows are gone again before that."""


def spare_what_stays() -> None:
    """Leaves all that exists now out of later collections, which come less often too.

    Call it once everything is loaded. A batch makes tens of thousands of objects without cycles; looking
    for cycles among them and the loaded modules took a seventh of its time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 10, 20)
