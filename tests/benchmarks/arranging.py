"""Arranging 1,000 nodes from a heap and again after that, by the engine and by our own code alone."""

from __future__ import annotations

import statistics
import time

from editor.document.arranging import arranged
from tests.benchmarks.figure import Figure
from tests.support.arranging import tangled, task_for

NODES = 1_000
ROUNDS = 3


def run() -> list[Figure]:
    """Medians of processor time, in milliseconds; importing the engine is not counted."""
    flow = tangled(NODES, 7)
    arranged(task_for(tangled(20, 7)))
    figures = []
    for words, uses_engine in (("by the engine", True), ("by our own code", False)):
        once = arranged(task_for(flow, uses_engine=uses_engine))
        for what, places in (("arranging 1,000 nodes", None), ("the same again", once)):
            task = task_for(flow, places, uses_engine=uses_engine)
            taken = []
            for _ in range(ROUNDS):
                begun = time.process_time()
                arranged(task)
                taken.append((time.process_time() - begun) * 1_000)
            name = f"{what}, {words}"
            figures.append(Figure(name, statistics.median(taken), "ms", 500, None, "lower"))
    return figures
