"""A flow: the designed graph with its variables, and the layout that draws it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from runtime.flow.chatbot import Chatbot
from runtime.flow.exit import Exit
from runtime.flow.ids import FlowId, NodeId
from runtime.flow.node import AnyNode, Node
from runtime.flow.translations import LanguageTag
from runtime.flow.variable import Variable
from runtime.messages.fallback import CHINESE
from runtime.messages.limits import ProfileName
from runtime.messages.targets import TARGETS
from runtime.records import Hint, Record
from runtime.wording import Wording

OLDER_TAP_ANSWER: Final = "这条消息的选项已经过期，请看最新的消息。"
"""Said when somebody taps a suggestion of an older message, unless the scenario says it otherwise."""


class Flow(Record):
    """What the runtime holds conversations by. Where its nodes stand on the canvas is not part of it."""

    id: FlowId
    name: Annotated[str, Field(max_length=80), Hint(Wording("场景名称", "Scenario name"))] = ""
    purpose: Annotated[
        Literal["marketing", "service"],
        Hint(
            Wording("用途", "Purpose"),
            help=Wording("营销消息必须能退订", "Marketing messages must offer a way to refuse"),
            choices={"marketing": Wording("营销", "Marketing"), "service": Wording("服务通知", "Service")},
        ),
    ] = "marketing"
    targets: Annotated[
        tuple[str, ...],
        Field(max_length=20, exclude_if=lambda value: not value),
        Hint(
            Wording("发往", "Sent through"),
            help=Wording("都不选时按检查规格检查", "With none chosen, the limits below count"),
            choices=TARGETS,
            widget="targets",
        ),
    ] = ()
    """The carriers and platforms its messages go through; empty means those of `profile`."""
    profile: Annotated[
        ProfileName,
        Hint(Wording("检查规格", "Limits"), widget="profile", only_if={"targets": ((),)}),
    ] = ProfileName("strict_cn")
    time_zone: Annotated[str, Hint(Wording("时区", "Time zone"))] = "Asia/Shanghai"
    language: Annotated[
        LanguageTag,
        Hint(Wording("撰写语言", "Written in"), widget="language"),
        Field(exclude_if=lambda value: value == CHINESE),
    ] = CHINESE
    """The language its texts are written in."""
    languages: Annotated[
        tuple[LanguageTag, ...],
        Field(max_length=20, exclude_if=lambda value: not value),
        Hint(
            Wording("其他语言", "Further languages"),
            help=Wording("联系人看到自己语言的译文", "People read the translation into theirs"),
            widget="languages",
        ),
    ] = ()
    """The further languages it is translated into."""
    entry_text: Annotated[
        str,
        Field(max_length=200, exclude_if=lambda value: not value),
        Hint(
            Wording("扫码或点链接后发出的话", "What a scan or a link sends"),
            help=Wording("这句话要能触发这个场景", "These words must start the scenario"),
            widget="entry",
        ),
    ] = ""
    """What a deep link puts into the input of the person's handset."""
    older_taps: Annotated[
        Literal["continue", "answer", "ignore"],
        Field(exclude_if=lambda value: value == "answer"),
        Hint(
            Wording("点了较早消息的按钮", "A tap on an older message"),
            help=Wording("对话已经走到别处时", "When the conversation has gone on elsewhere"),
            choices={
                "continue": Wording("从那里接着走", "Go on"),
                "answer": Wording("礼貌回答", "Explain"),
                "ignore": Wording("不理会", "Ignore"),
            },
        ),
    ] = "answer"
    """What becomes of a tap on a suggestion of a message at which nobody waits any more."""
    older_tap_answer: Annotated[
        str,
        Field(max_length=200, exclude_if=lambda value: value == OLDER_TAP_ANSWER),
        Hint(Wording("怎样回答", "The answer"), only_if={"older_taps": ("answer",)}),
    ] = OLDER_TAP_ANSWER
    chatbot: Annotated[Chatbot, Hint(Wording("聊天机器人", "Chatbot"), widget="section")] = Chatbot()
    variables: tuple[Variable, ...] = ()
    nodes: dict[NodeId, AnyNode] = {}
    """Node id → node; the id repeats the node's own."""

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"no time zone {value!r}") from error
        return value

    @field_validator("languages", "targets")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value))

    @field_validator("nodes")
    @classmethod
    def _ids_agree(cls, value: dict[NodeId, Node]) -> dict[NodeId, Node]:
        for key, node in value.items():
            if node.id != key:
                raise ValueError(f"node {key!r} calls itself {node.id!r}")
            for name, target in node.targets.items():
                if target not in value:
                    raise ValueError(
                        f"exit {name!r} of node {key!r} leads to {target!r}, which does not exist"
                    )
        return value

    def start_nodes(self) -> tuple[Node, ...]:
        """The start nodes; a sound flow has one."""
        return tuple(node for node in self.nodes.values() if node.type == "start")

    def is_unbegun(self) -> bool:
        """Whether nothing was designed yet: no node but a start that leads nowhere."""
        return len(self.nodes) <= 1 and all(
            node.type == "start" and not node.targets for node in self.nodes.values()
        )

    def connections(self) -> Iterator[tuple[Node, Exit]]:
        """Every exit that leads somewhere, with the node it leaves, in document order."""
        for node in self.nodes.values():
            for way_out in node.exits():
                if way_out.target is not None:
                    yield node, way_out

    def variable(self, name: str) -> Variable | None:
        """The variable called *name*, or None."""
        return next((variable for variable in self.variables if variable.name == name), None)
