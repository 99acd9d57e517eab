"""The scenario as a page that plays in any browser."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from editor.exchange.format import ExportRefused, ExportRequest, Format
from runtime.wording import Wording

_ABOUT = Wording("{date} 导出 · 可以离线播放", "exported {date} · plays offline")


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from app.canvas_pictures import shelf_of
    from app.walkthrough.book import Book
    from app.walkthrough.explore import explore
    from app.walkthrough.page import page_of
    from runtime.engine.errors import CompileRefused

    flow = request.document.flow
    now = datetime.now(UTC).astimezone(ZoneInfo(flow.time_zone))
    try:
        exploration = explore(flow, now.replace(hour=10, minute=0, second=0, microsecond=0))
    except CompileRefused as refusal:
        raise ExportRefused(refusal.sentence) from refusal
    book = Book(flow, exploration, shelf_of(request.media)).data(request.step)
    about = _ABOUT.format(date=f"{now:%Y-%m-%d}").text(request.language)
    out.write(page_of(flow.name, about, book).encode("utf-8", "replace"))


FORMAT = Format(
    "html",
    Wording("可以播放的网页（HTML）", "Page that plays (HTML)"),
    ".html",
    write=_write,
    options=frozenset({"language"}),
    paints=True,
    rank=26,
)
