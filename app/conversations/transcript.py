"""What was said, as entries of the handset's drawing, with what came between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from pydantic import ValidationError

from app.network.arrived import MARKS
from runtime.messages.message import Message
from runtime.wording import Wording
from widgets.handset import ChatbotEntry, ContactFile, ContactLocation, ContactText, Entry, Mark, Note
from widgets.language import tr

_BEGAN: Final = {
    "campaign": Wording("活动群发", "a campaign"),
    "keyword": Wording("发来关键词", "a keyword"),
    "menu": Wording("点了菜单", "the menu"),
    "new_contact": Wording("第一次打开", "opening it for the first time"),
    "api": Wording("接口", "the API"),
    "tag": Wording("加了标签", "a tag"),
    "schedule": Wording("定时", "a schedule"),
    "deep_link": Wording("扫码或链接", "a link"),
}
_ENDED: Final = {
    "goal": Wording("达到目标", "the goal is reached"),
    "abandoned": Wording("没有走完", "abandoned"),
    "refused": Wording("对方退订", "they opted out"),
    "failed": Wording("出错停下", "stopped by an error"),
}
_BETWEEN: Final = {
    "started": Wording("从「{how}」进入 {scenario} {version}", "Entered {scenario} {version} by {how}"),
    "handed_over": Wording("场景停在「{node}」，等待接待", 'Resting at "{node}", waiting for a person'),
    "taken": Wording("{by} 开始接待，场景暂停", "{by} took the conversation; the scenario rests"),
    "assigned": Wording("{by} 转给 {to}", "{by} passed it on to {to}"),
    "handed_back": Wording("{by} 已解决，交还场景", "{by} resolved it and handed it back"),
    "given_up": Wording("{by} 没有解决，交还场景", "{by} handed it back unresolved"),
    "ended": Wording("场景结束：{end}", "The scenario ended: {end}"),
    "failed": Wording("场景出错：{why}", "The scenario failed: {why}"),
}
_NOT_SENT: Final = ("failed", "expired", "skipped", "cancelled")
_HELD: Final = Wording("交还场景后再发", "Waits until it is handed back")
_SCENARIO: Final = Wording("场景", "the scenario")
_UNKNOWN: Final = Wording("结果不明，不会自动重发", "Outcome unknown, it is not sent again by itself")
_WHY_NOT: Final = {
    "refused": Wording("对方已退订", "they opted out"),
    "expired": Wording("过了有效期", "its time was over"),
    "quiet_hours": Wording("免打扰时间", "quiet hours"),
    "cap": Wording("到了次数上限", "the cap is reached"),
    "came_twice": Wording("5G 消息和短信都收到了", "it came as a 5G message and as an SMS"),
}


def entries_of(
    lines: Sequence[Mapping[str, Any]], marks: Sequence[Mapping[str, Any]], zone: tzinfo | None = None
) -> list[Entry]:
    """The conversation top to bottom: days, messages both ways, how far they came, and what came between."""
    placed = [(_moment(line), 1, line) for line in lines] + [(_moment(mark), 0, mark) for mark in marks]
    placed.sort(key=lambda one: (one[0], _rank(one[2])))
    answered = max((at for at, _, one in placed if one.get("direction") == "in"), default=None)
    entries: list[Entry] = []
    day = None
    for at, _, one in placed:
        here = at.astimezone(zone)
        if here.date() != day:
            day = here.date()
            entries.append(
                Note(tr(f"{day.year} 年 {day.month} 月 {day.day} 日", f"{day:%B} {day.day}, {day.year}"))
            )
        time = f"{here:%H:%M}"
        if "direction" not in one:
            words = mark_words(one)
            if words is not None:
                entries.append(Note(f"{tr(words)} · {time}"))
        elif one["direction"] == "in":
            entries.append(_heard(one, time))
        else:
            entries += _said(one, time, is_answered=answered is not None and answered >= at)
    return entries


def mark_words(mark: Mapping[str, Any]) -> Wording | None:
    """What a line between messages says; None for what stands elsewhere."""
    detail: Mapping[str, Any] = mark["detail"]
    node: Mapping[str, Any] = mark.get("node") or {}
    kind = str(mark["kind"])
    if kind == "handed_back" and detail["text"] != "resolved":
        kind = "given_up"
    words = _BETWEEN.get(kind)
    return words and words.format(
        how=_BEGAN.get(str(detail.get("trigger", "")), _BEGAN["api"]),
        scenario=mark.get("scenario", ""),
        version=_version(int(mark.get("version") or 0)),
        node=Wording(str(node.get("zh", "")), str(node.get("en", ""))),
        by=detail.get("by", ""),
        to=detail.get("text", ""),
        end=_ENDED.get(str(detail.get("outcome", "")), _ENDED["abandoned"]),
        why=Wording(str(detail.get("zh", "")), str(detail.get("en", ""))),
    )


def _version(number: int) -> Wording:
    """A released version by its number; what is tried has none of its own."""
    return Wording(f"v{number}", f"v{number}") if number > 0 else Wording("试发", "(trial)")


def why_not(line: Mapping[str, Any]) -> Wording | None:
    """Why a message of ours did not go out, or why it waits; None when there is nothing to say."""
    state, reason = str(line["state"]), line.get("reason")
    if state == "held":
        return _HELD
    if state == "unknown":
        return _UNKNOWN
    if state not in _NOT_SENT and line.get("error") != "came_twice":
        return None
    why: Wording | None = None
    if isinstance(reason, Mapping) and reason.get("zh"):
        why = Wording(str(reason["zh"]), str(reason.get("en") or reason["zh"]))
    error = str(line.get("error") or state)
    why = why or _WHY_NOT.get(error) or Wording(error, error)
    if state not in _NOT_SENT:
        return why
    return Wording("没有发出：{why}", "Not sent: {why}").format(why=why)


def _rank(one: Mapping[str, Any]) -> int:
    """At the same moment: what the contact says, beginnings, what we say, ends."""
    if one.get("direction") == "in":
        return 0
    if "direction" in one:
        return 2
    return 3 if one["kind"] in ("handed_over", "taken", "handed_back", "ended", "failed") else 1


def _moment(one: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(one["at"])


def _said(line: Mapping[str, Any], time: str, *, is_answered: bool) -> list[Entry]:
    state = str(line["state"])
    mark = Mark.FAILED if state in _NOT_SENT else MARKS.get(state, Mark.SENDING)
    via = str(line.get("by") or tr(_SCENARIO))
    why = why_not(line)
    after: list[Entry] = [Note(tr(why))] if why is not None else []
    try:
        message = Message.model_validate(line["message"])
    except ValidationError:
        return [Note(tr("一条新版本的消息", "A message of a newer version"))]
    said = ChatbotEntry(
        message.blocks(), time, mark, via, answered=is_answered or state in _NOT_SENT, key=line["message_id"]
    )
    return [said, *after]


def _heard(line: Mapping[str, Any], time: str) -> Entry:
    content: Mapping[str, Any] = line["content"]
    key = str(line["message_id"])
    match content.get("type"):
        case "location":
            return ContactLocation(
                float(content["latitude"]),
                float(content["longitude"]),
                str(content.get("text", "")),
                time,
                key=key,
            )
        case "file":
            return ContactFile(
                str(content.get("text") or tr("文件", "File")),
                str(content.get("content_type", "")),
                int(content.get("size_bytes") or 0),
                time,
                key=key,
            )
        case "device":
            return Note(tr("手机报告了设备信息", "The handset told about itself"))
        case "unreadable":
            return Note(tr("收到一条读不懂的消息", "A message came that cannot be read"))
        case kind:
            is_tap = kind in ("reply", "action")
            text = str(content.get("text") or content.get("postback") or "")
            if is_tap:
                time = tr(f"{time} · 点按", f"{time} · tapped")
            return ContactText(text, time, is_tap=is_tap, key=key)
