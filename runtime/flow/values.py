"""The values variables hold, and their types."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from runtime.wording import Wording

Value: TypeAlias = str | float | bool | datetime | dict[str, "str | float"]
"""Text, number (always a float), boolean, moment (aware), or place (`latitude`, `longitude`, `label`)."""


_NUMBERS = (int, float)
# Not `int | float`: that would be made anew at every look.


class ValueType(StrEnum):
    """What a variable may hold."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    LOCATION = "location"

    @property
    def wording(self) -> Wording:
        """The type in words."""
        return _WORDS[self]


_WORDS = {
    ValueType.TEXT: Wording("文本", "Text"),
    ValueType.NUMBER: Wording("数字", "Number"),
    ValueType.BOOLEAN: Wording("是否", "Yes or no"),
    ValueType.DATE: Wording("时间", "Date and time"),
    ValueType.LOCATION: Wording("位置", "Location"),
}


def fits(value: Value, value_type: ValueType) -> bool:
    """Whether *value* may be held by a variable of *value_type*."""
    return value_type is type_of(value)


def type_of(value: Value) -> ValueType:
    """The type of *value*; a whole number counts as a number."""
    if isinstance(value, bool):
        return ValueType.BOOLEAN
    if isinstance(value, str):
        return ValueType.TEXT
    if isinstance(value, _NUMBERS):
        return ValueType.NUMBER
    return ValueType.DATE if isinstance(value, datetime) else ValueType.LOCATION


def as_text(value: Value) -> str:
    """The value as it reads inside a message: `60`, not `60.0`; a date as 2026-03-08 10:00."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    if isinstance(value, _NUMBERS):
        return _number_as_text(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return str(value.get("label") or f"{value.get('latitude', '')},{value.get('longitude', '')}")


def _number_as_text(number: float) -> str:
    """Twelve digits are exact enough for money and hide what binary fractions add; never an exponent."""
    rounded = float(f"{number:.12g}")
    if rounded.is_integer():
        return f"{int(rounded)}"
    return f"{Decimal(repr(rounded)):f}"
