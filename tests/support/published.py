"""A runtime that only remembers what was published, for windows without a service."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from runtime.delivery.errors import FlowIsCalled
from runtime.flow.document import digest
from runtime.flow.flow import Flow
from runtime.service.client import RuntimeRefusal
from runtime.store.flows import MediaFile
from runtime.wording import Wording

SINCE = datetime(2026, 3, 8, 1, 40, tzinfo=UTC)


class FakeRuntime:
    """Fulfils `app.publishing.port.PublishingPort`; people wait where a test says."""

    def __init__(self, *flows: Flow, numbers_from: int = 1) -> None:
        self.published: list[tuple[int, Flow, dict[str, str]]] = [
            (number, flow, {}) for number, flow in enumerate(flows, start=numbers_from)
        ]
        self.is_online = bool(flows)
        self.places: list[dict[str, Any]] = []
        self.taken: list[dict[str, Any]] = []
        self.asked: list[dict[str, Any]] = []
        self.failures: list[Exception] = []
        self.hold: asyncio.Event | None = None
        self.is_closed = False
        self.callers: list[str] = []
        """Names of scenarios that are online and go to the one that was published."""

    def wait_at(
        self, node: str, name: str, count: int, why_not: Wording | None = None, versions: tuple[int, ...] = ()
    ) -> None:
        """Let people wait at a node."""
        self.places.append(
            {
                "node": node,
                "name": {"zh": name, "en": name},
                "versions": list(versions) or [self._newest],
                "count": count,
                "oldest": SINCE.isoformat(),
                "why_not_move": None if why_not is None else {"zh": why_not.zh, "en": why_not.en},
            }
        )

    def take_word(self, name: str, word: str) -> None:
        """Let another scenario begin on a word."""
        zh, en = f"关键词「{word}」已被线上场景「{name}」使用。", f'The keyword "{word}" starts "{name}".'
        self.taken.append(
            {"flow_id": "other", "name": name, "word": word, "node": "start", "zh": zh, "en": en}
        )

    async def versions(self, flow_id: str) -> dict[str, Any]:
        """What was published."""
        self._fail()
        people = sum(each["count"] for each in self.places)
        return {
            "flow_id": flow_id,
            "online": self._online(),
            "waiting": people,
            "versions": [
                {"version": number, "digest": digest(flow), "media": media, "note": "", "waiting": 0}
                for number, flow, media in reversed(self.published)
            ],
        }

    async def forecast(self, flow: Flow, media: Iterable[MediaFile] = ()) -> dict[str, Any]:
        """What publishing would do."""
        self._fail()
        is_newest = bool(self.published) and digest(self.published[-1][1]) == digest(flow)
        return {
            "flow_id": flow.id,
            "version": self._newest if is_newest else self._newest + 1,
            "online": self._online(),
            "is_same": is_newest and self.is_online,
            "waiting": [] if is_newest else self.places,
            "taken": self.taken,
        }

    async def waiting(self, flow_id: str) -> list[dict[str, Any]]:
        """Who waits at each node of each version."""
        self._fail()
        return [{**each, "version": each["versions"][0]} for each in self.places]

    async def published_flow(self, flow_id: str, version: int) -> Flow:
        """What a version is."""
        return next(flow for number, flow, _ in self.published if number == version)

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
        """Remembers it, and what was asked."""
        self.asked.append(dict(members))
        if self.hold is not None:
            await self.hold.wait()
        self._fail()
        self.published.append((self._newest + 1, flow, {file.name: file.digest for file in media}))
        self.is_online = True
        decisions: Any = members.get("waiting", {})
        by_decision = {"move": 0, "end": 0, "finish": 0}
        for each in self.places:
            by_decision[decisions.get(each["node"], "finish")] += each["count"]
        return {
            "version": self._newest,
            "moved": by_decision["move"],
            "ended": by_decision["end"],
            "staying": by_decision["finish"],
        }

    async def take_offline(self, flow_id: str, *, although_called: bool = False) -> bool:
        """Nothing begins any more; refused while `callers` go there, unless that is wanted."""
        if self.callers and not although_called:
            words = FlowIsCalled([(each, each) for each in self.callers]).sentence
            raise RuntimeRefusal(409, {"code": "flow_is_called", "zh": words.zh, "en": words.en})
        was, self.is_online = self.is_online, False
        return was

    async def close(self) -> None:
        """Remembers that nobody asks any more."""
        self.is_closed = True

    @property
    def _newest(self) -> int:
        return self.published[-1][0] if self.published else 0

    def _online(self) -> dict[str, Any] | None:
        return {"version": self._newest, "since": SINCE.isoformat()} if self.is_online else None

    def _fail(self) -> None:
        if self.failures:
            raise self.failures.pop(0)
