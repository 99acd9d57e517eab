"""Every message as the carriers get it, in one JSON file; messages of such files can be read."""

from __future__ import annotations

import json
from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from runtime.wording import Wording


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from app.exporting.wire_messages import wire_of

    messages = wire_of(request.document.flow, request.selection)
    out.write((json.dumps(messages, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "surrogatepass"))


FORMAT = Format(
    id="wire",
    words=Wording("全部消息的报文（RCC.07 JSON）", "Every message on the wire (RCC.07 JSON)"),
    suffix=".rcc07.json",
    write=_write,
    imports="messages",
    more_suffixes=(".json", ".zip"),
    options=frozenset({"selection"}),
    rank=60,
)
