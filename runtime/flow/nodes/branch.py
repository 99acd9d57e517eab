"""Go one way or another by what is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.condition import Condition
from runtime.flow.exit import ExitOffer
from runtime.flow.ids import ExitName
from runtime.flow.node import Category, Node
from runtime.flow.outcome import Leave, Outcome
from runtime.flow.preview import Preview
from runtime.flow.turn import Turn
from runtime.records import FieldPath, Hint, Record
from runtime.wording import Wording, same

OTHERWISE = ExitName("otherwise")


class Case(Record):
    """One way, taken when its condition is the first that holds."""

    id: Annotated[str, Field(min_length=1, max_length=40)]
    name: Annotated[
        str,
        Field(max_length=60),
        Hint(
            Wording("名称", "Name"),
            placeholder=Wording("不填时用条件作名称", "Its condition when empty"),
        ),
    ] = ""
    condition: Annotated[Condition, Hint(Wording("条件", "Condition"), widget="condition")] = Condition()

    def called(self) -> Wording:
        """Its name or, without one, its condition."""
        words = self.condition.in_words()
        return same(self.name) if self.name else words if words.zh else same("…")


def case_exit(case_id: str) -> ExitName:
    """The exit of a case."""
    return ExitName(f"case:{case_id}")


class Branch(Node):
    """Leaves through the first case whose condition holds, else through `otherwise`."""

    type: Literal["branch"] = "branch"
    cases: Annotated[
        tuple[Case, ...], Hint(Wording("情况", "Cases"), widget="records", item=Wording("情况", "case"))
    ] = ()
    label: ClassVar = Wording("条件分支", "Branch")
    icon: ClassVar = "branch"
    category: ClassVar[Category] = "decide"

    def offers(self) -> tuple[ExitOffer, ...]:
        cases = [ExitOffer(case_exit(case.id), case.called(), "case") for case in self.cases]
        return (*cases, ExitOffer(OTHERWISE, Wording("其他情况", "Otherwise"), "other"))

    def preview(self) -> Preview:
        return Preview(tuple(case.condition.in_words() for case in self.cases[:2]))

    def expressions(self) -> Iterator[tuple[FieldPath, str, str]]:
        for index, case in enumerate(self.cases):
            source = case.condition.source()
            if source:
                yield ("cases", index, "condition"), source, "boolean"

    def execute(self, turn: Turn) -> Outcome:
        for case in self.cases:
            if turn.holds(case.condition.source()):
                return Leave(case_exit(case.id))
        return Leave(OTHERWISE)
