"""What contacts must fulfil to belong to a segment: rows over what is known of them and what they did."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, field_validator

from runtime.flow.condition import OPERATORS
from runtime.records import Record
from runtime.wording import Wording, same

MAX_ROWS: Final = 30
MAX_DAYS: Final = 3_650

Days = Annotated[int, Field(ge=0, le=MAX_DAYS)]
"""How many days back counts; 0 is ever."""

AttributeType: TypeAlias = Literal["text", "number", "date", "boolean", "choice"]
ATTRIBUTE_TYPES: Final[dict[AttributeType, Wording]] = {
    "text": Wording("文本", "Text"),
    "number": Wording("数字", "Number"),
    "date": Wording("日期", "Date"),
    "boolean": Wording("是否", "Yes or no"),
    "choice": Wording("选项", "Choice"),
}
_EVER: Final = ("is_set", "not_set")
OPERATORS_OF: Final[dict[AttributeType, tuple[str, ...]]] = {
    "text": ("eq", "ne", "contains", "lacks", "starts", "ends", *_EVER),
    "number": ("eq", "ne", "gt", "ge", "lt", "le", *_EVER),
    "date": ("before", "since", "eq", *_EVER),
    "boolean": ("eq", *_EVER),
    "choice": ("eq", "ne", *_EVER),
}
"""Type of an attribute → the operators that can compare it, in the order to offer them."""

CONSENT_STATES: Final[dict[str, Wording]] = {
    "granted": Wording("同意接收", "agreed to messages"),
    "refused": Wording("拒绝接收", "refused messages"),
    "none": Wording("没有表态", "has not decided"),
}

_NAME: Final = re.compile(r"[^\W\d]\w{0,39}")


def is_attribute_name(text: str) -> bool:
    """Whether an attribute may be called so: letters, digits and underscores, as variables of a scenario."""
    return _NAME.fullmatch(text) is not None


class AttributeRow(Record):
    """An attribute compared with a value; whoever has none fulfils `ne`, `lacks` and `not_set` alone."""

    kind: Literal["attribute"] = "attribute"
    name: Annotated[str, Field(max_length=40)]
    operator: Literal[
        "eq", "ne", "gt", "ge", "lt", "le", "before", "since", "contains", "lacks", "starts", "ends",
        "is_set", "not_set",
    ] = "eq"  # fmt: skip
    value: Annotated[str, Field(max_length=500)] | float | bool = ""

    @field_validator("name")
    @classmethod
    def _is_name(cls, value: str) -> str:
        if not is_attribute_name(value):
            raise ValueError("an attribute is called by letters, digits and underscores")
        return value

    def in_words(self) -> Wording:
        """The row as people read it."""
        operator = OPERATORS[self.operator]
        head = Wording(f"{self.name} {operator.zh}", f"{self.name} {operator.en}")
        if self.operator in _EVER:
            return head
        value = same(f"{self.value:g}" if isinstance(self.value, float) else str(self.value))
        if isinstance(self.value, bool):
            value = Wording("是", "yes") if self.value else Wording("否", "no")
        return Wording(f"{head.zh} {value.zh}", f"{head.en} {value.en}")


class TagRow(Record):
    """Having a tag, or not having it."""

    kind: Literal["tag"] = "tag"
    tag: Annotated[str, Field(min_length=1, max_length=40)]
    has: bool = True

    def in_words(self) -> Wording:
        """The row as people read it."""
        has = Wording("有标签「{tag}」", 'has tag "{tag}"')
        lacks = Wording("没有标签「{tag}」", 'has no tag "{tag}"')
        return (has if self.has else lacks).format(tag=self.tag)


class ConsentRow(Record):
    """What a contact last decided: granted, refused, or nothing yet."""

    kind: Literal["consent"] = "consent"
    state: Literal["granted", "refused", "none"] = "granted"

    def in_words(self) -> Wording:
        """The row as people read it."""
        return CONSENT_STATES[self.state]


MessageDeed: TypeAlias = Literal["sent", "delivered", "displayed", "failed", "answered"]
DEEDS: Final[dict[MessageDeed, Wording]] = {
    "sent": Wording("发给过", "was sent"),
    "delivered": Wording("收到过", "received"),
    "displayed": Wording("读过", "read"),
    "failed": Wording("没有送到", "could not be reached in"),
    "answered": Wording("回复过", "answered"),
}


class MessageRow(Record):
    """What became of a scenario's messages to the contact; an empty *flow_id* means any scenario."""

    kind: Literal["message"] = "message"
    deed: MessageDeed = "delivered"
    flow_id: Annotated[str, Field(max_length=100)] = ""
    days: Days = 30
    has: bool = True

    def in_words(self) -> Wording:
        """The row as people read it."""
        return _with_days(_negated(DEEDS[self.deed], has=self.has), self.days)


