"""A runtime's side of conversations in memory, and a link to it that comes and goes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.loop import Errands
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.wording import Wording

NOON = datetime(2026, 3, 9, 4, 0, tzinfo=UTC)
Line = dict[str, Any]


def row_of(index: int, /, **changes: object) -> Line:
    """A conversation of the list, as the runtime tells it."""
    at = NOON - timedelta(minutes=index)
    made: Line = {
        "contact": f"c{index:05d}",
        "number": f"138****{index:04d}",
        "name": "",
        "flow_id": "spring",
        "scenario": "春季促销",
        "endpoint": "telecom",
        "status": "waiting",
        "stage": "running",
        "taken_by": "",
        "unread": 0,
        "preview": f"第 {index} 个人说的话",
        "last_way": "in",
        "last_at": at.isoformat(),
        "needs_since": None,
        "revision": index + 1,
    }
    made |= changes
    if made["stage"] == "people" and made["needs_since"] is None:
        made["needs_since"] = at.isoformat()
    moment = datetime.fromisoformat(made["needs_since"] or made["last_at"])
    made["cursor"] = [int(moment.timestamp() * 1_000_000), made["contact"]]
    return made


def said(number: int, text: str, by: str = "", state: str = "displayed", at: datetime = NOON) -> Line:
    """A message of ours."""
    message = Message(content=Text(text=text))
    return {
        "direction": "out",
        "message_id": f"out-{number}",
        "session_id": "s1",
        "message": message.model_dump(mode="json"),
        "sms_text": text,
        "state": state,
        "error": "",
        "reason": None,
        "by": by,
        "at": (at + timedelta(minutes=number)).isoformat(),
    }


def heard(number: int, text: str, kind: str = "text", at: datetime = NOON) -> Line:
    """Something the contact said."""
    return {
        "direction": "in",
        "message_id": f"in-{number}",
        "session_id": "s1",
        "content": {"type": kind, "text": text},
        "at": (at + timedelta(minutes=number)).isoformat(),
    }


def mark(number: int, kind: str, detail: Line | None = None, **more: object) -> Line:
    """Something between the messages."""
    at = NOON + timedelta(minutes=number)
    return {
        "kind": kind,
        "at": at.isoformat(),
        "micros": int(at.timestamp() * 1_000_000),
        "detail": detail or {},
        "scenario": "春季促销",
        "version": 3,
        **more,
    }


class FakeReception:
    """Fulfils `app.conversations.port.ReceptionPort`; *wrong* makes the next deed fail."""

    def __init__(self, rows: list[Line]) -> None:
        self.rows = {row["contact"]: row for row in rows}
        self.lines: dict[str, list[Line]] = {}
        self.marks: dict[str, list[Line]] = {}
        self.abouts: dict[str, Line] = {}
        self.asked: list[tuple[str, Any]] = []
        self.wrong: Exception | None = None
        self._streams: list[asyncio.Queue[Line | None]] = []

    @property
    def revision(self) -> int:
        """The newest revision."""
        return max((row["revision"] for row in self.rows.values()), default=0)

    async def page(self, **filters: Any) -> Line:  # noqa: ANN401 - as the protocol
        stage, after, limit = filters.get("stage"), filters.get("after", ""), filters.get("limit", 100)
        self.asked.append(("page", dict(filters)))
        found = [row for row in self.rows.values() if stage in (None, row["stage"])]
        if words := filters.get("search"):
            found = [row for row in found if words in row["preview"] + row["name"] + row["number"]]
        found.sort(key=lambda row: row["cursor"][0] if stage == "people" else -row["cursor"][0])
        first = int(after or 0)
        part = found[first : first + limit]
        end = str(first + limit) if len(found) > first + limit else ""
        return {"conversations": part, "next": end, "revision": self.revision}

    async def counts(self) -> dict[str, int]:
        stages = [row["stage"] for row in self.rows.values()]
        return {stage: stages.count(stage) for stage in ("people", "running", "over")} | {"unread": 0}

    async def follow(self, after: int) -> AsyncIterator[Line]:
        stream: asyncio.Queue[Line | None] = asyncio.Queue()
        self._streams.append(stream)
        missed = [row for row in self.rows.values() if row["revision"] > after]
        for row in sorted(missed, key=lambda row: int(row["revision"])):
            yield row
        while (line := await stream.get()) is not None:
            yield line

    def tell(self, row: Line) -> None:
        """A conversation changed."""
        row = {**row, "revision": self.revision + 1}
        self.rows[row["contact"]] = row
        for stream in self._streams:
            stream.put_nowait(row)

    def end_streams(self) -> None:
        """The connection is lost."""
        for stream in self._streams:
            stream.put_nowait(None)
        self._streams.clear()

    async def about(self, contact: str) -> Line:
        return {**self.rows[contact], "refused_at": None, **self.abouts.get(contact, {})}

    async def transcript(self, contact: str, before: int | None = None, limit: int = 100) -> Line:
        return {"lines": self.lines.get(contact, []), "marks": self.marks.get(contact, []), "next": None}

    async def media(self, flow_id: str, version: int, source: str) -> bytes:
        return b""

    async def take(self, contact: str, by: str) -> Line:
        return self._deed("take", contact, taken_by=by, stage="people")

    async def assign(self, contact: str, to: str, by: str) -> Line:
        return self._deed("assign", contact, taken_by=to, stage="people")

    async def hand_back(self, contact: str, by: str, outcome: str = "resolved") -> Line:
        return self._deed("hand_back", contact, taken_by="", stage="running", needs_since=None)

    async def mark_read(self, contact: str) -> Line:
        return self._deed("mark_read", contact, unread=0)

    async def note(self, contact: str, text: str, by: str) -> Line:
        return self._deed("note", contact)

    async def answer(self, contact: str, message_id: str, by: str, **members: object) -> Line:
        self.asked.append(("answer", (contact, message_id, by, members)))
        row = self._deed("answered", contact, taken_by=by, stage="people")
        lines = self.lines.setdefault(contact, [])
        if members.get("text"):
            lines.append(said(100 + len(lines), str(members["text"]), by, "queued"))
        return row

    def _deed(self, name: str, contact: str, **changes: object) -> Line:
        self.asked.append((name, contact))
        if self.wrong is not None:
            wrong, self.wrong = self.wrong, None
            raise wrong
        row = self.rows[contact]
        row = row_of(int(contact[1:]), **{**row, **changes, "revision": self.revision + 1})
        self.rows[contact] = row
        return row


class FakeLink(QObject):
    """Fulfils `app.conversations.feed.Link`."""

    changed = Signal()

    def __init__(self, reception: FakeReception | None) -> None:
        super().__init__()
        self._errands = Errands(self)
        self.client = SimpleNamespace(reception=reception) if reception is not None else None
        self.why_stopped: Wording | None = None
        self.wanted = 0

    def use(self, reception: FakeReception | None, why: Wording | None = None) -> None:
        """The runtime came, or went for a reason."""
        self.client = SimpleNamespace(reception=reception) if reception is not None else None
        self.why_stopped = why
        self.changed.emit()

    def want_service(self) -> None:
        """Counts."""
        self.wanted += 1

    def start(
        self, work: Coroutine[Any, Any, None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Runs a task in Qt's loop."""
        self._errands.start(work, failed)

    def close(self) -> None:
        """Ends the tasks."""
        self._errands.close()


