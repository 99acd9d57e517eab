"""What the area of campaigns says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from runtime.flow.schedule import Schedule
from runtime.wording import Wording
from widgets.common import BadgeState
from widgets.language import tr

TITLE: Final = Wording("活动", "Campaigns")
NEW: Final = Wording("新建活动", "New campaign")
EMPTY: Final = Wording(
    "还没有活动。先发布一个场景，再选人群", "No campaigns yet. Publish a scenario, then choose an audience"
)
NO_FLOW: Final = Wording(
    "还没有线上的场景。先在编辑区发布一个", "No scenario is online. Publish one in the editor first"
)
AWAY: Final = Wording("正在启动运行服务…", "Starting the runtime service…")

STATE_BADGES: Final[Mapping[str, BadgeState]] = {
    "draft": BadgeState.NEUTRAL,
    "scheduled": BadgeState.ACCENT,
    "running": BadgeState.OK,
    "paused": BadgeState.WARN,
    "cancelling": BadgeState.WARN,
    "cancelled": BadgeState.NEUTRAL,
    "finished": BadgeState.OK,
    "failed": BadgeState.ERROR,
}
STATE_ICONS: Final[Mapping[str, str]] = {
    "draft": "pencil",
    "scheduled": "clock",
    "running": "play",
    "paused": "pause",
    "cancelling": "clock",
    "cancelled": "stop",
    "finished": "check",
    "failed": "error",
}
PURPOSES: Final[Mapping[str, Wording]] = {
    "marketing": Wording("用途：营销，按发送时段和次数", "For marketing, within its hours and caps"),
    "service": Wording("用途：服务通知", "For service"),
}
CARRIERS: Final[Mapping[str, Wording]] = {
    "telecom": Wording("电信", "Telecom"),
    "unicom": Wording("联通", "Unicom"),
    "mobile": Wording("移动", "Mobile"),
}


def said(words: Mapping[str, Any] | None) -> str:
    """Words that came over the API, in the language in use."""
    return "" if words is None else tr(str(words["zh"]), str(words["en"]))


def carrier_words(endpoint: str, carrier: str) -> Wording:
    """An endpoint by its carrier, and by its own name where that differs."""
    words = CARRIERS.get(carrier)
    if words is None:
        return Wording(endpoint or "没有通道", endpoint or "No endpoint")
    if endpoint in (carrier, ""):
        return words
    return Wording(f"{words.zh}（{endpoint}）", f"{words.en} ({endpoint})")


def moment_words(text: str | None, zone: str = "Asia/Shanghai") -> str:
    """A moment of the API by the clock of a zone, to the minute; a dash for none."""
    if not text:
        return "—"
    return datetime.fromisoformat(text).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def lasting_words(lasts_s: float) -> Wording:
    """How long something takes, in the two largest units."""
    seconds = round(lasts_s)
    if seconds < 60:
        return Wording("不到 1 分钟", "under a minute")
    minutes = -(-seconds // 60)
    if minutes < 60:
        return Wording(f"约 {minutes} 分钟", f"about {minutes} min")
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return Wording(f"约 {hours} 小时 {minutes} 分", f"about {hours} h {minutes} min")
    return Wording(f"约 {-(-hours // 24)} 天", f"about {-(-hours // 24)} days")


def source_words(campaign: Mapping[str, Any]) -> Wording:
    """Which scenario a campaign sends, and whether it came with it."""
    name = str(campaign["flow_name"])
    if campaign.get("origin") == "schedule":
        return Wording(f"{name} · 自带的时间表", f"{name} · its own schedule")
    return Wording(name, name)


def timing_words(timing: Mapping[str, Any]) -> Wording:
    """When a campaign is."""
    if timing["kind"] == "at":
        at = str(timing["at"]).replace("T", " ")
        return Wording(at, at)
    if timing["kind"] == "cron" and timing.get("schedule"):
        return Schedule.model_validate(timing["schedule"]).in_words()
    if timing["kind"] == "cron":
        return Wording(f"重复 {timing['cron']}", f"Repeats {timing['cron']}")
    return Wording("立即", "At once")
