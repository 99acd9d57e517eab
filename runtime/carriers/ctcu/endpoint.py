"""Where and as whom a chatbot reaches a platform that speaks CT/CU."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from pydantic import SecretStr

from runtime.carriers.endpoint import PlatformEndpoint


class CtcuEndpoint(PlatformEndpoint):
    """One chatbot's account.

    Source: CT/CU customer access interface V1.0.4, base address `{serverRoot}/bot/{apiVersion}/{chatbotId}`.
    """

    protocol: Literal["ctcu"] = "ctcu"
    app_key: SecretStr
    callback_token: SecretStr
    """Shared with the platform; signs its callbacks."""

    @property
    def base_url(self) -> str:
        """The address every call starts with, without a slash at its end."""
        root = self.server_root.rstrip("/")
        return f"{root}/bot/{self.api_version}/{quote(self.chatbot_id, safe='')}"
