"""Where and as whom a chatbot reaches a platform that speaks the GSMA's FNW.11."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from urllib.parse import quote, urlsplit

from pydantic import Field, SecretStr, model_validator

from runtime.carriers.endpoint import PlatformEndpoint
from runtime.carriers.http import is_loopback


class Fnw11Endpoint(PlatformEndpoint):
    """One chatbot's account; its `app_id` is the OAuth client.

    Source: GSMA FNW.11 V1.0 as its public clients use it, read 2026-11-24; what they disagree on is a
    setting.
    """

    protocol: Literal["fnw11"] = "fnw11"
    chatbot_name: Annotated[str, Field(pattern=r"^[^\s/?#]{0,128}$")] = ""
    """What the platform calls the chatbot in addresses; empty takes the chatbot's SIP address."""
    token_url: Annotated[str, Field(max_length=300)] = ""
    """Where tokens come from; empty takes `/oauth2/v1/token` at the server root."""
    client_secret: SecretStr
    login: Literal["client_credentials", "token"] = "client_credentials"
    """`token` when the operator handed out a token that does not end: it is the client secret then."""
    scope: Annotated[str, Field(pattern=r"^[\x21\x23-\x5b\x5d-\x7e ]{0,200}$")] = ""
    """What the token is asked for; empty leaves it to the platform."""
    callback_secret: SecretStr
    """What the platform proves itself by when it calls us."""
    callback_auth: Literal["bearer", "basic", "address"] = "bearer"
    """`basic` sends `app_id` and the secret; with `address` the platform cannot prove itself, and the secret
    is the last step of the notify address that it was given."""
    keeps_message_ids: bool = False
    """Whether the platform surely keeps the message ids that we give: only then does its "no such message"
    mean that it never had one."""

    @model_validator(mode="after")
    def _token_url_is_safe(self) -> Self:
        if not self.token_url:
            return self
        parts = urlsplit(self.token_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.fragment:
            raise ValueError("token_url must be an http(s) address without a user and a fragment")
        if parts.scheme == "http" and not self.lab and not is_loopback(parts.hostname):
            raise ValueError("plain http leads to this machine or a laboratory only; use https")
        return self

    @property
    def base_url(self) -> str:
        """The address every call starts with, without a slash at its end."""
        chatbot = quote(self.chatbot_name or self.chatbot_id, safe="")
        return f"{self._root}/rcs/bot/{self.api_version}/{chatbot}"

    @property
    def oauth_url(self) -> str:
        """Where tokens come from."""
        return self.token_url or f"{self._root}/oauth2/v1/token"

    @property
    def _root(self) -> str:
        return self.server_root.rstrip("/")
