"""Comparing and joining two versions of a flow of 1,000 nodes, every twentieth of them edited."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from editor.document.difference import difference
from editor.document.differing.people import changes_for_people
from editor.document.merging import merge
from runtime.flow.document import Document
from runtime.flow.flow import Flow
from tests.benchmarks.figure import Figure
from tests.support.large_flows import large_flow

NODES = 1000
ROUNDS = 7
EVERY = 20
LIMIT_MS = 200


def run() -> list[Figure]:
    """Three figures, in milliseconds of processor time."""
    base = Document(flow=large_flow(NODES))
    ours, theirs = (Document(flow=_edited(large_flow(NODES), at)) for at in (0, 7))
    difference(base, ours)
    return [
        _figure("difference of 1,000 nodes in words", lambda: difference(ours, theirs)),
        _figure("what changes for people, 1,000 nodes", lambda: changes_for_people(ours.flow, theirs.flow)),
        _figure("three-way merge of 1,000 nodes", lambda: merge(base, ours, theirs)),
    ]


def _edited(flow: Flow, begin: int) -> Flow:
    names = list(flow.nodes)[begin::EVERY]
    titled = {name: flow.nodes[name].model_copy(update={"title": f"改过 {begin}"}) for name in names}
    return flow.model_copy(update={"nodes": {**flow.nodes, **titled}})


def _figure(name: str, work: Callable[[], object]) -> Figure:
    took: list[float] = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return Figure(name, statistics.median(took) * 1000, "ms", LIMIT_MS, None, "lower")
