"""One trial of a draft: kept as a trial version, begun on three simulated handsets and driven by hand."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

from app.demo.cast import cast_of
from app.finding_flows import CalledFlow
from app.handset_pane.sample_values import sample_values
from app.network.arrived import HandsetRecord
from app.publishing.files import files_of
from editor.library.media_folder import MediaFolder
from runtime.carriers.http import HttpError, Timeouts, client, exchange
from runtime.flow.flow import Flow
from runtime.flow.nodes.http_request import HttpRequest
from runtime.service.client import RuntimeClient
from runtime.simulator.accounts import AccountPlan
from runtime.simulator.business import SampleAnswer
from runtime.simulator.fleet import HandsetPlan
from runtime.simulator.handset import HandsetKind
from runtime.simulator.remote import SimulatorRemote
from runtime.wording import Wording

ENDPOINT: Final = "trial"
MAX_PICTURE_BYTES: Final = 20 * 1024 * 1024
_CHATBOT: Final = "sip:10690088@chatbot.rcs.example.cn"
_QUIET_S: Final = 0.15
"""Several things that happen at once are read once."""


@dataclass(frozen=True, slots=True)
class TrialHandset:
    """One of the handsets a draft is tried on."""

    key: str
    words: Wording
    kind: HandsetKind
    is_online: bool


HANDSETS: Final = (
    TrialHandset("online", Wording("5G 开机", "5G on"), HandsetKind.FIVE_G, True),
    TrialHandset("offline", Wording("5G 关机", "5G off"), HandsetKind.FIVE_G, False),
    TrialHandset("sms", Wording("只收短信", "SMS only"), HandsetKind.SMS_ONLY, True),
)


class Trial:
    """Talks to both processes over HTTP; every method may raise what their clients raise."""

    def __init__(self, runtime_news: dict[str, Any], network_news: dict[str, Any]) -> None:
        self.runtime = RuntimeClient(runtime_news["url"], runtime_news["token"])
        self.remote = SimulatorRemote(network_news["url"], network_news["control_token"])
        self._pictures = client(timeouts=Timeouts(), lab=True, max_response_bytes=MAX_PICTURE_BYTES)
        self._is_connected = False
        self.numbers: dict[str, str] = {}
        """Key of a trial handset → its number."""
        self.version = 0
        self._contacts: dict[str, str] = {}

    async def close(self) -> None:
        """Ends the connections."""
        await self.runtime.close()
        await self.remote.close()
        await self._pictures.aclose()

    async def begin(self, flow: Flow, media: MediaFolder, called: Sequence[CalledFlow] = ()) -> None:
        """Publishes *flow* with its pictures and begins a session on each of three fresh handsets.

        What it calls goes along as it was saved last, whether that is online or not.
        """
        await self._connect()
        await self._stand_in(flow, *(one.flow for one in called))
        files = await asyncio.to_thread(files_of, flow, media)
        beside = [
            (one.flow, await asyncio.to_thread(files_of, one.flow, MediaFolder.beside(one.path)))
            for one in called
        ]
        published = await self.runtime.publish(flow, files, trial=True, beside=beside)
        self.version = int(published["version"])
        stamp = int(time.time()) % 10_000_000
        self.numbers = {each.key: f"+86189{stamp:07d}{index}" for index, each in enumerate(HANDSETS, start=1)}
        for each in HANDSETS:
            plan = HandsetPlan(number=self.numbers[each.key], kind=each.kind, is_online=each.is_online)
            await self.remote.add_handset(plan)
        begun = await self.runtime.begin(
            flow.id,
            self.numbers.values(),
            attributes=_attributes(*(one.flow for one in called), flow),
            version=self.version,
            endpoint=ENDPOINT,
            trigger="campaign" if flow.purpose == "marketing" else "api",
        )
        self._contacts = dict(zip(self.numbers, begun["contacts"], strict=True))

    async def record(self, key: str) -> HandsetRecord:
        """What a handset received and did, beside the runtime's record."""
        handset, transcript = await asyncio.gather(
            self.remote.handset(self.numbers[key]), self.runtime.messages(self._contacts[key])
        )
        return HandsetRecord(handset, tuple(transcript))

    async def drive(self, key: str, deed: str, **members: object) -> None:
        """Does something on a handset: tap, type, location, online or look."""
        await self.remote.drive(self.numbers[key], deed, **members)

    async def picture(self, url: str) -> bytes | None:
        """The file behind an address on a handset, None when there is none."""
        try:
            answer = await exchange(self._pictures, "GET", url, total_s=30)
        except HttpError:
            return None
        return answer.body if answer.status == 200 else None

    async def _connect(self) -> None:
        if self._is_connected:
            return
        account = {
            "app_id": "trial",
            "app_key": "trial-key",
            "callback_token": "trial-callback",
            "chatbot_id": _CHATBOT,
            "carrier": "telecom",
        }
        endpoint = {**account, "server_root": self.remote.base_url, "lab": True}
        shown = await self.runtime.configure(ENDPOINT, endpoint)
        await self.remote.register(AccountPlan.model_validate({**account, "notify_url": shown["notify_url"]}))
        self._is_connected = True

    async def _stand_in(self, *flows: Flow) -> None:
        """Lets the simulated network answer what the flows ask of business systems."""
        for flow in flows:
            for sample in cast_of(flow.id).samples or tuple(_samples_of(flow)):
                await self.remote.put_sample(sample)
        nodes = [node for flow in flows for node in flow.nodes.values()]
        origins = {origin for node in nodes if (origin := _origin_of(node)) is not None}
        if origins:
            business = f"{self.remote.base_url}/business"
            await self.runtime.stand_in(dict.fromkeys(sorted(origins), business))


def _samples_of(flow: Flow) -> Iterator[SampleAnswer]:
    for node in flow.nodes.values():
        if not isinstance(node, HttpRequest) or not node.sample.strip():
            continue
        path = urlsplit(node.url).path or "/"
        try:
            answer = orjson.loads(node.sample)
        except orjson.JSONDecodeError:
            continue
        if "{{" not in path and len(path) <= 200:
            yield SampleAnswer.model_validate({"path": path, "method": node.method, "answers": (answer,)})


def _origin_of(node: object) -> str | None:
    if not isinstance(node, HttpRequest):
        return None
    parts = urlsplit(node.url)
    is_plain = parts.scheme in ("http", "https") and "{{" not in parts.netloc
    return f"{parts.scheme}://{parts.netloc}" if is_plain and parts.netloc else None


def _attributes(*flows: Flow) -> dict[str, str]:
    """Samples of what the flows take from the contact; the last one's go before the others'."""
    return {
        variable.name: samples[variable.name]
        for flow in flows
        for samples in (sample_values(flow),)
        for variable in flow.variables
        if variable.from_contact and variable.name in samples
    }
