"""Say something, and follow what the person taps."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.durations import in_words
from runtime.flow.exit import ExitOffer
from runtime.flow.ids import NEXT, ExitName, reply_exit
from runtime.flow.node import Category, Node
from runtime.flow.outcome import KeepWaiting, Leave, Outcome, WaitFor
from runtime.flow.preview import Preview, preview_of_message
from runtime.flow.resume import Delivery, Reply, Resume, TimerDue
from runtime.flow.turn import Turn
from runtime.messages.message import Message
from runtime.records import Hint
from runtime.wording import Wording, same

OTHER = ExitName("other")
NO_REPLY = ExitName("no_reply")
FAILED = ExitName("failed")
FELL_BACK = ExitName("fell_back")


class SendMessage(Node):
    """Sends a message; waits for an answer only if one of its answer exits leads somewhere."""

    type: Literal["send_message"] = "send_message"
    message: Annotated[Message, Hint(Wording("消息", "Message"), widget="message")] = Message()
    goes_on: Annotated[
        bool,
        Hint(
            Wording("发送后直接继续，不等回复", "Go on without waiting for a reply"),
            group="exits",
        ),
    ] = False
    no_reply_after_s: Annotated[
        int,
        Field(ge=0, le=90 * 86400),
        Hint(
            Wording("无人回复时，等待", "Without a reply, wait"),
            help=Wording("0 表示一直等", "0 waits for ever"),
            widget="duration",
            group="exits",
            only_if={"goes_on": (False,)},
        ),
    ] = 86400
    on_failure: Annotated[
        bool, Hint(Wording("发送失败时走单独的出口", "A way out of its own for failures"), group="exits")
    ] = False
    on_fallback: Annotated[
        bool, Hint(Wording("转成短信时走单独的出口", "A way out of its own for SMS fallback"), group="exits")
    ] = False
    expires_after_s: Annotated[
        int,
        Field(ge=0, le=30 * 86400),
        Hint(
            Wording("有效期", "Time to live"),
            help=Wording(
                "过了这么久还没送到就撤回；0 表示不限", "Revoked when not delivered by then; 0 is for ever"
            ),
            widget="duration",
            group="exits",
        ),
    ] = 172800
    label: ClassVar = Wording("发送消息", "Send message")
    icon: ClassVar = "message"
    category: ClassVar[Category] = "talk"

    def offers(self) -> tuple[ExitOffer, ...]:
        ways: list[ExitOffer] = []
        replies = self.message.replies()
        if replies and not self.goes_on:
            ways += [ExitOffer(reply_exit(reply.id), same(reply.text or "…"), "reply") for reply in replies]
            ways.append(ExitOffer(OTHER, Wording("其他回复", "Other reply"), "other"))
            if self.no_reply_after_s:
                label = Wording("{time}无回复", "No reply in {time}").format(
                    time=in_words(self.no_reply_after_s)
                )
                ways.append(ExitOffer(NO_REPLY, label, "timeout"))
        else:
            ways.append(ExitOffer(NEXT, Wording("下一步", "Next")))
        if self.on_failure:
            ways.append(ExitOffer(FAILED, Wording("失败", "Failed"), "failure"))
        if self.on_fallback:
            ways.append(ExitOffer(FELL_BACK, Wording("转成短信", "Fell back to SMS"), "failure"))
        return tuple(ways)

    def preview(self) -> Preview:
        return preview_of_message(self.message)

    def _awaits_reply(self) -> bool:
        replies = () if self.goes_on else self.message.replies()
        if not replies:
            return False
        wired = self.targets
        return (
            OTHER in wired
            or (NO_REPLY in wired and self.no_reply_after_s > 0)
            or any(reply_exit(reply.id) in wired for reply in replies)
        )

    def _awaits_delivery(self) -> bool:
        return bool(
            (self.on_failure and FAILED in self.targets) or (self.on_fallback and FELL_BACK in self.targets)
        )

    @property
    def waits(self) -> bool:
        return self._awaits_reply() or self._awaits_delivery()

    def execute(self, turn: Turn) -> Outcome:
        turn.send(self.message, self.expires_after_s or None)
        if self._awaits_reply():
            due = turn.now + timedelta(seconds=self.no_reply_after_s) if self.no_reply_after_s else None
            return WaitFor("reply", due)
        if self._awaits_delivery():
            return WaitFor("delivery", turn.now + timedelta(seconds=self.expires_after_s or 172800))
        return self._go_on()

    def _go_on(self) -> Leave:
        """Leaves without an answer, by the exit that is offered."""
        return Leave(OTHER if self.message.replies() and not self.goes_on else NEXT)

    def takes(self, turn: Turn, reply: Reply) -> bool:
        if not self._awaits_reply():
            return False
        return OTHER in self.targets or turn.answered_by(self.message, reply) is not None

    def resume(self, turn: Turn, resume: Resume) -> Outcome:
        if isinstance(resume, Delivery):
            return self._delivered(turn, resume)
        if isinstance(resume, TimerDue):
            return Leave(NO_REPLY) if self._awaits_reply() else self._go_on()
        if isinstance(resume, Reply) and self._awaits_reply():
            return Leave(turn.answered_by(self.message, resume) or OTHER)
        return KeepWaiting()

    def _delivered(self, turn: Turn, report: Delivery) -> Outcome:
        if report.message_id != turn.last_message_id():
            return KeepWaiting()
        if report.status == "failed" and self.on_failure:
            return Leave(FAILED)
        if report.status == "fell_back" and self.on_fallback:
            return Leave(FELL_BACK)
        if not self._awaits_reply() and report.status in ("delivered", "displayed", "fell_back"):
            return self._go_on()
        return KeepWaiting()
