"""`xinliu export`: a scenario in another form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, NoReturn

import typer

from app.console import language, print_json, read_scenario, refuse, say
from app.exporting.registry import export_formats, format_called
from app.exporting.writing import write_export
from app.writing import refuse_to_replace
from editor.exchange.format import ExportRefused, ExportRequest, Format
from editor.library.media_folder import MediaFolder
from runtime.flow.ids import NodeId
from runtime.registry import nearest
from runtime.wording import Wording

_HELP: Final = "; ".join(f"{each.id}: {each.words.en}" for each in export_formats())


def export(
    file: Annotated[Path, typer.Argument(help="The scenario, NAME.xinliu.json.")],
    to: Annotated[str, typer.Option("--to", help=_HELP)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    force: Annotated[bool, typer.Option("--force", help="Replace OUTPUT if it exists.")] = False,
    scale: Annotated[
        float, typer.Option(min=0.1, max=4.0, help="Pixels a unit of the canvas, for pictures.")
    ] = 2.0,
    node: Annotated[
        list[str] | None,
        typer.Option("--node", help="Only this node, by its id; repeat it for more. Not for every format."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Write a scenario in another form.

    Status 0: written. 2: unreadable scenario, unknown node, OUTPUT exists, or it cannot be written.
    """
    chosen = _format(to)
    document = read_scenario(file)
    refuse_to_replace(output, force=force)
    remarks: list[Wording] = []
    request = ExportRequest(
        document,
        MediaFolder.beside(file),
        _selection(node or [], chosen, tuple(document.flow.nodes)),
        scale,
        language(),
        remark=remarks.append,
    )
    _write(chosen, request, output)
    size = output.stat().st_size
    if as_json:
        told = [{"zh": words.zh, "en": words.en} for words in remarks]
        print_json({"written": str(output), "format": to, "size_bytes": size, "remarks": told})
        return
    for words in remarks:
        say(Wording(f"! {words.zh}", f"! {words.en}"))
    say(
        Wording("已写入 {path}（{size} 字节）。", "Wrote {path} ({size} bytes).").format(
            path=output, size=f"{size:,}"
        )
    )


def _format(name: str) -> Format:
    ids = [each.id for each in export_formats()]
    if name not in ids:
        _refuse_format(name, ids)
    return format_called(name)


def _refuse_format(name: str, ids: list[str]) -> NoReturn:
    near = nearest(name, ids)
    hint = Wording(f"是不是 {near}？", f" Did you mean {near}?") if near else Wording("", "")
    refuse(
        Wording(
            "没有格式 {name}。{hint}有：{all}。", "There is no format {name}.{hint} There are {all}."
        ).format(name=name, hint=hint, all=", ".join(ids))
    )


def _selection(wanted: list[str], chosen: Format, known: tuple[NodeId, ...]) -> frozenset[NodeId]:
    if wanted and "selection" not in chosen.options:
        refuse(
            Wording(
                "{format} 总是写整个场景，不能用 --node。", "{format} always has the whole scenario."
            ).format(format=chosen.id)
        )
    for name in wanted:
        if name not in known:
            near = nearest(name, known)
            hint = Wording(f"是不是 {near}？", f" Did you mean {near}?") if near else Wording("", "")
            refuse(
                Wording("没有节点 {name}。{hint}", "There is no node {name}.{hint}").format(
                    name=name, hint=hint
                )
            )
    return frozenset(map(NodeId, wanted))


def _write(chosen: Format, request: ExportRequest, output: Path) -> None:
    try:
        write_export(chosen, request, output)
    except ImportError as error:
        refuse(
            Wording(
                "画不了：缺少图形库（{why}）。xinliu doctor 会说明怎么安装。",
                "Cannot draw: a graphics library is missing ({why}). xinliu doctor says how to install it.",
            ).format(why=error)
        )
    except ExportRefused as error:
        refuse(error.sentence)
    except OSError as error:
        refuse(
            Wording("写不了 {path}：{why}", "Cannot write {path}: {why}").format(
                path=output, why=error.strerror or error
            )
        )
