"""Reads what carriers and integrators write, leniently, and says what it repaired or left out."""

from runtime.messages.reading.inbound import (
    Hearing,
    SpamComplaint,
    StatusNews,
    Typing,
    read_inbound,
)
from runtime.messages.reading.message import Reading, read_message
from runtime.messages.reading.pasted import read_pasted
from runtime.messages.reading.places import read_location
from runtime.messages.reading.response import (
    DeviceSpecifics,
    TappedSuggestion,
    read_response,
    read_shared_data,
)

__all__ = [
    "DeviceSpecifics",
    "Hearing",
    "Reading",
    "SpamComplaint",
    "StatusNews",
    "TappedSuggestion",
    "Typing",
    "read_inbound",
    "read_location",
    "read_message",
    "read_pasted",
    "read_response",
    "read_shared_data",
]
