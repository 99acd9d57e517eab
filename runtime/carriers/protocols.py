"""The wire protocols we speak: from an endpoint's configuration to its adapter and its callbacks.

A further protocol adds its endpoint to `Endpoint` and one case to each function.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeAlias

from runtime.carriers.ctcu import callbacks as ctcu_callbacks
from runtime.carriers.ctcu.adapter import CtcuCarrier
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.carriers.http import Timeouts
from runtime.carriers.port import Carrier, InboundEvent
from runtime.clock import Clock

Endpoint: TypeAlias = CtcuEndpoint
"""Any endpoint; `protocol` tells them apart."""


def open_carrier(endpoint: Endpoint, clock: Clock, timeouts: Timeouts | None = None) -> Carrier:
    """The adapter of *endpoint*; close it when done. Nothing is sent before the first call."""
    return CtcuCarrier(endpoint, clock=clock, timeouts=timeouts)


def read_callback(
    path_tail: str, headers: Mapping[str, str], raw_body: bytes, endpoint: Endpoint, now: datetime
) -> tuple[InboundEvent, ...]:
    """The events of a callback; raises `runtime.carriers.refusals.CallbackRefusalError`."""
    return ctcu_callbacks.read_callback(path_tail, headers, raw_body, endpoint, now)


def answer_address_check(headers: Mapping[str, str], endpoint: Endpoint, now: datetime) -> dict[str, str]:
    """The headers that answer the platform's check of our notify address (GET …/notifyPath on CT/CU).

    Raises `runtime.carriers.refusals.CallbackRefusalError`.
    """
    return ctcu_callbacks.answer_notify_path(headers, endpoint, now)
