"""Go on in another scenario for good."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from runtime.flow.exit import ExitOffer
from runtime.flow.flow_reference import Argument, FlowReference
from runtime.flow.ids import FlowId
from runtime.flow.node import Category, Node
from runtime.flow.outcome import EnterFlow, Outcome
from runtime.flow.preview import Preview
from runtime.flow.turn import Turn
from runtime.records import Hint
from runtime.wording import Wording


class JumpToFlow(Node):
    """Leaves this scenario, and those that called it, and goes on in another one; there is no way back."""

    type: Literal["jump_to_flow"] = "jump_to_flow"
    flow: Annotated[FlowReference, Hint(Wording("去哪个场景", "Scenario to go on in"), widget="flow")] = (
        FlowReference()
    )
    arguments: Annotated[
        tuple[Argument, ...],
        Hint(Wording("带去的值", "Values that go in"), widget="records", item=Wording("值", "value")),
    ] = ()
    label: ClassVar = Wording("转到场景", "Go to a scenario")
    icon: ClassVar = "jump_to_flow"
    category: ClassVar[Category] = "entry"

    def offers(self) -> tuple[ExitOffer, ...]:
        return ()

    def preview(self) -> Preview:
        return Preview((self.flow.called(),))

    def execute(self, turn: Turn) -> Outcome:
        arguments = {
            each.name: turn.value(each.value) for each in self.arguments if each.name and each.value.strip()
        }
        return EnterFlow(FlowId(self.flow.id), self.flow.called(), arguments, returns=False)
