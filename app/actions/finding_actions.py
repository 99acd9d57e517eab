"""The actions that find things: the end of the edit menu."""

from __future__ import annotations

from app.actions.spec import ActionSpec
from runtime.wording import Wording

FINDING: tuple[ActionSpec, ...] = (
    ActionSpec(
        "find", Wording("查找…", "Find…"), "search_here", "edit", "Ctrl+F", "search", "searchable",
        begins_group=True,
    ),
    ActionSpec(
        "replace", Wording("替换…", "Replace…"), "finding.replace", "edit", "Ctrl+H", needs="scenario"
    ),
    ActionSpec(
        "find_next", Wording("下一处", "Next place"), "finding.next", "edit", "F3", needs="scenario",
    ),
    ActionSpec(
        "find_previous", Wording("上一处", "Place before"), "finding.previous", "edit", "Shift+F3",
        needs="scenario",
    ),
    ActionSpec(
        "who_uses", Wording("谁在用…", "Who uses…"), "finding.who_uses", "edit", "Shift+F12",
        needs="scenario",
    ),
    ActionSpec(
        "go_to_outline", Wording("到大纲", "Go to the outline"), "finding.go_to_outline", "edit", "F4",
        "outline", "scenario",
    ),
    ActionSpec(
        "search", Wording("搜索文字、变量、命令", "Search text, variables, commands"), "finding.open_palette",
        "edit", "Ctrl+K", "search", begins_group=True,
    ),
)  # fmt: skip
