"""The runtime from the other side: for the app, the command line and tests."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote

import orjson

from runtime.carriers.http import HTTPError, NoAnswerError, Timeouts, client, exchange
from runtime.clock import Pace
from runtime.flow.document import flow_json
from runtime.flow.flow import Flow
from runtime.messages.phone_numbers import is_contact_id
from runtime.service.audience_client import AudienceClient
from runtime.service.campaign_client import CampaignClient
from runtime.service.reception_client import Reception
from runtime.service.sending_client import SendingClient
from runtime.service.upkeep_client import UpkeepClient
from runtime.simulator.conductor import ClockState
from runtime.simulator.quiet import QUERY
from runtime.wording import Wording

if TYPE_CHECKING:
    from runtime.store.flows import MediaFile

MAX_ANSWER_BYTES = 256 * 1024 * 1024


class RuntimeRefusal(Exception):
    """The runtime did not do it: *status* is its HTTP answer, *code* names why, *issues* what is wrong."""

    def __init__(self, status: int, error: Mapping[str, Any]) -> None:
        super().__init__(str(error.get("en", status)))
        self.status = status
        self.code = str(error.get("code", ""))
        self.sentence = Wording(str(error.get("zh", status)), str(error.get("en", status)))
        self.issues: list[dict[str, Any]] = list(error.get("issues", ()))


class RuntimeClient:
    """A runtime at some address; `RuntimeMember` lets a conductor move its time.

    Every call raises `runtime.carriers.http.HttpError` when the runtime cannot be reached, and
    `RuntimeRefusal` when it says no.
    """

    def __init__(self, base_url: str, token: str) -> None:
        self.base_url = base_url.rstrip("/")
        self._http = client(
            timeouts=Timeouts(read_s=60.0, total_s=120.0),
            headers={"authorization": f"Bearer {token}", "content-type": "application/json"},
            max_response_bytes=MAX_ANSWER_BYTES,
        )
        self.reception = Reception(self)
        self.audience = AudienceClient(self)
        self.sending = SendingClient(self)
        self.campaigns = CampaignClient(self)
        self.upkeep = UpkeepClient(self)

    async def close(self) -> None:
        """Ends the connections."""
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def status(self) -> dict[str, Any]:
        """Queues, carriers, sessions and messages by state, unknown outcomes, trouble."""
        return await self._call("GET", "/status")

    async def configure(self, name: str, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Uses an endpoint; the answer has its notify_url.

        *settings* are the members of its protocol's endpoint, `protocol` among them, with secrets in plain.
        """
        return await self._call("PUT", f"/endpoints/{quote(name, safe='')}", dict(settings))

    async def stand_in(self, origins: Mapping[str, str]) -> None:
        """Asks other origins instead of those flows name."""
        await self._call("PUT", "/stand-ins", {"origins": dict(origins)})

    async def publish(
        self,
        flow: Flow,
        media: Iterable[MediaFile] = (),
        *,
        checked: bool = True,
        trial: bool = False,
        beside: Iterable[tuple[Flow, Iterable[MediaFile]]] = (),
        **members: object,
    ) -> dict[str, Any]:
        """Publishes a flow with its files; members: note, request_id, waiting, may_share_words.

        *beside* are scenarios that a trial calls, tried with it. The answer has version, is_new, moved,
        ended, staying (in older versions), beside (id → version) and the issues found.
        """
        wish = {**_with_files(flow, media), "checked": checked, "trial": trial, **members}
        wish["beside"] = [_with_files(*one) for one in beside]
        return await self._call("POST", "/flows", wish)

    async def forecast(self, flow: Flow, media: Iterable[MediaFile] = ()) -> dict[str, Any]:
        """What publishing would do: version, online, is_same, who is waiting, which words are taken."""
        return await self._call("POST", "/flows/forecast", _with_files(flow, media))

    async def versions(self, flow_id: str) -> dict[str, Any]:
        """A flow's released versions, newest first, which is online since when, and who waits in each."""
        return await self._call("GET", _flow(flow_id))

    async def published_flow(self, flow_id: str, version: int) -> Flow:
        """What a version is."""
        answer = await self._call("GET", f"{_flow(flow_id)}/versions/{version}")
        return Flow.model_validate(answer["flow"])

    async def waiting(self, flow_id: str) -> list[dict[str, Any]]:
        """Where people wait: version, node, its name (None if there is no such node), count, oldest each."""
        return list((await self._call("GET", f"{_flow(flow_id)}/waiting"))["waiting"])

    async def put_back(self, flow_id: str, version: int, **members: object) -> dict[str, Any]:
        """Publishes what an old version was as a new one; members as for `publish`."""
        return await self._call("POST", f"{_flow(flow_id)}/online", {"version": version, **members})

    async def take_offline(self, flow_id: str, *, although_called: bool = False) -> bool:
        """Lets nothing of a flow begin any more; who is in it goes on. Returns whether it was online.

        One that others call is refused (`flow_is_called`) unless *although_called*.
        """
        wish = {"although_called": although_called}
        return bool((await self._call("POST", f"{_flow(flow_id)}/offline", wish))["was_online"])

    async def flows(self) -> list[dict[str, Any]]:
        """Every published version, newest first."""
        return list((await self._call("GET", "/flows"))["flows"])

    async def counts(self, flow_id: str, version: int | None = None) -> dict[str, Any]:
        """What became of people at each node, and of the messages."""
        return await self._call("GET", f"{_flow(flow_id)}/counts" + _query(version=version))

    async def begin(self, flow_id: str, contacts: Iterable[str], **members: object) -> dict[str, Any]:
        """Begins sessions; members: arguments, attributes, version, endpoint, trigger.

        *contacts* are phone numbers or ids. The answer has contacts (their ids, in the order given), sessions
        (contact, number masked and session_id each) and refused (ids).
        """
        return await self._call(
            "POST", "/sessions", {"flow_id": flow_id, "contacts": list(contacts), **members}
        )

    async def sessions(self, **filters: object) -> list[dict[str, Any]]:
        """Sessions, newest first; filters: flow_id, contact, status, before, limit."""
        if filters.get("contact"):
            filters["contact"] = await self.contact_of(str(filters["contact"]))
        return list((await self._call("GET", "/sessions" + _query(**filters)))["sessions"])

    async def contacts_of(self, numbers: Iterable[str]) -> dict[str, str]:
        """Phone number, as it was given → contact's id."""
        asked = list(numbers)
        answer = await self._call("POST", "/contacts/identify", {"numbers": asked})
        return dict(zip(asked, answer["contacts"], strict=True))

    async def meet(self, numbers: Iterable[str]) -> dict[str, str]:
        """Gets to know the people of *numbers*; phone number, as it was given → contact's id."""
        asked = list(numbers)
        answer = await self._call("POST", "/contacts", {"numbers": asked})
        return dict(zip(asked, answer["contacts"], strict=True))

    async def contact_of(self, contact: str) -> str:
        """The id of a contact named by id or number; numbers stand in no address, which logs keep."""
        return contact if is_contact_id(contact) else (await self.contacts_of([contact]))[contact]

    async def reveal(self, contact: str, reason: str) -> str:
        """The number of a contact in plain; that it was seen, and why, is kept."""
        named = quote(await self.contact_of(contact))
        return str((await self._call("POST", f"/contacts/{named}/reveal", {"reason": reason}))["number"])

    async def session(self, session_id: str) -> dict[str, Any]:
        """One session with its variables and transcript."""
        return await self._call("GET", f"/sessions/{quote(session_id, safe='')}")

    async def messages(self, contact: str) -> list[dict[str, Any]]:
        """Everything said with one contact, named by id or number, both ways."""
        named = quote(await self.contact_of(contact))
        return list((await self._call("GET", f"/contacts/{named}/messages"))["transcript"])

    async def events(self, after: int = 0, **filters: object) -> list[dict[str, Any]]:
        """Events behind that id; filters: flow_id, session_id, limit (1 to 1,000)."""
        return list((await self._call("GET", "/events" + _query(after=after, **filters)))["events"])

    async def all_events(self, **filters: object) -> list[dict[str, Any]]:
        """Every event so far, page by page."""
        found: list[dict[str, Any]] = []
        while page := await self.events(int(found[-1]["id"]) if found else 0, **filters):
            found += page
        return found

    async def follow(self, after: int = 0, **filters: object) -> AsyncIterator[dict[str, Any]]:
        """Events behind that id as they happen; ends when the runtime stops or the connection does."""
        async for event in self.lines("/events" + _query(after=after, follow="true", **filters)):
            yield event

    async def lines(self, path: str) -> AsyncIterator[dict[str, Any]]:
        """What a stream of the API tells, line by line; ends when the runtime or the connection does."""
        try:
            async with self._http.stream("GET", f"{self.base_url}/api{path}") as response:
                if response.status_code != 200:
                    raise RuntimeRefusal(response.status_code, {})
                async for line in response.aiter_lines():
                    if line:
                        yield orjson.loads(line)
        except HTTPError:
            return

    async def unknown(self) -> list[dict[str, Any]]:
        """Messages that may or may not have gone out."""
        return list((await self._call("GET", "/unknown"))["messages"])

    async def decide(self, message_id: str, decision: str) -> None:
        """Ends an unknown outcome: send_again or give_up."""
        await self._call("POST", f"/unknown/{quote(message_id, safe='')}", {"decision": decision})

    async def consent(self, contact: str, kind: str, proof: str) -> None:
        """Keeps that a contact refused or granted messages elsewhere."""
        (named,) = (await self.meet([contact])).values()
        await self._call("POST", f"/contacts/{named}/consent", {"kind": kind, "proof": proof})

    async def state(self) -> ClockState:
        """Its time, what is going on and what comes next; waits a moment for it to be quiet."""
        return ClockState.from_json(await self._call("GET", f"/clock?{QUERY}"))

    async def follow_pace(self, pace: Pace) -> None:
        """Takes a time over and acts on it."""
        await self._call("POST", "/clock", {"pace": pace.to_json()})

    async def stop(self) -> None:
        """Ends the runtime process."""
        await self._call("POST", "/stop")

    async def call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """Asks any call of the API; for parts of the client that stand in files of their own."""
        return await self._call(method, path, body)

    async def send(self, path: str, content: bytes) -> dict[str, Any]:
        """Posts bytes as they are; for parts of the client that stand in files of their own."""
        return await self._exchanged("POST", path, content)

    async def pieces(self, method: str, path: str, body: object = None) -> AsyncIterator[bytes]:
        """What a call answers that is a file, piece by piece."""
        content = orjson.dumps(body) if body is not None else None
        try:
            async with self._http.stream(method, f"{self.base_url}/api{path}", content=content) as response:
                if response.status_code >= 400:
                    said = orjson.loads(await response.aread() or b"{}")
                    raise RuntimeRefusal(response.status_code, said.get("error", {}))
                async for piece in response.aiter_bytes():
                    yield piece
        except HTTPError as error:
            raise NoAnswerError(type(error).__name__) from error

    async def _call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        return await self._exchanged(method, path, orjson.dumps(body) if body is not None else None)

    async def _exchanged(self, method: str, path: str, content: bytes | None) -> dict[str, Any]:
        answer = await exchange(
            self._http, method, f"{self.base_url}/api{path}", content=content, total_s=120.0
        )
        data: dict[str, Any] = orjson.loads(answer.body) if answer.body else {}
        if answer.status >= 400:
            raise RuntimeRefusal(answer.status, data.get("error", {}))
        return data


class RuntimeMember:
    """A runtime as a conductor sees it. Fulfils `runtime.simulator.conductor.Member`."""

    def __init__(self, runtime: RuntimeClient) -> None:
        self._runtime = runtime

    async def state(self) -> ClockState:
        """Its time, what is going on and what comes next."""
        return await self._runtime.state()

    async def follow(self, pace: Pace) -> None:
        """Takes a time over and acts on it."""
        await self._runtime.follow_pace(pace)


def _flow(flow_id: str) -> str:
    return f"/flows/{quote(flow_id, safe='')}"


def _with_files(flow: Flow, media: Iterable[MediaFile]) -> dict[str, Any]:
    files = [
        {
            "name": file.name,
            "content_type": file.content_type,
            "content_base64": base64.b64encode(file.content).decode(),
        }
        for file in media
    ]
    return {"flow": flow_json(flow), "media": files}


def _query(**members: object) -> str:
    given = [f"{name}={quote(str(value), safe='')}" for name, value in members.items() if value is not None]
    return "?" + "&".join(given) if given else ""
