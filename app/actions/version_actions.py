"""The actions that compare and join versions."""

from __future__ import annotations

from app.actions.spec import ActionSpec
from runtime.wording import Wording

VERSION_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "compare_file", Wording("与文件比较…", "Compare with a file…"),
        "comparing.ask_file", "file", "Ctrl+F7", "compare", "scenario", begins_group=True,
    ),
    ActionSpec(
        "next_change", Wording("下一处改动", "Next change"),
        "comparing.next_change", "file", "F7", needs="comparing",
    ),
    ActionSpec(
        "previous_change", Wording("上一处改动", "Previous change"),
        "comparing.previous_change", "file", "Shift+F7", needs="comparing",
    ),
    ActionSpec(
        "close_comparison", Wording("关闭比较", "Close the comparison"), "comparing.close", "file",
        needs="comparing",
    ),
    ActionSpec(
        "merge_copy", Wording("合并另一份副本…", "Merge another copy…"), "merging.ask_copy", "file",
        "Ctrl+Alt+M", needs="scenario",
    ),
)  # fmt: skip
