"""What campaigns' states, reasons and outcomes are called."""

from __future__ import annotations

from collections.abc import Mapping

from runtime.wording import Wording

STATES: Mapping[str, Wording] = {
    "draft": Wording("草稿", "Draft"),
    "scheduled": Wording("已排期", "Scheduled"),
    "running": Wording("进行中", "Running"),
    "paused": Wording("已暂停", "Paused"),
    "cancelling": Wording("正在取消", "Cancelling"),
    "cancelled": Wording("已取消", "Cancelled"),
    "finished": Wording("已完成", "Finished"),
    "failed": Wording("没有做成", "Failed"),
}
"""States of a campaign, in the order they come."""

RUN_STATES: Mapping[str, Wording] = {
    "gathering": Wording("正在列名单", "Listing people"),
    "running": Wording("进行中", "Running"),
    "finished": Wording("已完成", "Finished"),
    "cancelled": Wording("已取消", "Cancelled"),
    "cut": Wording("已取消", "Cancelled"),
    "missed": Wording("错过了", "Missed"),
}
"""States of one time that a campaign is carried out; one that is cut ended before its list was whole."""

WHY: Mapping[str, Wording] = {
    "asked": Wording("有人按了暂停", "Somebody paused it"),
    "grown": Wording(
        "人群比确认时多，重新确认人数再继续",
        "The audience has grown since it was approved; approve it again to go on",
    ),
    "restored": Wording(
        "数据是从备份恢复的，核对后再继续", "The data was restored from a backup; look, then go on"
    ),
    "unscheduled": Wording("场景不再有这个时间表", "The scenario has this schedule no more"),
    "offline": Wording("场景已下线，先发布再排期", "The scenario is offline; publish it first"),
    "segment": Wording("人群不在了，或条件读不出来", "Its segment is gone or cannot be read"),
    "nobody": Wording("人群里没有人", "Nobody was in the audience"),
    "late": Wording("到点时程序没有运行，错过了", "The program did not run at its time"),
    "no_endpoint": Wording("没有可用的运营商通道", "There is no carrier endpoint"),
}
"""Why a campaign was paused or failed."""

SKIPPED: Mapping[str, Wording] = {
    "refused": Wording("已退订", "Refused messages"),
    "blacklisted": Wording("在黑名单里", "On the blacklist"),
    "deleted": Wording("号码已删除", "The number was deleted"),
    "cancelled": Wording("活动取消时还没发", "Not sent before it was cancelled"),
    "restored": Wording(
        "数据从备份恢复，可能已经发过", "The data come from a backup; it may have been sent before"
    ),
}
"""Why somebody was left out of a campaign."""

OUTCOMES: Mapping[str, Wording] = {
    "displayed": Wording("已读", "Read"),
    "delivered": Wording("已送达", "Delivered"),
    "fell_back": Wording("转成短信", "Fell back to SMS"),
    "sent": Wording("已发出", "Sent"),
    "accepted": Wording("运营商已接收", "Accepted by the carrier"),
    "sending": Wording("发送中", "Being sent"),
    "queued": Wording("排队中", "Queued"),
    "held": Wording("有人在接待，暂缓", "Held back for a person"),
    "starting": Wording("即将开始", "About to start"),
    "silent": Wording("场景没有发消息", "The scenario sent nothing"),
    "unknown": Wording("结果未知", "Outcome unknown"),
    "failed": Wording("失败", "Failed"),
    "revoked": Wording("已撤回", "Revoked"),
    "expired": Wording("过期未发", "Expired"),
}
"""How far the first message to somebody came, best first."""
