"""Go one way or another by what the contact's handset can show."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.exit import ExitOffer
from runtime.flow.ids import ExitName
from runtime.flow.node import Category, Node
from runtime.flow.outcome import AskCapability, KeepWaiting, Leave, Outcome
from runtime.flow.preview import Preview
from runtime.flow.resume import Capability as Known
from runtime.flow.resume import CapabilityKnown, Resume, TimerDue
from runtime.flow.turn import Turn
from runtime.records import Hint
from runtime.wording import Wording

RCS = ExitName("rcs")
SMS_ONLY = ExitName("sms_only")
UNKNOWN = ExitName("unknown")
_EXITS: dict[Known, ExitName] = {"rcs": RCS, "sms_only": SMS_ONLY, "unknown": UNKNOWN}


class Capability(Node):
    """Leaves by what was learnt of the handset, else by what the carrier answers in time."""

    type: Literal["capability"] = "capability"
    asks_carrier: Annotated[
        bool,
        Hint(
            Wording("不知道时问运营商", "Ask the carrier when it is not known"),
            help=Wording(
                "不是每家运营商都能查，查不到的走「不清楚」",
                'Not every carrier can tell; those people leave by "not known"',
            ),
        ),
    ] = True
    timeout_s: Annotated[
        float,
        Field(gt=0, le=60),
        Hint(Wording("最长等待（秒）", "Time limit (s)"), group="more", only_if={"asks_carrier": (True,)}),
    ] = 5.0
    label: ClassVar = Wording("终端能力", "Handset")
    icon: ClassVar = "capability"
    category: ClassVar[Category] = "decide"

    def offers(self) -> tuple[ExitOffer, ...]:
        return (
            ExitOffer(RCS, Wording("支持 5G 消息", "5G messages"), "case"),
            ExitOffer(SMS_ONLY, Wording("只有短信", "SMS only"), "case"),
            ExitOffer(UNKNOWN, Wording("不清楚", "Not known"), "other"),
        )

    def preview(self) -> Preview:
        asks = Wording("不知道时问运营商", "Asks the carrier when it is not known")
        return Preview((asks if self.asks_carrier else Wording("按已知的判断", "By what is known"),))

    def execute(self, turn: Turn) -> Outcome:
        known = turn.capability()
        if known != "unknown" or not self.asks_carrier:
            return Leave(_EXITS[known])
        return AskCapability(turn.now + timedelta(seconds=self.timeout_s))

    def resume(self, turn: Turn, resume: Resume) -> Outcome:
        if isinstance(resume, CapabilityKnown):
            return Leave(_EXITS[resume.capability])
        return Leave(UNKNOWN) if isinstance(resume, TimerDue) else KeepWaiting()
