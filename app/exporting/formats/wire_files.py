"""Every message as the carriers get it, one JSON file each in a zip file."""

from __future__ import annotations

import json
import zipfile
from typing import BinaryIO

from editor.exchange.format import ExportRequest, Format
from runtime.wording import Wording


def _write(request: ExportRequest, out: BinaryIO) -> None:
    from app.exporting.wire_messages import wire_of
    from editor.library.media_folder import portable_name

    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=False) as archive:
        for number, entry in enumerate(wire_of(request.document.flow, request.selection), start=1):
            stem = portable_name(f"{number:03}-{entry['title']}")[:80].replace(":", "_")
            info = zipfile.ZipInfo(f"{stem}.json", (1980, 1, 1, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            data = json.dumps(entry, ensure_ascii=False, indent=2) + "\n"
            archive.writestr(info, data.encode("utf-8", "surrogatepass"))


FORMAT = Format(
    id="wire-files",
    words=Wording("全部消息的报文，一条一个文件（ZIP）", "Every message on the wire, a file each (ZIP)"),
    suffix=".rcc07.zip",
    write=_write,
    options=frozenset({"selection"}),
    rank=61,
)
