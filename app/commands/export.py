"""`xinliu export`: a scenario as a picture, a drawing, plain JSON or what the carriers get."""

from __future__ import annotations

import json
import os
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from app.console import language, print_json, read_scenario, refuse, say
from app.wire_export import wire_of
from app.writing import refuse_to_replace, write_new
from editor.library.media_folder import MediaFolder
from runtime.flow.document import Document
from runtime.flow.file_format import to_text
from runtime.wording import Wording


class Format(StrEnum):
    """What a scenario can be written as."""

    PNG = "png"
    SVG = "svg"
    JSON = "json"
    WIRE = "wire"


def export(
    file: Annotated[Path, typer.Argument(help="The scenario, NAME.xinliu.json.")],
    to: Annotated[
        Format, typer.Option("--to", help="Canvas as png or svg; json: the file anew; wire: RCC.07 messages.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace OUTPUT if it exists.")] = False,
    scale: Annotated[
        float, typer.Option(min=0.1, max=4.0, help="Pixels a unit of the canvas, for png.")
    ] = 2.0,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Write a scenario in another form.

    Status 0: written. 2: unreadable scenario, OUTPUT exists, or it cannot be written.
    """
    document = read_scenario(file)
    refuse_to_replace(output, force=force)
    data = _data(document, MediaFolder.beside(file), to, scale)
    write_new(output, data, force=force)
    if as_json:
        print_json({"written": str(output), "format": to, "size_bytes": len(data)})
    else:
        say(
            Wording("已写入 {path}（{size} 字节）。", "Wrote {path} ({size} bytes).").format(
                path=output, size=f"{len(data):,}"
            )
        )


def _data(document: Document, media: MediaFolder, to: Format, scale: float) -> bytes:
    if to is Format.JSON:
        return to_text(document).encode()
    if to is Format.WIRE:
        return (json.dumps(wire_of(document.flow), ensure_ascii=False, indent=2) + "\n").encode()
    return _drawn(document, media, to, scale)


def _drawn(document: Document, media: MediaFolder, to: Format, scale: float) -> bytes:
    try:
        from app.canvas_pictures import application, canvas_png, write_canvas_svg
    except ImportError as error:
        refuse(
            Wording(
                "画不了：缺少图形库（{why}）。xinliu doctor 会说明怎么安装。",
                "Cannot draw: a graphics library is missing ({why}). xinliu doctor says how to install it.",
            ).format(why=error)
        )
    application(language())
    if to is Format.PNG:
        return canvas_png(document, media, scale)
    handle, name = tempfile.mkstemp(suffix=".svg")
    os.close(handle)
    drawing = Path(name)
    try:
        write_canvas_svg(document, media, drawing)
        return drawing.read_bytes()
    except OSError as error:
        refuse(Wording("写不了：{why}", "Cannot write: {why}").format(why=error.strerror or error))
    finally:
        drawing.unlink(missing_ok=True)
