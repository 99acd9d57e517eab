"""The functions and signs of the expression language, as an editor offers and explains them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from runtime.flow.values import ValueType
from runtime.wording import Wording


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how it is called, what it does, and what stands for its arguments."""

    name: str
    signature: Wording
    help: Wording
    example: str
    """A whole expression that compiles with the variables 姓名 (text), 数量 (number) and 到期 (date)."""
    of: ValueType | None = None
    """The type of the value it is called on with a dot; None for one that is called by itself."""


FUNCTIONS: Final = (
    Function(
        "is_set",
        Wording("is_set(变量) → 是否", "is_set(variable) → yes or no"),
        Wording("变量有没有值", "Whether a variable has a value"),
        "is_set(姓名)",
    ),
    Function(
        "length",
        Wording("length(文本) → 数字", "length(text) → number"),
        Wording("文本有几个字符", "How many characters a text has"),
        "length(姓名) > 2",
    ),
    Function(
        "contains",
        Wording("文本.contains(文本) → 是否", "text.contains(text) → yes or no"),
        Wording("里面有没有这段文字", "Whether it has this text inside"),
        '姓名.contains("王")',
        ValueType.TEXT,
    ),
    Function(
        "startsWith",
        Wording("文本.startsWith(文本) → 是否", "text.startsWith(text) → yes or no"),
        Wording("是不是这样开头", "Whether it begins so"),
        '姓名.startsWith("王")',
        ValueType.TEXT,
    ),
    Function(
        "endsWith",
        Wording("文本.endsWith(文本) → 是否", "text.endsWith(text) → yes or no"),
        Wording("是不是这样结尾", "Whether it ends so"),
        '姓名.endsWith("女士")',
        ValueType.TEXT,
    ),
    Function(
        "matches",
        Wording("文本.matches(模式) → 是否", "text.matches(pattern) → yes or no"),
        Wording("符不符合 RE2 正则表达式", "Whether an RE2 pattern is found in it"),
        '姓名.matches("^王")',
        ValueType.TEXT,
    ),
    Function(
        "days",
        Wording("days(天数) → 时长", "days(number) → length of time"),
        Wording("这么多天，和时间相加减", "So many days, to add to a moment"),
        "到期 - days(3) < now",
    ),
    Function(
        "hours",
        Wording("hours(小时数) → 时长", "hours(number) → length of time"),
        Wording("这么多小时，和时间相加减", "So many hours, to add to a moment"),
        "到期 + hours(2) > now",
    ),
    Function(
        "minutes",
        Wording("minutes(分钟数) → 时长", "minutes(number) → length of time"),
        Wording("这么多分钟，和时间相加减", "So many minutes, to add to a moment"),
        "到期 + minutes(30) > now",
    ),
    Function(
        "hour",
        Wording("hour(时间) → 数字", "hour(moment) → number"),
        Wording("几点，0 到 23", "The hour, 0 to 23"),
        "hour(now) >= 9",
    ),
    Function(
        "day",
        Wording("day(时间) → 数字", "day(moment) → number"),
        Wording("几号，1 到 31", "The day of the month, 1 to 31"),
        "day(now) == 1",
    ),
    Function(
        "month",
        Wording("month(时间) → 数字", "month(moment) → number"),
        Wording("几月，1 到 12", "The month, 1 to 12"),
        "month(now) == 11",
    ),
    Function(
        "weekday",
        Wording("weekday(时间) → 数字", "weekday(moment) → number"),
        Wording("星期几，1 到 7", "The day of the week, 1 is Monday"),
        "weekday(now) > 5",
    ),
    Function(
        "moment",
        Wording('moment("2026-03-15 10:00") → 时间', 'moment("2026-03-15 10:00") → moment'),
        Wording("场景时区里的这个时间", "This moment in the scenario's time zone"),
        '到期 < moment("2026-03-15 10:00")',
    ),
)
"""Every function the language offers, in the order to list them."""

SIGNS: Final = (
    ("==", Wording("等于", "is")),
    ("!=", Wording("不等于", "is not")),
    (">", Wording("大于", "is more than")),
    (">=", Wording("不小于", "is at least")),
    ("<", Wording("小于", "is less than")),
    ("<=", Wording("不大于", "is at most")),
    ("&&", Wording("且", "and")),
    ("||", Wording("或", "or")),
    ("?", Wording("成立 ? 这个 : 那个", "holds ? this : that")),
)
"""The signs that can follow a value, with what they mean."""
