"""Carriers' messages become a scenario."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import typer

from app.commands.importing.reading import read_or_refuse
from app.console import HAS_ERRORS, language, out, print_json, say
from app.writing import write_new
from editor.exchange.message_files import NamedReading, read_messages
from runtime.flow.document import Document
from runtime.flow.file_format import SUFFIX, to_text
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, FlowId, NodeId
from runtime.flow.layout import Layout, Position
from runtime.flow.node import Node
from runtime.flow.nodes.end import End
from runtime.flow.nodes.send_message import SendMessage
from runtime.flow.nodes.start import Start
from runtime.wording import Wording

_GAP_X = 340.0


def import_messages(file: Path, output: Path | None, *, force: bool, as_json: bool) -> None:
    """Writes a scenario that says every message of *file*, one after the other."""
    readings = read_or_refuse(file, read_messages)
    target = output or file.with_name(file.name.split(".")[0] + SUFFIX)
    good = [each for each in readings if each.reading.message is not None]
    if good:
        write_new(target, to_text(scenario_of(good, target.name)).encode(), force=force)
    repaired = [words for each in readings for words in _placed(each, readings, each.reading.repaired)]
    lost = [words for each in readings for words in _placed(each, readings, each.reading.not_understood)]
    if as_json:
        print_json(
            {
                "written": str(target) if good else None,
                "messages": len(good),
                "repaired": [{"zh": words.zh, "en": words.en} for words in repaired],
                "not_understood": [{"zh": words.zh, "en": words.en} for words in lost],
            }
        )
    else:
        _print(repaired, lost, target if good else None)
    if not good:
        raise typer.Exit(2)
    if lost:
        raise typer.Exit(HAS_ERRORS)


def scenario_of(messages: Sequence[NamedReading], name: str) -> Document:
    """A scenario that says *messages* one after the other, whatever is answered, and ends.

    *name* is that of its file; title and id come from it.
    """
    title = name.removesuffix(SUFFIX).removesuffix(".json")[:80] or "imported"
    over = NodeId("end")
    ids = [NodeId("message" if len(messages) == 1 else f"message-{n}") for n in range(1, len(messages) + 1)]
    nodes: list[Node] = [Start(id=NodeId("start"), targets={ExitName("next"): ids[0]})]
    for index, (node_id, each) in enumerate(zip(ids, messages, strict=True)):
        assert each.reading.message is not None
        called = each.name if len(messages) > 1 else ""
        node = SendMessage(id=node_id, title=called, message=each.reading.message)
        onward = ids[index + 1] if index + 1 < len(ids) else over
        nodes.append(node.with_changes(targets={offer.name: onward for offer in node.offers()}))
    nodes.append(End(id=over))
    flow_id = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "imported"
    return Document(
        flow=Flow(id=FlowId(flow_id), name=title, nodes={node.id: node for node in nodes}),
        layout=Layout(
            positions={node.id: Position(x=index * _GAP_X, y=0.0) for index, node in enumerate(nodes)}
        ),
    )


def _placed(each: NamedReading, all_: Sequence[NamedReading], words: Sequence[Wording]) -> list[Wording]:
    """The remarks about a message, with its name where there are several."""
    if len(all_) == 1:
        return list(words)
    return [Wording(f"{each.name}：{one.zh}", f"{each.name}: {one.en}") for one in words]


def _print(repaired: Sequence[Wording], lost: Sequence[Wording], target: Path | None) -> None:
    for words in repaired:
        out.print(f"~ {words.text(language())}", style="dim", markup=False)
    for words in lost:
        out.print(f"✗ {words.text(language())}", markup=False)
    if target is None:
        say(Wording("没有写文件。", "Nothing was written."))
    elif lost:
        say(
            Wording(
                "已写入 {path}，{count} 处没有看懂。", "Wrote {path}; {count} places were left out."
            ).format(path=target, count=len(lost))
        )
    else:
        say(Wording("已写入 {path}，内容全部保留。", "Wrote {path}; everything is kept.").format(path=target))
