"""A thousand conversations a second change: how long the window keeps still, and what following them costs.

The events come over HTTP from a process of their own, as from the runtime. Beside the window, the store's
list is followed and read at a quarter of a million conversations.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks.figure import Figure

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.conversations.page import ConversationsPage
    from tests.support.reception import FakeReception

SECONDS = 5.0
EVENTS_A_SECOND = 1_000
LISTED = 400
PEOPLE = 4_000
CONVERSATIONS = 250_000
FRAME_MS = 16.0
_SERVER = """
import asyncio, json, sys, time
sys.path.insert(0, {root!r})
from tests.support.reception import row_of

async def serve(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    writer.write(b"HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n")
    begun, sent = time.perf_counter(), 0
    while sent < {count}:
        due = int((time.perf_counter() - begun) * {rate})
        for number in range(sent, min(due, {count})):
            row = row_of(number * 7919 % {people}, revision={people} + 2 + number, preview=f"n {{number}}",
                         last_at="2026-03-09T05:%02d:%02d+00:00" % (number // 60 % 60, number % 60))
            writer.write(json.dumps(row).encode() + b"\\n")
            sent = number + 1
        if writer.is_closing():
            return
        await asyncio.sleep(0.004)
    writer.close()

async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


def run() -> list[Figure]:
    """The window's stillness, and the list at rest and under way."""
    still, longest, busy = _stream()
    followed, paged = _list()
    return [
        Figure("1,000 events a second: longest stillness", still, "ms", 50.0, None, "lower"),
        Figure("1,000 events a second: longest turn, CPU", longest, "ms", FRAME_MS, None, "lower"),
        Figure("1,000 events a second: window's thread", busy, "%", 40.0, None, "lower"),
        Figure("conversations brought up to date", followed, "/s", 5_000, None, "higher"),
        Figure("page of 250,000 conversations, slowest", paged, "ms", 100.0, None, "lower"),
    ]


def _stream() -> tuple[float, float, float]:
    """Longest time between two turns of the event loop, by clock and by CPU, and the CPU's share."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from tests.support.reception import FakeLink, FakeReception, row_of
    from widgets.theme import keep_dressed

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    dresser = keep_dressed(app)
    count = int(SECONDS * EVENTS_A_SECOND)
    server, port = _server(count)
    reception = _OverHttp(FakeReception([row_of(number) for number in range(LISTED)]), port)
    link = FakeLink(None)
    page = _page(link)
    link.use(reception)  # type: ignore[arg-type]  # it fulfils the port
    gaps: list[tuple[float, float]] = []
    last: list[float] = []

    def turn() -> None:
        now = [time.perf_counter(), time.thread_time()]
        if last:
            gaps.append(((now[0] - last[0]) * 1000, (now[1] - last[1]) * 1000))
        last[:] = now

    ticker = QTimer()
    ticker.setTimerType(Qt.TimerType.PreciseTimer)
    ticker.timeout.connect(turn)
    QTimer.singleShot(1500, app.quit)
    app.exec()
    ticker.start(2)
    QTimer.singleShot(int(SECONDS * 1000) - 1500, app.quit)
    used, begun = time.thread_time(), time.perf_counter()
    app.exec()
    busy = (time.thread_time() - used) / (time.perf_counter() - begun)
    ticker.stop()
    page.close_area()
    link.close()
    server.terminate()
    server.communicate()
    page.deleteLater()
    app.processEvents()
    del dresser
    assert reception.seen > count / 2, reception.seen
    return max(wall for wall, _ in gaps), max(cpu for _, cpu in gaps), busy * 100


def _server(count: int) -> tuple[subprocess.Popen[bytes], int]:
    """A process that sends *count* events to whoever connects, and the port it listens on."""
    root = str(Path(__file__).parents[2])
    script = _SERVER.format(root=root, count=count, rate=EVENTS_A_SECOND, people=PEOPLE)
    server = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert server.stdout is not None
    return server, int(server.stdout.readline())


def _page(link: Any) -> ConversationsPage:  # noqa: ANN401 - a link as the page wants it
    from PySide6.QtCore import QSettings

    from app.areas.area import AreaContext
    from app.conversations.page import ConversationsPage
    from app.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(QSettings(f"{folder}/s.ini", QSettings.Format.IniFormat))
        page = ConversationsPage(AreaContext(link, None, settings, str, str))  # type: ignore[arg-type]  # no notices
    page.resize(1440, 900)
    page.stages.set_value("running")
    page.show()
    page.shown()
    return page


class _OverHttp:
    """The fake's answers, but the stream of changes comes over a real connection."""

    def __init__(self, fake: FakeReception, port: int) -> None:
        self._fake = fake
        self._port = port
        self.seen = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._fake, name)

    async def follow(self, after: int) -> AsyncIterator[dict[str, Any]]:
        from runtime.service.client import RuntimeClient

        async with RuntimeClient(f"http://127.0.0.1:{self._port}", "token-of-16-characters") as client:
            async for line in client.lines("/conversations/news"):
                self.seen += 1
                yield line
        await asyncio.sleep(60)


def _list() -> tuple[float, float]:
    """Conversations followed a second, and the slowest first page of any filter, in milliseconds."""
    from sqlalchemy import insert

    from runtime.store import Store, conversations, overview
    from runtime.store.conversations import Filters
    from runtime.store.tables import contact, message_in

    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store:

        def fill(connection: Connection) -> None:
            people = [f"c{number:026d}" for number in range(CONVERSATIONS)]
            rows = [{"contact": one, "shard": 0, "created_at": 0} for one in people]
            heard = [
                {"endpoint": "e", "message_id": one, "contact": one, "at": number,
                 "content": json.dumps({"type": "text", "text": f"hello {number}"}).encode()}
                for number, one in enumerate(people)
            ]  # fmt: skip
            connection.execute(insert(contact), rows)
            connection.execute(insert(message_in), heard)

        store.write_now(fill)
        numbers, begun = store.numbers, time.perf_counter()
        while store.write_now(lambda connection: overview.follow(connection, numbers, 500)).has_more:
            pass
        followed = CONVERSATIONS / (time.perf_counter() - begun)
        slowest = 0.0
        wanted = (
            Filters("people"), Filters("running"), Filters("over"), Filters("over", endpoint="e"),
            Filters(flow_id="f"), Filters(flow_id="f", node="n"), Filters(is_unread=True),
            Filters(tail="1234"),
            Filters(has_failed=True),
            Filters("over", words="24999"), Filters("over", words="nowhere"),
        )  # fmt: skip
        for filters in wanted:
            began = time.perf_counter()
            store.read_now(partial(conversations.page, filters=filters))
            slowest = max(slowest, (time.perf_counter() - began) * 1000)
    return followed, slowest
