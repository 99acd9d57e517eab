"""A walk-through as plain data for its page: pictures, moments, choices, words."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import tzinfo
from typing import Any, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage

from app.handset_pane.edited_message import profile_of
from app.handset_pane.played_walk import entry_of
from app.playing.play import Heard, Line, Said
from app.walkthrough.exploration import Choice, Exploration
from runtime.flow.flow import Flow
from runtime.flow.ids import ExitName, NodeId
from runtime.messages.suggestions.suggestion import Suggestion
from runtime.wording import Wording
from widgets.handset import ChatbotEntry, Entry, Pictures, render_handset
from widgets.handset.chrome.frame import frame_for
from widgets.handset.hit_area import HitArea
from widgets.handset.metrics import PHONE_HEIGHT, PHONE_WIDTH
from widgets.handset.overlay import overlay_of
from widgets.handset.strip import Strip, strips_of
from widgets.language import tr

SCALE: Final = 1.5
"""Pixels per logical px: sharp enough for a screen of today, small enough to be mailed."""
_QUALITY: Final = 88

_KINDS: Final = {
    "begin": Wording("开始", "begin"),
    "tap": Wording("点按钮", "tap"),
    "say": Wording("打字", "types"),
    "send": Wording("发送", "sends"),
    "time": Wording("时间到", "time passes"),
    "system": Wording("系统", "system"),
}
_OUTCOMES: Final = {
    "goal": Wording("对话结束：达成目标", "The conversation ends: goal reached"),
    "abandoned": Wording("对话结束：没有达成", "The conversation ends: goal not reached"),
    "refused": Wording("对话结束：不愿再收", "The conversation ends: no more messages wanted"),
    "failed": Wording("这一步走不下去", "This step cannot go on"),
}


class Book:
    """Collects what the page needs; a picture that is used twice is kept once."""

    def __init__(self, flow: Flow, exploration: Exploration, pictures: Pictures | None) -> None:
        self._flow = flow
        self._exploration = exploration
        self._shelf = pictures
        self._profile = profile_of(flow)
        self._zone: tzinfo = ZoneInfo(flow.time_zone)
        self._pictures: dict[str, dict[str, Any]] = {}
        self._drawn: dict[Entry, str] = {}

    def data(self, tell: Callable[[int, int], None] = lambda done, whole: None) -> dict[str, Any]:
        """The whole book; *tell* hears how many of the moments are drawn, and may raise to stop it."""
        moments = self._exploration.moments
        begin = [self._choice(choice) for choice in self._exploration.begin]
        told: list[dict[str, Any]] = []
        for number, moment in enumerate(moments):
            node = self._flow.nodes.get(moment.node) if moment.node is not None else None
            told.append(
                {
                    "node": tr(node.named()) if node is not None else "",
                    "outcome": moment.outcome,
                    "choices": [self._choice(choice) for choice in moment.choices],
                }
            )
            tell(number + 1, len(moments))
        return {
            "begin": begin,
            "moments": told,
            "pictures": self._pictures,
            "phone": self._phone(),
            "words": _words(),
        }

    def _choice(self, choice: Choice) -> dict[str, Any]:
        heard = choice.lines[0] if choice.kind == "tap" and choice.lines else None
        return {
            "kind": choice.kind,
            "label": tr(choice.label),
            "tap": heard.text if isinstance(heard, Heard) else "",
            "to": choice.to,
            "lines": [self._line(line) for line in choice.lines],
            "way": [self._step(node, exit_) for node, exit_ in choice.steps],
        }

    def _step(self, node_id: NodeId, exit_name: ExitName) -> str:
        node = self._flow.nodes[node_id]
        label = next((tr(way.label) for way in node.exits() if way.name == exit_name), "")
        return f"{tr(node.named())} → {label}"

    def _line(self, line: Line) -> dict[str, Any]:
        found: dict[str, Any] = {"picture": self._picture(entry_of(line, self._zone))}
        if isinstance(line, Heard):
            found["heard"] = True
        if isinstance(line, Said):
            if line.sent.message.chips:
                found["answered"] = self._picture(entry_of(line, self._zone, answered=True))
            if line.sent.sms_text:
                found["sms"] = line.sent.sms_text
        return found

    def _picture(self, entry: Entry) -> str:
        known = self._drawn.get(entry)
        if known is not None:
            return known
        strips = strips_of([entry], self._profile, SCALE, pictures=self._shelf)
        frames = [_frame(strip) for strip in strips]
        name = hashlib.sha256("".join(frame["source"] for frame in frames).encode()).hexdigest()[:16]
        self._pictures[name] = {"alt": _spoken(entry, strips), "frames": frames}
        self._drawn[entry] = name
        return name

    def _phone(self) -> dict[str, Any]:
        size = QSize(int(PHONE_WIDTH), int(PHONE_HEIGHT))
        image = render_handset([], self._profile, size * SCALE, pictures=self._shelf)
        talk = frame_for(PHONE_HEIGHT, bool(self._profile.menu)).conversation
        return {
            "size": [size.width(), size.height()],
            "talk": _rect(talk),
            "source": _data_url(image, "PNG", "image/png"),
        }


def _frame(strip: Strip) -> dict[str, Any]:
    return {
        "source": _data_url(strip.image, "WEBP", "image/webp"),
        "size": [strip.size.width(), strip.size.height()],
        "areas": [_area(area) for area in strip.areas],
    }


def _area(area: HitArea) -> dict[str, Any]:
    value = area.value
    overlay = overlay_of(value) if isinstance(value, Suggestion) else None
    told = ""
    if overlay is not None:
        told = tr("，", ", ").join(
            part for part in (overlay.heading, overlay.subject, *overlay.details) if part
        )
    elif isinstance(value, str):
        told = value
    tap = value.text if isinstance(value, Suggestion) and value.is_reply else ""
    return {"rect": _rect(area.rect), "name": area.name, "tap": tap, "told": told}


def _spoken(entry: Entry, strips: tuple[Strip, ...]) -> str:
    """What a screen reader says for a picture."""
    if isinstance(entry, ChatbotEntry):
        named = [area.name for strip in strips for area in strip.areas]
        return tr("；", "; ").join(dict.fromkeys([*_texts(entry), *named]))
    return str(getattr(entry, "text", "")) or str(getattr(entry, "label", ""))


def _texts(entry: ChatbotEntry) -> list[str]:
    found: list[str] = []
    for block in entry.blocks:
        for holder in (block, *getattr(block, "cards", ())):
            found += [
                str(getattr(holder, name))
                for name in ("text", "title", "description")
                if getattr(holder, name, "")
            ]
    return found


def _rect(rect: QRectF) -> list[float]:
    return [round(value, 2) for value in (rect.x(), rect.y(), rect.width(), rect.height())]


def _data_url(image: QImage, kind: str, mime: str) -> str:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, _QUALITY)  # type: ignore[call-overload]  # PySide's stub wants bytes
    buffer.close()
    return f"data:{mime};base64,{base64.b64encode(bytes(data.data())).decode('ascii')}"


def _words() -> dict[str, Any]:
    return {
        "begin": tr("从这里开始", "Begin here"),
        "waits": tr("停在：", "Waits at: "),
        "next_card": tr("下一张卡片", "Next card"),
        "back_card": tr("上一张卡片", "Card before"),
        "kinds": {name: tr(words) for name, words in _KINDS.items()},
        "outcomes": {name: tr(words) for name, words in _OUTCOMES.items()},
    }