def busy_morning() -> FakeReception:
    """Three who wait for a person, four whom scenarios talk to, one ended; the first is told in full."""
    names = ("王女士", "李先生", "赵先生", "陈女士", "周先生", "吴女士", "孙先生")
    words = (
        "门店能用别的城市领的券吗？",
        "券码一直提示无效",
        "想改到周六上午",
        "好的，谢谢",
        "领取优惠券",
        "2",
        "好",
    )
    now = datetime.now(tz=UTC)
    rows = []
    for number, (name, text) in enumerate(zip(names, words, strict=True)):
        waits = number < 3
        at = now - timedelta(minutes=(2, 5, 9, 15, 19, 26, 43)[number])
        changes: Line = {
            "name": name,
            "preview": text,
            "stage": "people" if waits else "running",
            "unread": (2, 1, 1)[number] if waits else 0,
            "needs_since": at.isoformat() if waits else None,
            "last_at": at.isoformat(),
            "number": ("138****8000", "139****2716", "186****0932", "177****5540", "150****3388",
                       "189****6127", "133****4406")[number],
        }  # fmt: skip
        rows.append(row_of(number, **changes))
    made = FakeReception(rows)
    _tell_first(made, rows[0]["contact"])
    return made


def _tell_first(made: FakeReception, first: str) -> None:
    """The conversation of the first in full."""
    made.lines[first] = [
        said(0, "新品上市，三件主打款看看？"),
        heard(1, "领取优惠券", "reply"),
        said(2, "60 元券已到账，满 300 元可用，3 月 15 日前有效。券码 CH8826"),
        heard(3, "人工客服", "reply"),
        heard(5, "您好，我在上海领的券"),
        heard(6, "门店能用别的城市领的券吗？"),
    ]
    made.marks[first] = [
        mark(0, "started", {"trigger": "campaign"}),
        mark(4, "handed_over", node={"zh": "转人工", "en": "Hand over"}),
    ]
    steps = (
        ("开始", "entry", "", 0),
        ("A/B 分流", "decide", "A", 0),
        ("新品轮播", "talk", "领取优惠券", 0),
        ("申领优惠券", "outside", "成功", 1),
        ("优惠券到账", "talk", "人工客服", 2),
        ("转人工", "talk", "", 4),
    )
    made.abouts[first] = {
        "session": {"id": "s1", "flow_id": "spring", "status": "waiting",
                    "variables": {"姓名": "王女士", "城市": "上海", "券码": "CH8826", "会员等级": "金卡"}},
        "path": [
            {"node": f"n{number}", "zh": name, "en": name, "category": category,
             "exit_zh": way, "exit_en": way, "at": (NOON + timedelta(minutes=minute)).isoformat()}
            for number, (name, category, way, minute) in enumerate(steps)
        ],
        "consents": [{"kind": "granted", "proof": "在门店小程序勾选「接收优惠信息」，凭证已保存",
                      "at": "2025-11-03T02:00:00+00:00"}],
        "messages": [{"node": "n2", "zh": "新品轮播", "en": "Carousel", "words": "新品"}],
        "tags": ["老顾客"],
        "notes": [{"text": "上次问过退货", "by": "林", "at": NOON.isoformat()}],
    }  # fmt: skip
