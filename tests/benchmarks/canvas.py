"""What a frame and a drag cost on canvases of 1,000 and 10,000 nodes, in CPU time of the GUI thread."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.benchmarks.figure import Figure
from tests.support.flows import generated

if TYPE_CHECKING:
    from tests.support.canvas import Bench

_WIDTH_PX, _HEIGHT_PX = 1600, 1000
_BUDGETS_MS = {
    1_000: {"build": 100, "whole graph": 5, "1:1 frame": 12, "pan step": 12, "drag one": 3, "drag 100": 20},
    10_000: {"whole graph": 12, "1:1 frame": 16, "pan step": 6, "drag one": 6},
}


def run() -> list[Figure]:
    """Measure medians, offscreen, raster painting, 1600 × 1000 px."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication(sys.argv[:1])
    figures = []
    for count, budgets in _BUDGETS_MS.items():
        measured = _measure(count)
        figures += [
            Figure(f"canvas of {count:,} nodes: {name}", measured[name], "ms", budget, None, "lower")
            for name, budget in budgets.items()
        ]
    app.processEvents()
    return figures


def _measure(count: int) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication

    from tests.support.canvas import Bench

    document = generated(count)
    built: list[Bench] = []

    def build(_: int) -> None:
        built.append(Bench(document, _WIDTH_PX, _HEIGHT_PX))

    found = {"build": _median_ms(build, 3)}
    bench = built[0]
    for other in built[1:]:
        other.close()
    view = bench.view
    view.show()
    QApplication.processEvents()
    view.fit(is_animated=False)
    found["whole graph"] = _frame(bench)
    view.set_zoom(1.0)
    found["1:1 frame"] = _frame(bench)
    found["pan step"] = _median_ms(lambda _: _panned(bench), 15)
    found["drag one"] = _drag(bench, 1)
    view.set_zoom(0.4)
    found["drag 100"] = _drag(bench, 100)
    bench.close()
    return found


def _frame(bench: Bench) -> float:
    bench.view.repaint()
    return _median_ms(lambda _: bench.view.repaint(), 9)


def _panned(bench: Bench) -> None:
    bench.view.scroll_view(12, 0)
    bench.view.repaint()


def _drag(bench: Bench, count: int) -> float:
    from PySide6.QtWidgets import QApplication

    from editor.tools.feedback import NOTHING, Feedback, Shift

    visible = bench.view.rect()
    shown = [node for node in bench.store.nodes if visible.contains(bench.view.node_rect(node).center())]
    nodes = frozenset(shown[:count])

    def step(number: int) -> None:
        bench.view.show_feedback(Feedback(shift=Shift(number * 3.0, number * 2.0, nodes)))
        QApplication.processEvents()

    found = _median_ms(step, 15)
    bench.view.show_feedback(NOTHING)
    QApplication.processEvents()
    return found


def _median_ms(action: Callable[[int], object], times: int) -> float:
    taken = []
    for number in range(times):
        start = time.thread_time()
        action(number)
        taken.append((time.thread_time() - start) * 1_000)
    return statistics.median(taken)
