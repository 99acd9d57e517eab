"""Takes out of the store all that an import brought."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from runtime.store import Store
from runtime.store.unmerging import Undone, undo_slice

UNDO_SLICE: Final = 2_000


def undo_whole(
    store: Store, import_id: int, step: Callable[[Undone, int], None] = lambda _done, _rows: None
) -> Undone:
    """Undoes an import slice by slice, *step* hears of the sum and the rows behind after each."""
    whole, rows = Undone(), 0
    slice_of = partial(undo_slice, import_id=import_id, limit=UNDO_SLICE)
    while (part := store.write_now(slice_of)) is not None:
        whole.removed += part.removed
        whole.restored += part.restored
        whole.stayed += part.stayed
        rows += UNDO_SLICE
        step(whole, rows)
    return whole
