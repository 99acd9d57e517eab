"""Where a conversation is over."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from runtime.flow.exit import ExitOffer
from runtime.flow.node import Category, Node
from runtime.flow.outcome import Finish, Outcome
from runtime.flow.preview import Preview
from runtime.flow.turn import Turn
from runtime.records import Hint
from runtime.wording import Wording

OUTCOMES = {
    "goal": Wording("达成目标", "Goal reached"),
    "abandoned": Wording("未达成", "Abandoned"),
    "refused": Wording("拒绝接收", "Refused"),
}


class End(Node):
    """Ends the session with an outcome for the reports; `refused` also withdraws consent."""

    type: Literal["end"] = "end"
    outcome: Annotated[
        Literal["goal", "abandoned", "refused"], Hint(Wording("结果", "Outcome"), choices=OUTCOMES)
    ] = "goal"
    label: ClassVar = Wording("结束", "End")
    icon: ClassVar = "end"
    category: ClassVar[Category] = "entry"

    def offers(self) -> tuple[ExitOffer, ...]:
        return ()

    def preview(self) -> Preview:
        return Preview()

    def execute(self, turn: Turn) -> Outcome:
        return Finish(self.outcome)
