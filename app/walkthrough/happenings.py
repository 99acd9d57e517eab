"""What can come in while a conversation waits: one example for each way on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.playing.play import HERE, Heard, Line
from app.walkthrough.exploration import ChoiceKind
from app.walkthrough.telling_values import telling_answers
from runtime.engine.session import Session, Wait
from runtime.flow.durations import in_words
from runtime.flow.flow import Flow
from runtime.flow.node import Node
from runtime.flow.nodes.ask import Ask
from runtime.flow.nodes.http_request import HttpRequest
from runtime.flow.resume import (
    CallDone,
    CapabilityKnown,
    Delivery,
    HandedBack,
    Reply,
    Resume,
    TimerDue,
)
from runtime.messages.message import Message
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.wording import Wording, same

_EXAMPLES = {"text": "我想问一下", "number": "3", "date": "明天", "phone": "13800138000"}
_FILE = "https://media.example.com/photo.jpg"
_OTHER = "我想问点别的"


@dataclass(frozen=True, slots=True)
class Happening:
    """A resume with what it is called and what it leaves on the phone."""

    kind: ChoiceKind
    label: Wording
    resume: Resume
    lines: tuple[Line, ...] = ()
    at: datetime | None = None
    """What the clock shows then; None when no time passes."""


def happenings(
    flow: Flow,
    session: Session,
    sent: Message | None,
    now: datetime,
    values: Mapping[str, tuple[str, ...]],
) -> Iterator[Happening]:
    """Everything that can lead a waiting *session* somewhere else.

    *sent* is the message the person looks at, filled in and with its postbacks; *values* are those that make
    a difference, by variable.
    """
    wait = session.wait
    node = flow.nodes.get(wait.node) if wait is not None else None
    if wait is None or node is None:
        return
    if wait.what == "call" and isinstance(node, HttpRequest):
        yield from _answers_of_a_system(node, wait, values)
    elif wait.what == "delivery":
        yield from _deliveries(session)
    elif wait.what == "capability":
        yield from _handsets(wait)
    elif wait.what == "hand_over":
        done = Wording("同事处理完了「{node}」", 'A person is done with "{node}"').format(node=node.named())
        yield Happening("system", done, HandedBack("resolved"))
    elif wait.what == "reply":
        yield from _words(node, sent, now, values)
    if wait.due is not None and wait.what not in ("call", "capability"):
        yield Happening("time", _passing(node, wait, now), TimerDue(wait.number), at=wait.due)


def _answers_of_a_system(
    node: HttpRequest, wait: Wait, values: Mapping[str, tuple[str, ...]]
) -> Iterator[Happening]:
    done = Wording("系统答复了「{node}」", 'The system answers "{node}"').format(node=node.named())
    lost = Wording("系统没有答复「{node}」", 'The system does not answer "{node}"').format(node=node.named())
    for answer in telling_answers(node, values):
        label = done
        if answer != node.sample:
            label = Wording("{done}：{answer}", "{done}: {answer}").format(done=done, answer=answer[:60])
        yield Happening("system", label, CallDone(wait.number, 200, answer))
    yield Happening("system", lost, CallDone(wait.number, None, error="no answer"))


def _handsets(wait: Wait) -> Iterator[Happening]:
    rcs = Wording("手机支持 5G 消息", "The handset shows 5G messages")
    sms_only = Wording("手机只能收短信", "The handset takes SMS only")
    unknown = Wording("不清楚手机支持什么", "Nobody knows what the handset shows")
    yield Happening("system", rcs, CapabilityKnown(wait.number, "rcs"))
    yield Happening("system", sms_only, CapabilityKnown(wait.number, "sms_only"))
    yield Happening("system", unknown, CapabilityKnown(wait.number, "unknown"))


def _deliveries(session: Session) -> Iterator[Happening]:
    message_id = session.runs[-1].last_message
    delivered = Wording("消息送到了", "The message arrives")
    failed = Wording("消息没有送到", "The message does not arrive")
    fell_back = Wording("消息改发了短信", "The message goes out as an SMS")
    yield Happening("system", delivered, Delivery(message_id, "delivered"))
    yield Happening("system", failed, Delivery(message_id, "failed"))
    yield Happening("system", fell_back, Delivery(message_id, "fell_back"))


def _words(
    node: Node, sent: Message | None, now: datetime, values: Mapping[str, tuple[str, ...]]
) -> Iterator[Happening]:
    replies = sent.replies() if sent is not None else ()
    for number, reply in enumerate(replies, 1):
        yield _tap(reply, number, now)
    if isinstance(node, Ask):
        if node.answer_type == "location":
            place = Wording("发送我的位置", "Sends their place")
            resume = Reply(latitude=HERE[0], longitude=HERE[1])
            yield Happening("send", place, resume, (Heard("", now, is_location=True),))
        elif node.answer_type == "media":
            yield Happening("send", Wording("发来一张图片", "Sends a picture"), Reply(file_url=_FILE))
        elif node.answer_type != "choice":
            for words in values.get(node.variable, (_EXAMPLES[node.answer_type],)):
                yield _say(words, now)
    yield _say(_OTHER, now)


def _tap(reply: Suggestion, number: int, now: datetime) -> Happening:
    heard = Heard(reply.text, now, digits=str(number))
    return Happening("tap", same(reply.text), Reply(text=reply.text, postback=reply.postback), (heard,))


def _say(words: str, now: datetime) -> Happening:
    label = Wording("说：{words}", "Says: {words}").format(words=words)
    return Happening("say", label, Reply(text=words), (Heard(words, now, digits=words),))


def _passing(node: Node, wait: Wait, now: datetime) -> Wording:
    assert wait.due is not None
    passed = in_words(_rounded(max(int((wait.due - now).total_seconds()), 0)))
    if wait.what == "time":
        return Wording("过了{time}：{node}", "After {time}: {node}").format(time=passed, node=node.named())
    if wait.what == "hand_over":
        return Wording("{time}没有人接手", "Nobody takes it in {time}").format(time=passed)
    return Wording("{time}没有回复", "No reply in {time}").format(time=passed)


def _rounded(seconds: int) -> int:
    """Days, hours or minutes, whichever says it roughly: nobody plans a wait of 52,345 seconds."""
    unit = next((size for size in (86400, 3600, 60) if seconds >= 2 * size), 1)
    return round(seconds / unit) * unit
