"""`xinliu import`: a carrier's message becomes a scenario."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from app.console import HAS_ERRORS, language, out, print_json, refuse, say
from app.writing import write_new
from runtime.flow.document import Document
from runtime.flow.file_format import SUFFIX, to_text
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, FlowId, NodeId
from runtime.flow.layout import Layout, Position
from runtime.flow.nodes.end import End
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.start import Start
from runtime.messages.message import Message
from runtime.messages.reading import Reading, read_pasted
from runtime.wording import Wording

MAX_READ_BYTES = 4 * 1024 * 1024
_GAP_X = 340.0


def import_(
    file: Annotated[Path, typer.Argument(help="JSON of a message: CT/CU, RCC.07 or FNW.11.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="The new scenario; without it NAME.xinliu.json beside FILE."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUTPUT if it exists.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Make a scenario of one message from a carrier's JSON.

    Status 0: everything is kept. 1: written, but something was left out, as listed. 2: nothing written.
    """
    reading = read_pasted(_text_of(file))
    target = output or file.with_name(file.name.split(".")[0] + SUFFIX)
    if reading.message is not None:
        write_new(target, to_text(scenario_of(reading.message, target.name)).encode(), force=force)
    if as_json:
        print_json(_data(reading, target))
    else:
        _print(reading, target)
    if reading.message is None:
        raise typer.Exit(2)
    if reading.not_understood:
        raise typer.Exit(HAS_ERRORS)


def scenario_of(message: Message, name: str) -> Document:
    """A scenario that says *message* and ends whatever is answered.

    *name* is that of its file; title and id come from it.
    """
    title = name.removesuffix(SUFFIX).removesuffix(".json")[:80] or "imported"
    said, over = NodeId("message"), NodeId("end")
    node = SendMessage(id=said, message=message)
    nodes = (
        Start(id=NodeId("start"), targets={ExitName("next"): said}),
        node.with_changes(targets={offer.name: over for offer in node.offers()}),
        End(id=over),
    )
    flow_id = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "imported"
    return Document(
        flow=Flow(id=FlowId(flow_id), name=title, nodes={node.id: node for node in nodes}),
        layout=Layout(
            positions={node.id: Position(x=index * _GAP_X, y=0.0) for index, node in enumerate(nodes)}
        ),
    )


def _text_of(file: Path) -> str:
    try:
        if file.stat().st_size > MAX_READ_BYTES:
            refuse(
                Wording(
                    "{path} 超过 4 MB，没有读取。", "{path} is larger than 4 MB and was not read."
                ).format(path=file)
            )
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse(Wording("{path} 不是 UTF-8 文本。", "{path} is not UTF-8 text.").format(path=file))
    except OSError as error:
        refuse(
            Wording("读不了 {path}：{why}", "Cannot read {path}: {why}").format(
                path=file, why=error.strerror or error
            )
        )


def _data(reading: Reading, target: Path) -> dict[str, object]:
    return {
        "written": str(target) if reading.message is not None else None,
        "repaired": [{"zh": words.zh, "en": words.en} for words in reading.repaired],
        "not_understood": [{"zh": words.zh, "en": words.en} for words in reading.not_understood],
    }


def _print(reading: Reading, target: Path) -> None:
    for words in reading.repaired:
        out.print(f"~ {words.text(language())}", style="dim", markup=False)
    for words in reading.not_understood:
        out.print(f"✗ {words.text(language())}", markup=False)
    if reading.message is None:
        say(Wording("没有写文件。", "Nothing was written."))
    elif reading.not_understood:
        say(
            Wording(
                "已写入 {path}，{count} 处没有看懂。", "Wrote {path}; {count} places were left out."
            ).format(path=target, count=len(reading.not_understood))
        )
    else:
        say(Wording("已写入 {path}，内容全部保留。", "Wrote {path}; everything is kept.").format(path=target))
