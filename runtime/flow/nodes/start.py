"""Where a conversation begins, and what begins it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.exit import ExitOffer
from runtime.flow.ids import NEXT
from runtime.flow.node import Category, Node
from runtime.flow.outcome import Leave, Outcome
from runtime.flow.preview import Preview
from runtime.flow.schedule import Schedule
from runtime.flow.turn import Turn
from runtime.records import Hint, Record
from runtime.wording import Wording

TRIGGER_KINDS = {
    "keyword": Wording("关键词", "Keyword"),
    "menu": Wording("菜单或回传", "Menu or postback"),
    "new_contact": Wording("新联系人", "New contact"),
    "anything": Wording("其他任何话", "Anything else"),
    "campaign": Wording("活动群发", "Campaign"),
    "api": Wording("接口", "API"),
    "deep_link": Wording("扫码或链接", "Scan or link"),
    "tag_added": Wording("打上标签时", "A tag is added"),
    "schedule": Wording("按时间表", "On a schedule"),
}

MATCHES = {
    "exact": Wording("等于", "is"),
    "contains": Wording("包含", "contains"),
    "pattern": Wording("符合模式", "matches the pattern"),
}


class Trigger(Record):
    """One way into the flow; `words` count for keywords and links (any of them), `postback` for menus.

    A `pattern` is an RE2 regular expression searched in the whole message. A link or code puts its words into
    the input of the handset; they are compared as a whole.
    """

    kind: Annotated[
        Literal[
            "keyword",
            "menu",
            "new_contact",
            "anything",
            "campaign",
            "api",
            "deep_link",
            "tag_added",
            "schedule",
        ],
        Hint(Wording("触发", "Trigger"), choices=TRIGGER_KINDS),
    ] = "keyword"
    match: Annotated[
        Literal["exact", "contains", "pattern"],
        Hint(Wording("比较", "Match"), choices=MATCHES, only_if={"kind": ("keyword",)}),
    ] = "exact"
    words: Annotated[
        tuple[Annotated[str, Field(max_length=200)], ...],
        Hint(Wording("关键词", "Words"), only_if={"kind": ("keyword", "deep_link")}),
    ] = ()
    interrupts: Annotated[
        bool,
        Field(exclude_if=lambda value: not value),
        Hint(
            Wording("随时有效", "At any time"),
            help=Wording(
                "别的会话在等回复时，说这些词也会从这里开始",
                "Begins here even while another conversation waits for an answer",
            ),
            only_if={"kind": ("keyword",)},
        ),
    ] = False
    postback: Annotated[
        str,
        Hint(
            Wording("点了哪一项", "Tap on"),
            limit="postback",
            widget="menu_postback",
            only_if={"kind": ("menu",)},
        ),
    ] = ""
    tag: Annotated[
        str,
        Field(max_length=40, exclude_if=lambda value: not value),
        Hint(
            Wording("标签", "Tag"),
            help=Wording(
                "打上它的人，或到时间时有它的人", "Whoever gets it, or whoever has it when the time comes"
            ),
            only_if={"kind": ("tag_added", "schedule")},
        ),
    ] = ""
    schedule: Annotated[
        Schedule,
        Field(exclude_if=lambda value: value == Schedule()),
        Hint(Wording("时间表", "Schedule"), only_if={"kind": ("schedule",)}),
    ] = Schedule()

    def in_words(self) -> Wording:
        """The trigger as a card shows it."""
        kind = TRIGGER_KINDS[self.kind]
        if self.kind == "schedule":
            kind = self.schedule.in_words()
        told = self.words[:3] if self.kind in ("keyword", "deep_link") else ()
        told = (self.tag,) if self.kind in ("tag_added", "schedule") and self.tag else told
        zh = kind.zh + "".join(f"「{word}」" for word in told)
        return Wording(zh, " ".join([kind.en, *(f'"{word}"' for word in told)]))


class Start(Node):
    """The single entry of a flow."""

    type: Literal["start"] = "start"
    triggers: Annotated[
        tuple[Trigger, ...],
        Hint(Wording("怎样开始", "Starts on"), widget="records", item=Wording("触发方式", "trigger")),
    ] = (Trigger(kind="campaign"),)
    label: ClassVar = Wording("开始", "Start")
    icon: ClassVar = "start"
    category: ClassVar[Category] = "entry"

    def offers(self) -> tuple[ExitOffer, ...]:
        return (ExitOffer(NEXT, Wording("下一步", "Next")),)

    def preview(self) -> Preview:
        return Preview(tuple(trigger.in_words() for trigger in self.triggers[:2]))

    def execute(self, turn: Turn) -> Outcome:
        return Leave(NEXT)

    @property
    def has_entry(self) -> bool:
        return False
