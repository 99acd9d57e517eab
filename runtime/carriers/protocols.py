"""The wire protocols we speak: from an endpoint's configuration to its adapter and its callbacks.

A further protocol adds its endpoint to `Endpoint` and `KINDS`, and one case to each function.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final, TypeAlias
from urllib.parse import quote

from pydantic import Field, SecretStr, TypeAdapter

from runtime.carriers.cmcc import callbacks as cmcc_callbacks
from runtime.carriers.cmcc.adapter import CmccCarrier
from runtime.carriers.cmcc.endpoint import CmccEndpoint
from runtime.carriers.ctcu import callbacks as ctcu_callbacks
from runtime.carriers.ctcu.adapter import CtcuCarrier
from runtime.carriers.ctcu.endpoint import CtcuEndpoint
from runtime.carriers.fnw11 import callbacks as fnw11_callbacks
from runtime.carriers.fnw11.adapter import Fnw11Carrier
from runtime.carriers.fnw11.endpoint import Fnw11Endpoint
from runtime.carriers.http import Timeouts
from runtime.carriers.port import Carrier, InboundEvent
from runtime.carriers.refusals import UnknownCallbackError
from runtime.clock import Clock

Endpoint: TypeAlias = CtcuEndpoint | CmccEndpoint | Fnw11Endpoint
"""Any endpoint; `protocol` tells them apart, never the carrier."""

KINDS: Final[Mapping[str, type[Endpoint]]] = {
    "ctcu": CtcuEndpoint,
    "cmcc": CmccEndpoint,
    "fnw11": Fnw11Endpoint,
}
MAX_CALLBACK_BYTES: Final = max(
    ctcu_callbacks.MAX_BODY_BYTES, cmcc_callbacks.MAX_BODY_BYTES, fnw11_callbacks.MAX_BODY_BYTES
)

_ANY: TypeAdapter[Endpoint] = TypeAdapter(Annotated[Endpoint, Field(discriminator="protocol")])


def read_endpoint(members: Mapping[str, Any]) -> Endpoint:
    """The endpoint with these members; without a `protocol` it is CT/CU's.

    Raises pydantic's ValidationError.
    """
    kind = KINDS.get(str(members.get("protocol", "ctcu")))
    return _ANY.validate_python(dict(members)) if kind is None else kind.model_validate(dict(members))


def secret_members(kind: type[Endpoint]) -> tuple[str, ...]:
    """The members of an endpoint that are secrets."""
    return tuple(name for name, field in kind.model_fields.items() if field.annotation is SecretStr)


def notify_path(endpoint: Endpoint) -> str:
    """What the address we give the platform has after the endpoint's name; empty for most."""
    if isinstance(endpoint, CmccEndpoint) and endpoint.callback_auth == "address":
        return "/" + endpoint.callback_secret.get_secret_value()
    if isinstance(endpoint, Fnw11Endpoint):
        by_address = endpoint.callback_auth == "address"
        step = endpoint.callback_secret.get_secret_value() if by_address else fnw11_callbacks.EVENTS
        return "/" + quote(step, safe="")
    return ""


def open_carrier(endpoint: Endpoint, clock: Clock, timeouts: Timeouts | None = None) -> Carrier:
    """The adapter of *endpoint*; close it when done. Nothing is sent before the first call."""
    if isinstance(endpoint, CmccEndpoint):
        return CmccCarrier(endpoint, clock=clock, timeouts=timeouts)
    if isinstance(endpoint, Fnw11Endpoint):
        return Fnw11Carrier(endpoint, clock=clock, timeouts=timeouts)
    return CtcuCarrier(endpoint, clock=clock, timeouts=timeouts)


def read_callback(
    path_tail: str, headers: Mapping[str, str], raw_body: bytes, endpoint: Endpoint, now: datetime
) -> tuple[InboundEvent, ...]:
    """The events of a callback; raises `runtime.carriers.refusals.CallbackRefusalError`."""
    if isinstance(endpoint, CmccEndpoint):
        return cmcc_callbacks.read_callback(path_tail, headers, raw_body, endpoint, now)
    if isinstance(endpoint, Fnw11Endpoint):
        return fnw11_callbacks.read_callback(path_tail, headers, raw_body, endpoint, now)
    return ctcu_callbacks.read_callback(path_tail, headers, raw_body, endpoint, now)


def answer_address_check(headers: Mapping[str, str], endpoint: Endpoint, now: datetime) -> dict[str, str]:
    """The headers that answer the platform's check of our notify address (GET …/notifyPath on CT/CU).

    Raises `runtime.carriers.refusals.CallbackRefusalError`; only CT/CU has such a check.
    """
    if not isinstance(endpoint, CtcuEndpoint):
        raise UnknownCallbackError
    return ctcu_callbacks.answer_notify_path(headers, endpoint, now)
