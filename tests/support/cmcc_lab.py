"""A simulated China Mobile with one chatbot, its adapter and the place its callbacks arrive at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from typing_extensions import override

from runtime.carriers.cmcc.adapter import CmccCarrier
from runtime.carriers.cmcc.endpoint import CmccEndpoint
from runtime.carriers.http import Answer, Timeouts, client, exchange
from runtime.carriers.port import SendRequest
from runtime.simulator.accounts import AccountPlan
from tests.support.carrier_lab import NUMBER, QUICK, CarrierLab, request_to
from tests.support.cmcc_text import CHATBOT, login


def cmcc_request(contact: str = NUMBER, **members: object) -> SendRequest:
    """A message of this chatbot with ids of its own."""
    return request_to(contact, "您好", **({"chatbot": CHATBOT} | members))


class CmccLab(CarrierLab):
    """`async with CmccLab() as lab:`; `mobile` is the adapter, whose callbacks come to `inbox`."""

    def __init__(self, *, keeps_ids: bool = False) -> None:
        super().__init__()
        self._keeps_ids = keeps_ids

    @override
    async def __aenter__(self) -> Self:
        await super().__aenter__()
        plan = AccountPlan(
            chatbot_id=CHATBOT,
            protocol="cmcc",
            carrier="mobile",
            notify_url=self.inbox.url,
            keeps_ids=self._keeps_ids,
        )
        self.account = self.simulator.platform.register(plan)
        self.mobile = self.mobile_for()
        self.inbox.endpoint = self.mobile.endpoint
        self.inbox.listener = self.mobile
        return self

    def mobile_for(self, timeouts: Timeouts | None = None, /, **changes: object) -> CmccCarrier:
        """An adapter of the chatbot's endpoint with *changes*, closed with the lab."""
        values = {
            "name": "mobile",
            "server_root": self.simulator.base_url,
            "chatbot_id": CHATBOT,
            "app_id": self.account.app_id,
            "password": self.account.app_key,
            "callback_secret": self.account.callback_token,
            "lab": True,
        }
        endpoint = CmccEndpoint.model_validate(values | changes)
        carrier = CmccCarrier(endpoint, clock=self.clock, timeouts=timeouts or QUICK)
        self._stack.push_async_callback(carrier.close)
        return carrier

    async def ask(
        self,
        method: str,
        path: str,
        document: str | bytes = b"",
        headers: dict[str, str] | None = None,
        without: Sequence[str] = (),
    ) -> Answer:
        """One request of a client that knows only the interface's description."""
        own = login(self.account.app_id, self.account.app_key, self.clock.now())
        sent = {"content-type": "application/xml", "user-agent": f"SP/{CHATBOT}", **own, **(headers or {})}
        content = document.encode() if isinstance(document, str) else document
        kept = {name: value for name, value in sent.items() if name not in without}
        async with client(lab=True) as http:
            url = self.simulator.base_url + path
            return await exchange(http, method, url, headers=kept, content=content)
