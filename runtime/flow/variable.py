"""A variable a flow declares."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from runtime.flow.values import ValueType
from runtime.records import Hint, Record
from runtime.wording import Wording

RESERVED = frozenset({"in", "true", "false", "null", "now", "is_set"})
"""Words of the expression language that cannot name a variable."""


class Variable(Record):
    """A named, typed value of a run; the name may be Chinese and is what people write in `{{ }}`.

    A variable *from_contact* takes the contact's attribute of the same name when a session starts.
    """

    name: Annotated[
        str,
        Field(pattern=r"^[^\W\d]\w{0,39}$"),
        Hint(Wording("变量名", "Name"), placeholder=Wording("姓名", "name")),
    ]
    type: Annotated[
        ValueType,
        Hint(Wording("类型", "Type"), choices={kind.value: kind.wording for kind in ValueType}),
    ] = ValueType.TEXT
    default: Annotated[
        str | float | bool | None,
        Hint(
            Wording("默认值", "Default"),
            help=Wording("没有值时用它", "Used while it has no value"),
        ),
    ] = None
    from_contact: Annotated[bool, Hint(Wording("取自联系人属性", "From the contact's attribute"))] = False
    sample: Annotated[
        str,
        Hint(Wording("样例值", "Sample value"), help=Wording("预览里显示的值", "Shown in previews")),
    ] = ""

    @field_validator("name")
    @classmethod
    def _is_free(cls, value: str) -> str:
        if value in RESERVED:
            raise ValueError(f"{value!r} is a word of the expression language, choose another name")
        return value
