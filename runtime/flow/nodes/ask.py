"""Ask for something and understand the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from runtime.flow.answers import AnswerType, read_answer
from runtime.flow.durations import in_words
from runtime.flow.exit import ExitOffer
from runtime.flow.ids import ExitName, reply_exit
from runtime.flow.node import Category, Node
from runtime.flow.outcome import KeepWaiting, Leave, Outcome, WaitFor
from runtime.flow.preview import Preview, preview_of_message
from runtime.flow.resume import Reply, Resume, TimerDue
from runtime.flow.turn import Turn
from runtime.messages.elements.text import Text
from runtime.messages.limits import STRICTEST, profile
from runtime.messages.message import Message
from runtime.records import Hint
from runtime.wording import Wording

ANSWERED = ExitName("answered")
INVALID = ExitName("invalid")
NO_REPLY = ExitName("no_reply")

_TYPES = {
    "text": Wording("文本", "Text"),
    "number": Wording("数字", "Number"),
    "date": Wording("日期", "Date"),
    "phone": Wording("手机号", "Phone number"),
    "choice": Wording("选项", "Choice"),
    "location": Wording("位置", "Location"),
    "media": Wording("图片或文件", "Picture or file"),
}


class Ask(Node):
    """Asks a question, checks the answer's type, asks again in other words, and keeps it in a variable."""

    type: Literal["ask"] = "ask"
    question: Annotated[Message, Hint(Wording("问题", "Question"), widget="message")] = Message()
    answer_type: Annotated[AnswerType, Hint(Wording("回答类型", "Answer"), choices=_TYPES)] = "text"
    variable: Annotated[
        str, Hint(Wording("存入变量", "Keep in variable"), variable="writes", widget="variable")
    ] = ""
    minimum: Annotated[
        float | None, Hint(Wording("最小值", "At least"), group="more", only_if={"answer_type": ("number",)})
    ] = None
    maximum: Annotated[
        float | None, Hint(Wording("最大值", "At most"), group="more", only_if={"answer_type": ("number",)})
    ] = None
    retries: Annotated[
        int, Field(ge=0, le=10), Hint(Wording("听不懂时再问几次", "Ask again"), group="exits")
    ] = 2
    retry_text: Annotated[
        str,
        Hint(
            Wording("再问时说", "Say when asking again"),
            limit="text",
            template=True,
            spoken=True,
            widget="long_text",
            group="exits",
        ),
    ] = "没有看懂，请再回复一次。"
    no_reply_after_s: Annotated[
        int,
        Field(ge=0, le=90 * 86400),
        Hint(Wording("无人回复时，等待", "Without a reply, wait"), widget="duration", group="exits"),
    ] = 86400
    label: ClassVar = Wording("提问", "Ask")
    icon: ClassVar = "ask"
    category: ClassVar[Category] = "talk"
    decides_answers: ClassVar = ("answer_type", "minimum", "maximum")

    def offers(self) -> tuple[ExitOffer, ...]:
        ways = [
            ExitOffer(ANSWERED, Wording("已回答", "Answered")),
            ExitOffer(INVALID, Wording("没听懂", "Not understood"), "failure"),
        ]
        if self.no_reply_after_s:
            label = Wording("{time}无回复", "No reply in {time}").format(time=in_words(self.no_reply_after_s))
            ways.append(ExitOffer(NO_REPLY, label, "timeout"))
        return tuple(ways)

    def preview(self) -> Preview:
        return replace(preview_of_message(self.question), icon="")

    def writes(self) -> Iterator[tuple[str, ExitName | None]]:
        if self.variable:
            yield self.variable, ANSWERED

    @property
    def waits(self) -> bool:
        return True

    def execute(self, turn: Turn) -> Outcome:
        turn.send(self.question)
        return self._wait(turn)

    def _wait(self, turn: Turn) -> WaitFor:
        due = turn.now + timedelta(seconds=self.no_reply_after_s) if self.no_reply_after_s else None
        return WaitFor("reply", due)

    def resume(self, turn: Turn, resume: Resume) -> Outcome:
        if isinstance(resume, TimerDue):
            return Leave(NO_REPLY)
        if not isinstance(resume, Reply):
            return KeepWaiting()
        chosen = self._chosen(turn, resume)
        value = read_answer(self.answer_type, resume, turn.now, turn.time_zone, chosen)
        if value is not None and self._in_range(value):
            if self.variable:
                turn.assign(self.variable, value)
            return Leave(ANSWERED)
        if turn.retries >= self.retries:
            return Leave(INVALID)
        turn.ask_again()
        turn.send(self._again() if self.retry_text.strip() else self.question)
        return self._wait(turn)

    def _again(self) -> Message:
        """The question in other words; what it offers keeps its numbers, as many as a chip list takes."""
        chips = [suggestion for _, suggestion in self.question.suggestions()]
        most = profile(STRICTEST).limits["chips"].maximum
        if len(chips) > most:
            chips = sorted(chips, key=lambda suggestion: not suggestion.is_reply)[:most]
        return Message(
            content=Text(text=self.retry_text), chips=tuple(chips), fallback=self.question.fallback
        )

    def _chosen(self, turn: Turn, reply: Reply) -> str | None:
        """The text of the suggestion a reply picks; typed to a question for a number, a number is itself.

        The text as it was written, whatever language it was read in: conditions compare it.
        """
        if self.answer_type == "number" and not reply.postback:
            return None
        choice = turn.answered_by(self.question, reply)
        written = turn.as_written(self.question)
        texts = (offered.text for offered in written.replies() if choice == reply_exit(offered.id))
        return next((turn.fill(text) for text in texts), None)

    def _in_range(self, value: object) -> bool:
        if not isinstance(value, float):
            return True
        return (self.minimum is None or value >= self.minimum) and (
            self.maximum is None or value <= self.maximum
        )
