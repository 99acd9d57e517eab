"""Where a conversation begins, and what begins it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.exit import ExitOffer
from runtime.flow.ids import NEXT
from runtime.flow.node import Category, Node
from runtime.flow.outcome import Leave, Outcome
from runtime.flow.preview import Preview
from runtime.flow.turn import Turn
from runtime.records import Hint, Record
from runtime.wording import Wording

TRIGGER_KINDS = {
    "keyword": Wording("关键词", "Keyword"),
    "menu": Wording("菜单或回传", "Menu or postback"),
    "new_contact": Wording("新联系人", "New contact"),
    "campaign": Wording("活动群发", "Campaign"),
    "api": Wording("接口", "API"),
}

MATCHES = {
    "exact": Wording("等于", "is"),
    "contains": Wording("包含", "contains"),
    "pattern": Wording("符合模式", "matches the pattern"),
}


class Trigger(Record):
    """One way into the flow; `words` count for keywords (any of them) and `postback` for menus.

    A `pattern` is an RE2 regular expression searched in the whole message.
    """

    kind: Annotated[
        Literal["keyword", "menu", "new_contact", "campaign", "api"],
        Hint(Wording("触发", "Trigger"), choices=TRIGGER_KINDS),
    ] = "keyword"
    match: Annotated[
        Literal["exact", "contains", "pattern"],
        Hint(Wording("比较", "Match"), choices=MATCHES, only_if={"kind": ("keyword",)}),
    ] = "exact"
    words: Annotated[
        tuple[Annotated[str, Field(max_length=200)], ...],
        Hint(Wording("关键词", "Words"), only_if={"kind": ("keyword",)}),
    ] = ()
    postback: Annotated[
        str,
        Hint(
            Wording("点了哪一项", "Tap on"),
            limit="postback",
            widget="menu_postback",
            only_if={"kind": ("menu",)},
        ),
    ] = ""


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
        lines = []
        for trigger in self.triggers[:2]:
            kind, words = TRIGGER_KINDS[trigger.kind], trigger.words[:3]
            zh = kind.zh + "".join(f"「{word}」" for word in words)
            lines.append(Wording(zh, " ".join([kind.en, *(f'"{word}"' for word in words)])))
        return Preview(tuple(lines))

    def execute(self, turn: Turn) -> Outcome:
        return Leave(NEXT)

    @property
    def has_entry(self) -> bool:
        return False
