"""A condition: rows of variable, operator and value, or an expression; both are CEL underneath."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from runtime.flow.values import ValueType, as_text
from runtime.records import Hint, Record
from runtime.wording import Wording, same

OPERATORS = {
    "eq": Wording("等于", "is"),
    "ne": Wording("不等于", "is not"),
    "gt": Wording("大于", "is more than"),
    "ge": Wording("不小于", "is at least"),
    "lt": Wording("小于", "is less than"),
    "le": Wording("不大于", "is at most"),
    "before": Wording("早于", "is before"),
    "since": Wording("不早于", "is not before"),
    "contains": Wording("包含", "contains"),
    "lacks": Wording("不包含", "does not contain"),
    "starts": Wording("开头是", "starts with"),
    "ends": Wording("结尾是", "ends with"),
    "is_set": Wording("有值", "has a value"),
    "not_set": Wording("没有值", "has no value"),
}

_EVER: Final = ("is_set", "not_set")
OPERATORS_OF: Final = {
    ValueType.TEXT: ("eq", "ne", "contains", "lacks", "starts", "ends", *_EVER),
    ValueType.NUMBER: ("eq", "ne", "gt", "ge", "lt", "le", *_EVER),
    ValueType.BOOLEAN: ("eq", "ne", *_EVER),
    ValueType.DATE: ("before", "since", *_EVER),
    ValueType.LOCATION: _EVER,
}
"""Type of a variable → the operators that can compare it, in the order to offer them."""

_TRUTH = {True: Wording("是", "yes"), False: Wording("否", "no")}
_CEL = {"eq": "==", "ne": "!=", "gt": ">", "ge": ">=", "lt": "<", "le": "<=", "before": "<", "since": ">="}


class ConditionRow(Record):
    """One comparison; *value* is text, a number or true/false as the variable's type wants.

    `before` and `since` compare moments: the value is an ISO 8601 day or moment, in the flow's time zone when
    it names no offset. Rows of one group that is not 0 count together, joined the other way than the groups.
    """

    variable: Annotated[str, Hint(Wording("变量", "Variable"), variable="reads", widget="variable")] = ""
    operator: Annotated[
        Literal[
            "eq",
            "ne",
            "gt",
            "ge",
            "lt",
            "le",
            "before",
            "since",
            "contains",
            "lacks",
            "starts",
            "ends",
            "is_set",
            "not_set",
        ],
        Hint(Wording("比较", "Comparison"), choices=OPERATORS),
    ] = "eq"
    value: Annotated[str | float | bool, Hint(Wording("值", "Value"))] = ""
    group: Annotated[int, Field(ge=0, le=20, exclude_if=lambda value: not value)] = 0

    def source(self) -> str:
        """The row as CEL."""
        if self.operator == "is_set":
            return f"is_set({self.variable})"
        if self.operator == "not_set":
            return f"!is_set({self.variable})"
        literal = cel_literal(self.value)
        if self.operator in ("before", "since"):
            moment = moment_from(self.value) if isinstance(self.value, str) else None
            made = "moment" if moment is not None and moment.tzinfo is None else "timestamp"
            literal = literal if moment is None else f'{made}("{moment.isoformat()}")'
        if self.operator == "contains":
            return f"{self.variable}.contains({literal})"
        if self.operator == "lacks":
            return f"!{self.variable}.contains({literal})"
        if self.operator == "starts":
            return f"{self.variable}.startsWith({literal})"
        if self.operator == "ends":
            return f"{self.variable}.endsWith({literal})"
        return f"{self.variable} {_CEL[self.operator]} {literal}"

    def in_words(self) -> Wording:
        """The row as people read it."""
        operator = OPERATORS[self.operator]
        if self.operator in ("is_set", "not_set"):
            return Wording(f"{self.variable} {operator.zh}", f"{self.variable} {operator.en}")
        value = _TRUTH[self.value] if isinstance(self.value, bool) else same(as_text(self.value))
        return Wording(
            f"{self.variable} {operator.zh} {value.zh}", f"{self.variable} {operator.en} {value.en}"
        )


class Condition(Record):
    """Rows joined by all or any, or an own CEL expression when *expression* is not empty."""

    rows: Annotated[tuple[ConditionRow, ...], Field(max_length=20)] = ()
    join: Annotated[
        Literal["all", "any"],
        Hint(
            Wording("满足", "Needs"),
            choices={"all": Wording("全部条件", "all of them"), "any": Wording("任一条件", "any of them")},
        ),
    ] = "all"
    expression: Annotated[str, Hint(Wording("表达式", "Expression"), expression="boolean", group="more")] = ""

    def source(self) -> str:
        """The condition as CEL, empty when it says nothing."""
        if self.expression.strip():
            return self.expression.strip()
        inner, outer = (" || ", " && ") if self.join == "all" else (" && ", " || ")
        parts = [_joined([row.source() for row in rows], inner) for rows in self.groups()]
        return _joined(parts, outer)

    def groups(self) -> tuple[tuple[ConditionRow, ...], ...]:
        """The rows that say something, those of one group together, in the order of their first ones."""
        found: dict[object, list[ConditionRow]] = {}
        for index, row in enumerate(self.rows):
            if row.variable:
                found.setdefault(row.group or ("alone", index), []).append(row)
        return tuple(tuple(rows) for rows in found.values())

    def in_words(self) -> Wording:
        """The condition as a short line for the node's card."""
        if self.expression.strip():
            return same(self.expression.strip())
        inner, outer = (_OR, _AND) if self.join == "all" else (_AND, _OR)
        groups = [[row.in_words() for row in rows] for rows in self.groups()]
        zh = [(inner.zh.join(row.zh for row in rows), len(rows)) for rows in groups]
        en = [(inner.en.join(row.en for row in rows), len(rows)) for rows in groups]
        return Wording(
            outer.zh.join(f"（{text}）" if count > 1 and len(zh) > 1 else text for text, count in zh),
            outer.en.join(f"({text})" if count > 1 and len(en) > 1 else text for text, count in en),
        )


_AND, _OR = Wording(" 且 ", " and "), Wording(" 或 ", " or ")


def _joined(parts: list[str], sign: str) -> str:
    return parts[0] if len(parts) == 1 else sign.join(f"({part})" for part in parts)


def moment_from(text: str) -> datetime | None:
    """The moment a person wrote, None when it is none; naive when it names no offset."""
    plain = text.strip().replace("/", "-").replace("：", ":")
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        return None


def cel_literal(value: str | float | bool) -> str:
    """*value* as a CEL literal; every number is a double."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(float(value))
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
