"""A simulated platform of the GSMA's interface with one chatbot, its adapter and where its events come."""

from __future__ import annotations

import base64
from typing import Any, Self

import orjson
from typing_extensions import override

from runtime.carriers.fnw11.adapter import Fnw11Carrier
from runtime.carriers.fnw11.endpoint import Fnw11Endpoint
from runtime.carriers.http import Answer, Timeouts, client, exchange
from runtime.simulator.accounts import AccountPlan
from tests.support.carrier_lab import CHATBOT, QUICK, CarrierLab

BASE = "/rcs/bot/v1/" + CHATBOT.replace(":", "%3A").replace("@", "%40")


class Fnw11Lab(CarrierLab):
    """`async with Fnw11Lab() as lab:`; `gsma` is the adapter, whose events come to `inbox`."""

    def __init__(self, *, keeps_ids: bool = False) -> None:
        super().__init__()
        self._keeps_ids = keeps_ids

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        plan = AccountPlan(
            chatbot_id=CHATBOT,
            protocol="fnw11",
            carrier="mobile",
            notify_url=self.inbox.url + "/events",
            keeps_ids=self._keeps_ids,
        )
        self.account = self.simulator.platform.register(plan)
        self.gsma = self.gsma_for()
        self.inbox.endpoint = self.gsma.endpoint
        self.inbox.listener = self.gsma
        return self

    def gsma_for(self, timeouts: Timeouts | None = None, /, **changes: object) -> Fnw11Carrier:
        """An adapter of the chatbot's endpoint with *changes*, closed with the lab."""
        values = {
            "name": "gsma",
            "carrier": "mobile",
            "server_root": self.simulator.base_url,
            "chatbot_id": CHATBOT,
            "app_id": self.account.app_id,
            "client_secret": self.account.app_key,
            "callback_secret": self.account.callback_token,
            "keeps_message_ids": self._keeps_ids,
            "lab": True,
        }
        endpoint = Fnw11Endpoint.model_validate(values | changes)
        carrier = Fnw11Carrier(endpoint, clock=self.clock, timeouts=timeouts or QUICK)
        self._stack.push_async_callback(carrier.close)
        return carrier

    async def ask(
        self, method: str, path: str, body: str | bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[Answer, Any]:
        """One request of a client that knows only the interface's description, and the answer's JSON."""
        content = body.encode() if isinstance(body, str) else body
        sent = {"content-type": "application/json", **(headers or {})}
        async with client(lab=True) as http:
            url = self.simulator.base_url + path
            answer = await exchange(http, method, url, headers=sent, content=content)
        return answer, orjson.loads(answer.body) if answer.body else None

    async def bearer(self) -> dict[str, str]:
        """A header with a fresh token, as the authorization server hands it out."""
        login = base64.b64encode(f"{self.account.app_id}:{self.account.app_key}".encode()).decode()
        form = {"authorization": f"Basic {login}", "content-type": "application/x-www-form-urlencoded"}
        _, data = await self.ask("POST", "/oauth2/v1/token", "grant_type=client_credentials", form)
        return {"authorization": "Bearer " + data["access_token"]}

    async def tell(self, path: str, event: str, headers: dict[str, str]) -> int:
        """One event as a platform posts it; the status it is answered with."""
        async with client(lab=True) as http:
            url = self.inbox.server.base_url + path
            sent = {"content-type": "application/json", **headers}
            return (await exchange(http, "POST", url, headers=sent, content=event.encode())).status
