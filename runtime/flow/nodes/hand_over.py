"""Let a person have the conversation."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.durations import in_words
from runtime.flow.exit import ExitOffer
from runtime.flow.ids import ExitName
from runtime.flow.node import Category, Node
from runtime.flow.outcome import KeepWaiting, Leave, Outcome, WaitFor
from runtime.flow.preview import Preview
from runtime.flow.resume import HandedBack, Resume, TakenOver, TimerDue
from runtime.flow.turn import Turn
from runtime.messages.elements.text import Text
from runtime.messages.message import Message
from runtime.records import Hint
from runtime.wording import Wording, same

RESOLVED = ExitName("resolved")
NO_ANSWER = ExitName("no_answer")


class HandOver(Node):
    """Hands the conversation to a person and waits until they are done, or nobody takes it in time.

    What the contact says meanwhile is for that person and carries nothing on. Once somebody has taken the
    conversation, the time limit no longer counts.
    """

    type: Literal["hand_over"] = "hand_over"
    greeting: Annotated[
        str,
        Hint(
            Wording("先告诉对方", "First tell the contact"),
            help=Wording("不写就不发", "Nothing is sent while it is empty"),
            limit="text",
            template=True,
            spoken=True,
            widget="long_text",
        ),
    ] = "正在为您转接人工，请稍候。"
    note: Annotated[
        str,
        Field(max_length=2000),
        Hint(
            Wording("给同事的说明", "Note for colleagues"),
            help=Wording("接手的人在会话里看到它", "Whoever takes the conversation reads it"),
            template=True,
            widget="long_text",
        ),
    ] = ""
    no_answer_after_s: Annotated[
        int,
        Field(ge=0, le=30 * 86400),
        Hint(
            Wording("没人接手时，等待", "When nobody takes it, wait"),
            help=Wording("0 表示一直等", "0 waits for ever"),
            widget="duration",
            group="exits",
        ),
    ] = 1800
    label: ClassVar = Wording("转人工", "Hand over")
    icon: ClassVar = "hand_over"
    category: ClassVar[Category] = "talk"

    def offers(self) -> tuple[ExitOffer, ...]:
        ways = [ExitOffer(RESOLVED, Wording("已解决", "Resolved"))]
        label = Wording("无人接手", "Nobody took it")
        if self.no_answer_after_s:
            label = Wording("{time}无人接手", "Nobody in {time}").format(
                time=in_words(self.no_answer_after_s)
            )
        return (*ways, ExitOffer(NO_ANSWER, label, "timeout"))

    def preview(self) -> Preview:
        lines = (self.greeting.strip(), self.note.strip())
        return Preview(tuple(same(line.splitlines()[0]) for line in lines if line))

    @property
    def waits(self) -> bool:
        return True

    def execute(self, turn: Turn) -> Outcome:
        if self.greeting.strip():
            turn.send(Message(content=Text(text=self.greeting)))
        turn.hand_over(turn.fill(self.note))
        due = turn.now + timedelta(seconds=self.no_answer_after_s) if self.no_answer_after_s else None
        return WaitFor("hand_over", due)

    def resume(self, turn: Turn, resume: Resume) -> Outcome:
        if isinstance(resume, TimerDue):
            return Leave(NO_ANSWER)
        if isinstance(resume, TakenOver):
            return WaitFor("hand_over")
        if isinstance(resume, HandedBack):
            return Leave(RESOLVED if resume.outcome == "resolved" else NO_ANSWER)
        return KeepWaiting()
