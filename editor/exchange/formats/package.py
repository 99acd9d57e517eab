"""`.xinliu`: the scenario with the media it shows, in one file to hand on."""

from __future__ import annotations

from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from runtime.wording import Wording

_WITHOUT = Wording(
    "包里没有这些媒体，因为找不到文件：{names}",
    "These media are not in the package; they were not found: {names}",
)


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from editor.exchange.package.writing import Packing, write_package

    missing = write_package((Packing(request.document, request.media),), out, request.step)
    if missing:
        request.remark(_WITHOUT.format(names="、".join(missing[:10])))


FORMAT = Format(
    id="package",
    words=Wording("场景包，带图片和视频（.xinliu）", "Package with its media (.xinliu)"),
    suffix=".xinliu",
    write=_write,
    imports="package",
    more_suffixes=(".zip",),
    rank=11,
)
