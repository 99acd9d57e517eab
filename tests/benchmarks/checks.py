"""All checks of a flow of 1,000 nodes: cold, and after one edit."""

from __future__ import annotations

import statistics
import time

from runtime.flow.ids import NodeId
from runtime.flow.issues import Checker, check_flow
from tests.benchmarks.figure import Figure
from tests.support.large_flows import large_flow

NODES = 1000
ROUNDS = 7


def run() -> list[Figure]:
    """Two figures, in milliseconds of processor time; importing the libraries is not counted."""
    flow = large_flow(NODES)
    check_flow(large_flow(20))
    node = flow.nodes[NodeId("b50-wait")]
    cold: list[float] = []
    after: list[float] = []
    for number in range(ROUNDS):
        checker = Checker()
        begun = time.process_time()
        checker.check(flow)
        cold.append(time.process_time() - begun)
        renamed = node.model_copy(update={"title": f"等待 {number}"})
        edited = flow.model_copy(update={"nodes": {**flow.nodes, node.id: renamed}})
        begun = time.process_time()
        checker.check(edited)
        after.append(time.process_time() - begun)
    return [
        Figure("all checks of 1,000 nodes, cold", statistics.median(cold) * 1000, "ms", 150, None, "lower"),
        Figure(
            "all checks of 1,000 nodes, after one edit",
            statistics.median(after) * 1000,
            "ms",
            30,
            None,
            "lower",
        ),
    ]
