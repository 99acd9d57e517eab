"""Where and as whom a chatbot reaches a platform that speaks China Mobile's XML."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import Field, SecretStr

from runtime.carriers.endpoint import PlatformEndpoint


class CmccEndpoint(PlatformEndpoint):
    """One chatbot's account.

    Source: clients of the interface, read 2026-11-23; there is no public document. What they disagree on is a
    setting here: see docs/carriers.md.
    """

    protocol: Literal["cmcc"] = "cmcc"
    carrier: Literal["mobile", "telecom", "unicom"] = "mobile"
    password: SecretStr
    login_form: Literal["plain", "sha256"] = "plain"
    """`sha256` when the operator handed out the digest of the password instead of the password."""
    callback_secret: SecretStr
    """What the platform proves itself by when it calls us."""
    callback_auth: Literal["basic", "address"] = "basic"
    """`basic`: the platform signs as we do, with `app_id` and the callback secret. `address`: it cannot sign,
    and the secret is the first step of the notify address that it was given."""
    capability_version: Annotated[str, Field(pattern=r"^[12]$")] = "1"
    """The `#=` of the service capability."""
    sms_report: Literal["SMS", "Interworking"] = "SMS"
    """How the platform calls the report of an SMS in place of the message."""

    @property
    def base_url(self) -> str:
        """The address that tells this account from others: the root and the chatbot."""
        return f"{self._root}/messaging/{self.api_version}/outbound/{self._chatbot}"

    @property
    def content_url(self) -> str:
        """Where files go."""
        return f"{self._root}/Content"

    def requests_url(self, kind: Literal["group", "interaction"]) -> str:
        """Where messages go: to many, or in answer to one."""
        return f"{self._root}/messaging/{kind}/{self.api_version}/outbound/{self._chatbot}/requests"

    def status_url(self, message_id: str) -> str:
        """Where a message is called back."""
        return f"{self.base_url}/requests/{quote(message_id, safe='')}/status"

    @property
    def _root(self) -> str:
        return self.server_root.rstrip("/")

    @property
    def _chatbot(self) -> str:
        return quote(self.chatbot_id, safe="")
