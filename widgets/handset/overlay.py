"""What a handset would do when an action is tapped, in words: the page, call, event or place it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias
from urllib.parse import urlsplit

from runtime.messages.suggestions.action import Action
from runtime.messages.suggestions.calendar import CreateCalendarEvent
from runtime.messages.suggestions.compose import ComposeRecording, ComposeText
from runtime.messages.suggestions.dialer import DialEnrichedCall, DialPhoneNumber, DialVideoCall
from runtime.messages.suggestions.map import RequestLocation, ShowLocation
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.messages.suggestions.url import OpenUrl
from widgets.handset.layout.location import coordinates_text, map_seed
from widgets.language import tr

OverlayShape: TypeAlias = Literal["page", "map", "note"]

_HEIGHTS: Final = {"full": 1.0, "tall": 0.75, "half": 0.5}
"""A webview's share of the screen under the status bar (RCC.07 openUrl.viewMode)."""


@dataclass(frozen=True)
class Overlay:
    """A sheet over the conversation that says what the handset would do."""

    shape: OverlayShape
    icon: str
    heading: str
    """What is done: `打开网页`."""
    subject: str
    """To what: a host, a number, an event's title, a place."""
    details: tuple[str, ...] = ()
    share: float = 0.0
    """Height of a page as a share of the screen under the status bar; 0 is as high as the words."""
    seed: int = 0
    """Makes the drawn map."""
    answers: tuple[str, ...] = ()
    """What the handset asks to be tapped: no and yes; the sheet only shows them."""

    @property
    def words(self) -> str:
        """All of it for screen readers, with the way out."""
        said = [self.heading, self.subject, *self.details, tr("按 Esc 关闭", "Press Esc to close")]
        return tr("，", ", ").join(part for part in said if part)


def overlay_of(suggestion: Suggestion) -> Overlay | None:
    """The sheet of an action; None for a reply, which makes the handset do nothing but answer."""
    action = suggestion.action
    if action is None:
        return None
    match action:
        case OpenUrl():
            return _page(action)
        case ShowLocation():
            return _map(action)
        case RequestLocation():
            asked = tr("把我的位置发给对方", "My place goes to the chatbot")
            answers = (tr("取消", "Cancel"), tr("发送", "Send"))
            return Overlay("note", action.icon, tr("发送位置", "Send location"), asked, answers=answers)
        case _:
            subject, *details = _subject_and_details(action, suggestion.text)
            said = tuple(part for part in details if part)
            return Overlay("note", action.icon, tr(action.label), subject, said, answers=_answers(action))


def host_of(url: str) -> str:
    """The host of an address, or the address itself where none can be read."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def span_text(start: str, end: str) -> str:
    """From when to when, as a calendar says it; times that are no RFC 3339 stay as they are written."""
    first, last = _moment(start), _moment(end)
    if first is None or last is None:
        return " – ".join(part for part in (start, end) if part)
    is_same_day = first.date() == last.date()
    return f"{_day(first)} {first:%H:%M} – " + (
        f"{last:%H:%M}" if is_same_day else f"{_day(last)} {last:%H:%M}"
    )


def _page(action: OpenUrl) -> Overlay:
    if action.application == "browser":
        details = (tr("在浏览器里打开", "Opens in the browser"), action.url)
        return Overlay("page", "globe", tr(action.label), host_of(action.url), details, 1.0)
    heights = {
        "full": tr("全屏网页浮层", "Full-height web view"),
        "tall": tr("大半屏网页浮层", "Tall web view"),
        "half": tr("半屏网页浮层", "Half-height web view"),
    }
    details = (heights[action.view_mode], action.url)
    share = _HEIGHTS[action.view_mode]
    return Overlay("page", action.icon, tr(action.label), host_of(action.url), details, share)


def _map(action: ShowLocation) -> Overlay:
    heading = tr("打开地图", "Open the map")
    if action.query:
        return Overlay("map", action.icon, heading, action.query, (tr("按名称查找", "Searched by name"),))
    where = coordinates_text(action.latitude, action.longitude)
    seed = map_seed(action.latitude, action.longitude)
    return Overlay(
        "map", action.icon, heading, action.place or where, (where,) if action.place else (), seed=seed
    )


def _subject_and_details(action: Action, text: str) -> tuple[str, ...]:
    match action:
        case DialEnrichedCall():
            return action.phone_number, action.subject
        case DialPhoneNumber() | DialVideoCall():
            return (action.phone_number,)
        case CreateCalendarEvent():
            return action.title, span_text(action.start_time, action.end_time), action.description
        case ComposeText():
            return action.phone_number, action.text
        case ComposeRecording():
            kind = tr("语音", "Audio") if action.kind == "AUDIO" else tr("视频", "Video")
            return action.phone_number, kind
        case _:
            return (text,)


def _answers(action: Action) -> tuple[str, str]:
    """What a handset offers before it does it."""
    match action:
        case DialPhoneNumber() | DialEnrichedCall() | DialVideoCall():
            yes = tr("呼叫", "Call")
        case CreateCalendarEvent():
            yes = tr("添加", "Add")
        case ComposeText():
            yes = tr("发送", "Send")
        case ComposeRecording():
            yes = tr("开始录制", "Record")
        case _:
            return tr("不允许", "Don't allow"), tr("允许", "Allow")
    return tr("取消", "Cancel"), yes


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _day(moment: datetime) -> str:
    return tr(f"{moment.year} 年 {moment.month} 月 {moment.day} 日", moment.date().isoformat())