class TapRow(Record):
    """Having tapped a suggestion, by the words on it or its postback; an empty *words* means any."""

    kind: Literal["tap"] = "tap"
    words: Annotated[str, Field(max_length=200)] = ""
    flow_id: Annotated[str, Field(max_length=100)] = ""
    days: Days = 30
    has: bool = True

    def in_words(self) -> Wording:
        """The row as people read it."""
        words = Wording("点过「{words}」", 'tapped "{words}"').format(words=self.words or "…")
        return _with_days(_negated(words, has=self.has), self.days)


class OutcomeRow(Record):
    """How a scenario ended for the contact: goal, abandoned, refused … (an empty *outcome* means anyhow)."""

    kind: Literal["outcome"] = "outcome"
    outcome: Annotated[str, Field(max_length=40)] = ""
    flow_id: Annotated[str, Field(max_length=100)] = ""
    days: Days = 30
    has: bool = True

    def in_words(self) -> Wording:
        """The row as people read it."""
        words = Wording("场景结束于「{how}」", 'a scenario ended with "{how}"')
        return _with_days(_negated(words.format(how=self.outcome or "…"), has=self.has), self.days)


class CampaignRow(Record):
    """What became of the contact in a campaign; an empty *campaign* or *outcome* means any."""

    kind: Literal["campaign"] = "campaign"
    campaign: Annotated[str, Field(max_length=100)] = ""
    outcome: Annotated[str, Field(max_length=40)] = ""
    has: bool = True

    def in_words(self) -> Wording:
        """The row as people read it."""
        return _negated(Wording("在活动里", "is in a campaign"), has=self.has)


class ImportRow(Record):
    """Having come, or been brought up to date, with an import."""

    kind: Literal["import"] = "import"
    import_id: Annotated[int, Field(ge=1)]
    has: bool = True

    def in_words(self) -> Wording:
        """The row as people read it."""
        words = Wording("来自导入 {number}", "came with import {number}").format(number=self.import_id)
        return _negated(words, has=self.has)


class JoinedRow(Record):
    """Being known for at most so many days, or for longer."""

    kind: Literal["joined"] = "joined"
    days: Annotated[int, Field(ge=1, le=MAX_DAYS)] = 30
    has: bool = True

    def in_words(self) -> Wording:
        """The row as people read it."""
        words = Wording("最近 {days} 天加入", "joined in the last {days} days").format(days=self.days)
        return _negated(words, has=self.has)


SegmentRow: TypeAlias = Annotated[
    AttributeRow
    | TagRow
    | ConsentRow
    | MessageRow
    | TapRow
    | OutcomeRow
    | CampaignRow
    | ImportRow
    | JoinedRow,
    Field(discriminator="kind"),
]


class SegmentCondition(Record):
    """Rows joined by all or any; without rows it holds for everyone."""

    rows: Annotated[tuple[SegmentRow, ...], Field(max_length=MAX_ROWS)] = ()
    join: Literal["all", "any"] = "all"

    def in_words(self) -> Wording:
        """The condition as one line."""
        if not self.rows:
            return Wording("所有联系人", "all contacts")
        rows = [row.in_words() for row in self.rows]
        zh, en = (" 且 ", " and ") if self.join == "all" else (" 或 ", " or ")
        return Wording(zh.join(row.zh for row in rows), en.join(row.en for row in rows))


def _negated(words: Wording, *, has: bool) -> Wording:
    return words if has else Wording(f"没有：{words.zh}", f"not: {words.en}")


def _with_days(words: Wording, days: int) -> Wording:
    if not days:
        return words
    return Wording(f"{days} 天内{words.zh}", f"{words.en} in the last {days} days")
