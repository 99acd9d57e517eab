"""A play-through as both phones show it."""

from __future__ import annotations

from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from app.handset_pane.agreement import agreement_of
from app.handset_pane.edited_message import TwoPhones
from app.playing.play import Called, Handed, Heard, Line, Passed, Play, Reported, Said
from runtime.wording import Wording
from widgets.handset import Agreement, ChatbotEntry, ContactLocation, ContactText, Entry, Mark, Note, SmsEntry
from widgets.language import tr


def phones_of_play(play: Play) -> TwoPhones:
    """Everything said so far, in 5G messages and, word for word, in SMS with numbers for taps."""
    zone = ZoneInfo(play.plan.flow.time_zone)
    entries: list[Entry] = []
    sms: list[Entry] = []
    lines = play.lines
    last_heard = max((index for index, line in enumerate(lines) if isinstance(line, Heard)), default=-1)
    for index, line in enumerate(lines):
        entries.append(entry_of(line, zone, answered=index < last_heard or play.session.is_over))
        twin = sms_of(line, zone)
        if twin is not None:
            sms.append(twin)
    if (end := _end_words(play)) is not None:
        entries.append(Note(end))
        sms.append(Note(end))
    return TwoPhones(tuple(entries), tuple(sms), _agreement(play))


def entry_of(line: Line, zone: tzinfo, *, answered: bool = False) -> Entry:
    """What a 5G phone shows for a line; the chips of an *answered* message are gone."""
    match line:
        case Said():
            blocks = line.sent.message.blocks()
            return ChatbotEntry(blocks, _time(line.at, zone), answered=answered, key=line.sent.message_id)
        case Heard():
            if line.is_location:
                return ContactLocation(*_PLACE, label=tr("我的位置", "My location"))
            return ContactText(line.text, mark=Mark.DISPLAYED)
        case Passed():
            return Note(_moment(line.until, zone))
        case Called():
            return Note(_call_words(line))
        case Reported():
            return Note(tr(_REPORTED))
        case Handed():
            return Note(tr(_HANDED[line.outcome]))


def sms_of(line: Line, zone: tzinfo) -> Entry | None:
    """What a phone without 5G messages shows for a line, word for word; None for nothing."""
    match line:
        case Said():
            return SmsEntry(line.sent.sms_text, _time(line.at, zone)) if line.sent.sms_text else None
        case Heard():
            if line.is_location:
                return Note(tr("短信发不了位置", "SMS cannot carry a location"))
            return ContactText(line.digits or line.text)
        case Passed():
            return Note(_moment(line.until, zone))
        case Called() | Reported() | Handed():
            return None


_REPORTED = Wording(
    "已举报垃圾消息：运营商会收到举报，对话不受影响",
    "Reported as spam: the carrier hears of it, the conversation goes on",
)
_HANDED = {
    "": Wording(
        "已转给人工，对方说的话由同事回复", "A person has it now: what the contact says is theirs to answer"
    ),
    "resolved": Wording("人工处理完了", "The person is done"),
    "no_answer": Wording("没有人接手", "Nobody took it"),
}
_PLACE = (30.2084, 120.2119)


def _agreement(play: Play) -> Agreement | None:
    said = next((line for line in reversed(play.lines) if isinstance(line, Said)), None)
    if said is None:
        return None
    node = play.plan.flow.nodes.get(said.sent.node)
    return agreement_of(said.sent.message, node, play.plan.flow.language) if node is not None else None


def _end_words(play: Play) -> str | None:
    if play.session.status == "failed":
        return tr("试玩停在这里：这一步走不下去", "The play stops here: this step cannot go on")
    return tr("对话结束", "The conversation is over") if play.session.is_over else None


def _call_words(line: Called) -> str:
    if line.answered:
        return tr(f"{line.method} 请求用了样例回答", f"The {line.method} request got its sample answer")
    return tr(
        f"{line.method} 请求没有样例回答，按失败走",
        f"The {line.method} request has no sample answer: it failed",
    )


def _time(moment: datetime, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


def _moment(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return tr(f"{local.month} 月 {local.day} 日 {local:%H:%M}", f"{local:%d %b, %H:%M}")
