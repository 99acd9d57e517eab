"""A scenario as it stands in a file: the flow, and the layout beside it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from runtime.flow.flow import Flow
from runtime.flow.layout import Layout
from runtime.records import Record

FORMAT = 1
"""The version of the document format this program writes."""


class Document(Record):
    """One scenario: what runs, and how it is drawn."""

    flow: Flow
    layout: Layout = Layout()


def flow_json(flow: Flow) -> dict[str, Any]:
    """The flow as plain JSON data."""
    return flow.model_dump(mode="json")


def digest(flow: Flow) -> str:
    """The SHA-256 of the flow's canonical JSON, hexadecimal; the layout does not count."""
    return digest_of(flow_json(flow))


def digest_of(flow_data: dict[str, Any]) -> str:
    """The digest of a flow that is plain JSON data already."""
    canonical = json.dumps(
        flow_data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
