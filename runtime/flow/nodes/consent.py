"""Record that the contact agreed, or refused."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.exit import ExitOffer
from runtime.flow.ids import NEXT
from runtime.flow.node import Category, Node
from runtime.flow.outcome import Leave, Outcome
from runtime.flow.preview import Preview
from runtime.flow.turn import Turn
from runtime.records import Hint
from runtime.wording import Wording, same

_KINDS = {
    "granted": Wording("同意接收", "Agrees to messages"),
    "refused": Wording("拒绝接收", "Refuses messages"),
}


class Consent(Node):
    """Records consent or refusal with what proves it; after a refusal nothing new goes out."""

    type: Literal["consent"] = "consent"
    kind: Annotated[
        Literal["granted", "refused"], Hint(Wording("对方的决定", "The contact"), choices=_KINDS)
    ] = "granted"
    proof: Annotated[
        str,
        Field(max_length=500),
        Hint(
            Wording("凭据", "Proof"),
            help=Wording(
                "以后凭什么说明对方作过这个决定；场景、版本和时间自动记下",
                "What shows later that they decided so; scenario, version and time are kept by themselves",
            ),
            placeholder=Wording("例如：在问卷里选了「同意」", "for example: chose yes in the survey"),
            template=True,
            required=True,
            widget="long_text",
        ),
    ] = ""
    label: ClassVar = Wording("记录同意", "Consent")
    icon: ClassVar = "consent"
    category: ClassVar[Category] = "data"

    def offers(self) -> tuple[ExitOffer, ...]:
        return (ExitOffer(NEXT, Wording("下一步", "Next")),)

    def preview(self) -> Preview:
        proof = self.proof.strip().splitlines()
        return Preview((_KINDS[self.kind], *(same(line) for line in proof[:1])))

    def execute(self, turn: Turn) -> Outcome:
        turn.consent(self.kind, turn.fill(self.proof))
        return Leave(NEXT)
