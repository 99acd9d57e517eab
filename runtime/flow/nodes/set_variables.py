"""Give variables new values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from runtime.flow.exit import ExitOffer
from runtime.flow.ids import NEXT, ExitName
from runtime.flow.node import Category, Node
from runtime.flow.outcome import Leave, Outcome
from runtime.flow.preview import Preview
from runtime.flow.turn import Turn
from runtime.records import FieldPath, Hint, Record
from runtime.wording import Wording, same


class Assignment(Record):
    """One variable and what it becomes: a text with insertions or a CEL expression."""

    variable: Annotated[str, Hint(Wording("变量", "Variable"), variable="writes", widget="variable")] = ""
    kind: Annotated[
        Literal["text", "expression"],
        Hint(
            Wording("怎么得出", "From"),
            choices={"text": Wording("文字", "Text"), "expression": Wording("表达式", "Expression")},
        ),
    ] = "text"
    value: Annotated[str, Hint(Wording("值", "Value"), limit="text", widget="assigned")] = ""


class SetVariables(Node):
    """Assigns top to bottom, so that a later line may use an earlier one."""

    type: Literal["set_variables"] = "set_variables"
    assignments: Annotated[
        tuple[Assignment, ...],
        Hint(Wording("赋值", "Assignments"), widget="records", item=Wording("赋值", "assignment")),
    ] = (Assignment(),)
    label: ClassVar = Wording("设置变量", "Set variables")
    icon: ClassVar = "set_variables"
    category: ClassVar[Category] = "data"

    def offers(self) -> tuple[ExitOffer, ...]:
        return (ExitOffer(NEXT, Wording("下一步", "Next")),)

    def preview(self) -> Preview:
        return Preview(
            tuple(same(f"{line.variable} = {line.value}") for line in self.assignments[:2] if line.variable)
        )

    def expressions(self) -> Iterator[tuple[FieldPath, str, str]]:
        for index, line in enumerate(self.assignments):
            if line.kind == "expression" and line.value.strip():
                yield ("assignments", index, "value"), line.value, "any"

    def templates(self) -> Iterator[tuple[FieldPath, str]]:
        for index, line in enumerate(self.assignments):
            if line.kind == "text" and "{{" in line.value:
                yield ("assignments", index, "value"), line.value

    def writes(self) -> Iterator[tuple[str, ExitName | None]]:
        for line in self.assignments:
            if line.variable:
                yield line.variable, None

    def execute(self, turn: Turn) -> Outcome:
        for line in self.assignments:
            if line.variable:
                value = turn.value(line.value) if line.kind == "expression" else turn.fill(line.value)
                turn.assign(line.variable, value)
        return Leave(NEXT)
