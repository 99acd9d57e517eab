"""Go through another scenario and come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from runtime.flow.exit import ExitOffer
from runtime.flow.flow_reference import Argument, FlowReference, Result
from runtime.flow.ids import ExitName, FlowId
from runtime.flow.node import Category, Node
from runtime.flow.outcome import EnterFlow, KeepWaiting, Leave, Outcome
from runtime.flow.preview import Preview
from runtime.flow.resume import Resume, Returned
from runtime.flow.turn import Turn
from runtime.records import Hint
from runtime.wording import Wording

RETURNED = ExitName("returned")


class CallFlow(Node):
    """Holds the conversation in another scenario, in the version that is online then, and comes back.

    That scenario has variables of its own: arguments go in, results come out, nothing else is shared. If the
    contact refuses there, all is over here too.
    """

    type: Literal["call_flow"] = "call_flow"
    flow: Annotated[FlowReference, Hint(Wording("子场景", "Scenario to call"), widget="flow")] = (
        FlowReference()
    )
    arguments: Annotated[
        tuple[Argument, ...],
        Hint(Wording("带去的值", "Values that go in"), widget="records", item=Wording("值", "value")),
    ] = ()
    results: Annotated[
        tuple[Result, ...],
        Hint(Wording("带回的值", "Values that come out"), widget="records", item=Wording("值", "value")),
    ] = ()
    label: ClassVar = Wording("调用子场景", "Call a scenario")
    icon: ClassVar = "call_flow"
    category: ClassVar[Category] = "outside"

    def offers(self) -> tuple[ExitOffer, ...]:
        return (ExitOffer(RETURNED, Wording("回来后", "Returned")),)

    def preview(self) -> Preview:
        return Preview((self.flow.called(),))

    def writes(self) -> Iterator[tuple[str, ExitName | None]]:
        for each in self.results:
            if each.variable:
                yield each.variable, RETURNED

    @property
    def waits(self) -> bool:
        return True

    def execute(self, turn: Turn) -> Outcome:
        arguments = {
            each.name: turn.value(each.value) for each in self.arguments if each.name and each.value.strip()
        }
        return EnterFlow(FlowId(self.flow.id), self.flow.called(), arguments)

    def resume(self, turn: Turn, resume: Resume) -> Outcome:
        if not isinstance(resume, Returned):
            return KeepWaiting()
        found = {
            each.variable: resume.variables[each.name]
            for each in self.results
            if each.variable and each.name in resume.variables
        }
        turn.assign_together(found)
        return Leave(RETURNED)
