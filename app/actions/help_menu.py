"""The actions of the help menu, in its order."""

from __future__ import annotations

from app.actions.spec import ActionSpec
from runtime.wording import Wording

HELP_MENU: tuple[ActionSpec, ...] = (
    ActionSpec("tour", Wording("两分钟引导", "Two-minute tour"), "tour.begin", "help", icon="guide"),
    ActionSpec(
        "shortcuts",
        Wording("快捷键与手势", "Keys and gestures"),
        "shortcuts.show_sheet",
        "help",
        "F1",
        "keyboard",
        more_shortcuts=("?",),
    ),
    ActionSpec("about", Wording("关于信流", "About Xinliu"), "show_about", "help", icon="info"),
)
