"""How a flow names another one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from runtime.records import Hint, Record
from runtime.wording import Wording, same

NOT_CHOSEN = Wording("还没选场景", "no scenario chosen yet")


class FlowReference(Record):
    """Another flow by its id; the *name* is what it was called when it was chosen, for people to read."""

    id: Annotated[str, Field(max_length=200), Hint(Wording("场景编号", "Scenario id"), required=True)] = ""
    name: Annotated[str, Field(max_length=80), Hint(Wording("场景名称", "Scenario name"))] = ""

    def called(self) -> Wording:
        """Its name or, without one, its id."""
        return same(self.name or self.id) if self.id else NOT_CHOSEN


class Argument(Record):
    """A value handed to a variable of the other flow: a text with insertions, or a CEL expression."""

    name: Annotated[
        str,
        Field(max_length=40),
        Hint(
            Wording("对方的变量", "Its variable"),
            placeholder=Wording("对方场景里的变量名", "a variable of that scenario"),
        ),
    ] = ""
    value: Annotated[
        str,
        Hint(
            Wording("值", "Value"),
            help=Wording("变量名、数字，或一个式子", "a variable, a number, or an expression"),
            expression="any",
        ),
    ] = ""


class Result(Record):
    """A variable of the other flow and the one of this flow that takes its value in the end."""

    name: Annotated[
        str,
        Field(max_length=40),
        Hint(
            Wording("对方的变量", "Its variable"),
            placeholder=Wording("对方场景里的变量名", "a variable of that scenario"),
        ),
    ] = ""
    variable: Annotated[str, Hint(Wording("存入变量", "Into variable"), widget="variable")] = ""
