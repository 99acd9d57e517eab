"""The words of the conversations area."""

from __future__ import annotations

from typing import Final

from runtime.wording import Wording

TITLE: Final = Wording("会话", "Conversations")
STAGES: Final = {
    "people": Wording("等人接待", "For people"),
    "running": Wording("进行中", "Running"),
    "over": Wording("已结束", "Ended"),
}
COUNTED: Final = Wording("{words} {count}", "{words} {count}")
SEARCH: Final = Wording("姓名、号码后四位、文字", "Name, last digits, words")
NOBODY: Final = Wording(
    "现在没有人在等。自动回复正在接待 {count} 人", "Nobody waits now. Scenarios talk to {count} people"
)
NOBODY_AT_ALL: Final = Wording(
    "现在没有人在等。场景走到「转人工」，或你点「接待」，会话就出现在这里",
    'Nobody waits now. Conversations come here from "Hand over", or when you take them',
)
SHOW_RUNNING: Final = Wording("看进行中的会话", "Show running conversations")
NO_RUNNING: Final = Wording(
    "没有进行中的会话。发布场景或发送活动后，会话出现在这里",
    "None is running. Publish a scenario or send a campaign, and they appear here",
)
NO_ENDED: Final = Wording("还没有结束的会话", "None has ended yet")
NOT_FOUND: Final = Wording(
    "没有找到「{words}」。换个词，或看另一栏", 'Nothing found for "{words}". Try other words or another tab'
)
CHOOSE: Final = Wording(
    "选中一个会话，在这里看双方说了什么、接手回复", "Choose a conversation to read and to answer it"
)
AWAY: Final = Wording(
    "运行服务断开了。内容和草稿都保留着，连上后自动接着更新",
    "The service is away. Everything stays here and goes on by itself once it is back",
)
STARTING: Final = Wording("运行服务正在启动…", "The service is starting…")
START: Final = Wording("启动运行服务", "Start the service")
PASS_ON: Final = Wording("转给谁", "Pass on to whom")
TO: Final = Wording("转给「{name}」", 'Pass on to "{name}"')
NAME: Final = Wording("接待人", "Your name")
ME: Final = Wording("以这个名字接待", "You answer by this name")
NOT_WRITTEN: Final = Wording("没有导出：{why}", "Not exported: {why}")
FILTER: Final = Wording("筛选", "Filter")
EXPORT: Final = Wording("导出会话记录", "Export the transcript")
TYPE_A_NAME: Final = Wording("输入同事的名字，回车转过去", "Type a colleague's name, Enter passes it on")
