"""`.xinliu.json`: the scenario alone, as it is saved."""

from __future__ import annotations

from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from runtime.wording import Wording


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from runtime.flow.file_format import to_text

    out.write(to_text(request.document).encode("utf-8", "surrogatepass"))


FORMAT = Format(
    id="json",
    words=Wording("场景副本（.xinliu.json）", "Copy of the scenario (.xinliu.json)"),
    suffix=".xinliu.json",
    write=_write,
    imports="scenario",
    more_suffixes=(".json",),
    rank=10,
)
