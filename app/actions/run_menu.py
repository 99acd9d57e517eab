"""The actions of the run menu, in its order."""

from __future__ import annotations

from app.actions.audience_actions import AUDIENCE
from app.actions.conversation_actions import CONVERSATIONS
from app.actions.spec import ActionSpec
from runtime.wording import Wording

RUN_MENU: tuple[ActionSpec, ...] = (
    ActionSpec("play", Wording("试玩", "Play"), "run.toggle_play", "run", "F5", "play", "scenario"),
    ActionSpec(
        "restart_play", Wording("重新开始", "Start over"),
        "run.restart", "run", "Ctrl+F5", "restart", "play",
    ),
    ActionSpec(
        "skip_wait", Wording("跳过等待", "Skip the wait"),
        "run.skip", "run", "Ctrl+.", "fast_forward", "skip",
    ),
    ActionSpec(
        "try_network", Wording("在模拟网络上试发", "Try on the simulated network"), "run.try_on_network",
        "run", "F6",
        "device", "network", begins_group=True,
    ),
    ActionSpec(
        "publish", Wording("发布…", "Publish…"), "publishing.open_sheet",
        "run", "Ctrl+Shift+P", "publish", "publish", begins_group=True,
    ),
    ActionSpec(
        "compare_online", Wording("与线上比较", "Compare with online"), "publishing.compare_online",
        "run", "Ctrl+Shift+D", "compare", "compare",
    ),
    ActionSpec(
        "take_offline", Wording("下线", "Take offline"), "publishing.take_offline", "run", needs="online",
    ),
    ActionSpec(
        "restart_services", Wording("重启运行服务", "Restart the services"),
        "run.restart_services", "run", icon="refresh",
    ),
    *AUDIENCE,
    *CONVERSATIONS,
)  # fmt: skip
