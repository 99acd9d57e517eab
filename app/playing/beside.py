"""Scenarios in the files beside one: what a scenario in a folder may call."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from app.finding_flows import FindFlow
from runtime.flow.errors import UnreadableDocument
from runtime.flow.file_format import SUFFIX, read_document
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId

MOST_FILES = 200
"""Files of a folder that are read; a folder with more is no folder of scenarios."""


def beside(file: Path) -> FindFlow:
    """Finds scenarios by their id among the files beside *file*; they are read when first wanted."""

    @cache
    def flows() -> dict[FlowId, Flow]:
        return flows_beside(file)

    def find(flow_id: FlowId) -> Flow | None:
        return flows().get(flow_id)

    return find


def flows_beside(file: Path) -> dict[FlowId, Flow]:
    """The scenarios in the folder of *file*, by id."""
    return {flow.id: flow for flow in _flows_in(file.parent)}


def _flows_in(folder: Path) -> Iterator[Flow]:
    try:
        files = sorted(folder.glob(f"*{SUFFIX}"))[:MOST_FILES]
    except OSError:
        return
    for file in files:
        try:
            yield read_document(file).flow
        except (OSError, UnreadableDocument):
            continue
