"""The message a command is about: one of a scenario's nodes, or what a carrier's file holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NoReturn

from app.console import language, read_scenario, refuse
from app.exporting.wire_messages import messages_of, with_postbacks
from app.handset_pane.sample_values import with_samples
from editor.document.walk_order import walk_order
from editor.exchange.message_files import read_messages
from editor.library.media_folder import MediaFolder
from runtime.flow.chatbot import Chatbot
from runtime.flow.file_format import SUFFIX
from runtime.flow.flow import Flow
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.node import Node
from runtime.messages.media import LOCAL
from runtime.messages.message import Message
from runtime.messages.reading import Reading
from runtime.registry import nearest
from runtime.spreadsheets.refusals import FileRefused
from runtime.wording import Wording

PICTURE_PX = (378, 780)

_NOBODY = Chatbot(name="Chatbot", verified=False, auth_org="", signature="", sms_sender="")
"""Who speaks in the picture of a carrier's file, which does not say."""

_NO_NODE = Wording("没有节点 {node}。{hint}", "There is no node {node}.{hint}")
_SILENT = Wording("节点 {node} 不发消息。", "Node {node} sends no message.")
_NOTHING = Wording("场景里没有消息。", "The scenario sends no message.")
_NOT_A_SCENARIO = Wording("--node 只用于场景文件。", "--node is for scenarios.")
_SEVERAL = Wording(
    "里面有 {count} 条消息，一次只看一条。用 xinliu import 全部读入。",
    "It holds {count} messages; this shows one. Read them all with xinliu import.",
)
_UNREADABLE = Wording("读不了 {path}：{why}", "Cannot read {path}: {why}")


@dataclass(frozen=True, slots=True)
class MessageSource:
    """One message with what its picture and its SMS need beside it."""

    message: Message
    """As it is written, insertions and all, with its postbacks."""
    shown: Message
    """With the sample values of the variables."""
    flow: Flow
    media: MediaFolder
    node: str = ""
    repaired: tuple[Wording, ...] = ()
    not_understood: tuple[Wording, ...] = ()
    signature: str = ""
    language: str = field(default="zh")

    def media_address(self, source: str) -> str:
        """Where a carrier would serve a file from: a name that is not uploaded yet stands for its address."""
        return f"https://media.invalid/{source.removeprefix(LOCAL)}" if source.startswith(LOCAL) else source

    def png(self, theme: Literal["light", "dark"]) -> bytes:
        """The handset with the message on it, as a PNG file; ends the command where nothing can be drawn."""
        try:
            from PySide6.QtCore import QSize

            from app.canvas_pictures import application, png_of, shelf_of
            from app.handset_pane.edited_message import profile_of
            from widgets.handset import ChatbotEntry, render_handset
        except ImportError as error:
            _refuse_drawing(error)
        application(language())
        entries = [ChatbotEntry(self.shown.blocks())]
        pictures = shelf_of(self.media)
        return png_of(
            render_handset(entries, profile_of(self.flow), QSize(*PICTURE_PX), theme, pictures=pictures)
        )


def _refuse_drawing(error: ImportError) -> NoReturn:
    refuse(
        Wording(
            "画不了：缺少图形库（{why}）。xinliu doctor 会说明怎么安装。",
            "Cannot draw: a graphics library is missing ({why}). xinliu doctor says how to install it.",
        ).format(why=error)
    )


def message_source(file: Path, node: str) -> MessageSource:
    """The message of *file*; ends the command with a sentence and status 2 when there is none."""
    if _is_scenario(file):
        return _of_scenario(file, node)
    if node:
        refuse(_NOT_A_SCENARIO)
    try:
        found = read_messages(file)
    except FileRefused as error:
        refuse(_UNREADABLE.format(path=file, why=error.sentence))
    except OSError as error:
        refuse(_UNREADABLE.format(path=file, why=error.strerror or error))
    if len(found) > 1:
        refuse(_SEVERAL.format(count=len(found)))
    return _of_reading(file, found[0].reading)


def _of_reading(file: Path, reading: Reading) -> MessageSource:
    if reading.message is None:
        first = reading.not_understood[0] if reading.not_understood else _NOTHING
        refuse(_UNREADABLE.format(path=file, why=first))
    return MessageSource(
        reading.message,
        reading.message,
        Flow(id=FlowId("message"), chatbot=_NOBODY),
        MediaFolder.beside(file),
        repaired=reading.repaired,
        not_understood=reading.not_understood,
    )


def _of_scenario(file: Path, wanted: str) -> MessageSource:
    flow = read_scenario(file).flow
    node = (
        _node_called(flow, wanted)
        if wanted
        else next((each for each in walk_order(flow) if _says(each)), None)
    )
    if node is None:
        refuse(_NOTHING)
    message = next((said for _, said in messages_of(node)), None)
    if message is None:
        refuse(_SILENT.format(node=node.id))
    ready = with_postbacks(flow, node, message)
    return MessageSource(
        ready,
        with_samples(ready, flow),
        flow,
        MediaFolder.beside(file),
        node=node.id,
        signature=flow.chatbot.signature,
        language=flow.language,
    )


def _node_called(flow: Flow, wanted: str) -> Node:
    found = flow.nodes.get(NodeId(wanted))
    if found is None:
        near = nearest(wanted, list(flow.nodes))
        hint = Wording(f"是不是 {near}？", f" Did you mean {near}?") if near else Wording("", "")
        refuse(_NO_NODE.format(node=wanted, hint=hint))
    return found


def _says(node: Node) -> bool:
    return any(True for _ in messages_of(node))


def _is_scenario(file: Path) -> bool:
    """By its name, or by what it begins with: a scenario has its digest first."""
    if file.name.endswith(SUFFIX):
        return True
    try:
        with file.open("rb") as stream:
            return b'"flow"' in stream.read(200)
    except OSError:
        return False
