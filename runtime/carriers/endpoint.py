"""Where and as whom a chatbot reaches a platform: what every protocol's endpoint has."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from runtime.carriers.http import is_loopback
from runtime.records import Record


class PlatformEndpoint(Record):
    """One chatbot's account; secrets never show in its text form."""

    name: Annotated[str, Field(min_length=1, max_length=64)]
    carrier: Literal["mobile", "telecom", "unicom"]
    """Whose handsets are reached; says nothing about the protocol."""
    server_root: Annotated[str, Field(max_length=200)]
    """`https://host[:port]`, with a path in front of the protocol's own if the carrier gave one."""
    api_version: Annotated[str, Field(pattern=r"^[A-Za-z0-9.]{1,16}$")] = "v1"
    chatbot_id: Annotated[str, Field(pattern=r"^sip:[^\s@]{1,64}@[^\s@]{1,128}$")]
    app_id: Annotated[str, Field(min_length=1, max_length=128)]
    lab: bool = False
    """A laboratory: plain http may lead to it, and its clock need not be ours."""
    messages_per_s: Annotated[int, Field(ge=0, le=10_000)] = 0
    """The most messages in any second, of all endpoints of this chatbot on this platform; 0 sends as fast as
    they are taken, and slower for a while when the platform says so."""

    @model_validator(mode="after")
    def _server_is_safe(self) -> Self:
        parts = urlsplit(self.server_root)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("server_root must be an http(s) address")
        if parts.scheme == "http" and not self.lab and not is_loopback(parts.hostname):
            raise ValueError("plain http leads to this machine or a laboratory only; use https")
        if parts.username or parts.query or parts.fragment:
            raise ValueError("server_root must hold neither a user, nor a query, nor a fragment")
        return self

    @property
    def is_simulated(self) -> bool:
        """Whether nobody real is behind it: a laboratory, or this machine."""
        return self.lab or is_loopback(urlsplit(self.server_root).hostname or "")
