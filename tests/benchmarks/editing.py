"""What one edit and its undo cost in a scenario of 2,000 nodes, the canvas's repainting included for undo."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

from runtime.wording import Wording
from tests.benchmarks.figure import Figure
from tests.support.flows import generated, node_id

_NODES = 2_000
_EDIT = Wording("改名", "Rename")
_TIMES = 31


def run() -> list[Figure]:
    """Measure medians of CPU time in the GUI thread, offscreen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from tests.support.canvas import Bench

    app = QApplication.instance() or QApplication(sys.argv[:1])
    bench = Bench(generated(_NODES), 1600, 1000)
    bench.show_at(1.0, 1500, 1500)
    app.processEvents()
    node = node_id("n202")

    def edit(number: int) -> None:
        with bench.store.edit(_EDIT) as draft:
            draft.put_node(draft.node(node).with_changes(title=f"第 {number} 次"))
        _ = bench.store.document

    def remove(_: int) -> None:
        with bench.store.edit(_EDIT) as draft:
            draft.remove_node(node)

    def undo(_: int) -> None:
        bench.history.undo()
        app.processEvents()

    figures = [
        Figure(f"edit in {_NODES:,} nodes", _median_ms(edit, app.processEvents), "ms", 2.0, None, "lower"),
        Figure("undo of it, repainted", _median_ms(undo), "ms", 8.0, None, "lower"),
    ]
    removed, restored = [], []
    for number in range(9):
        removed.append(_once_ms(remove, number))
        app.processEvents()
        restored.append(_once_ms(undo, number))
    figures += [
        Figure("removal of a node", statistics.median(removed), "ms", 2.0, None, "lower"),
        Figure("undo of it, repainted", statistics.median(restored), "ms", 8.0, None, "lower"),
    ]
    bench.close()
    return figures


def _median_ms(action: Callable[[int], object], between: Callable[[], object] | None = None) -> float:
    taken = []
    for number in range(_TIMES):
        taken.append(_once_ms(action, number))
        if between is not None:
            between()
    return statistics.median(taken)


def _once_ms(action: Callable[[int], object], number: int) -> float:
    start = time.thread_time()
    action(number)
    return (time.thread_time() - start) * 1_000
