"""The actions of the edit menu, in its order."""

from __future__ import annotations

from app.actions.canvas_actions import ALIGNING, KEEPING_WAY
from app.actions.carrier_actions import CARRIER_COPIES
from app.actions.composing_actions import COMPOSING
from app.actions.finding_actions import FINDING
from app.actions.spec import ActionSpec
from runtime.wording import Wording

EDIT_MENU: tuple[ActionSpec, ...] = (
    ActionSpec("undo", Wording("撤销", "Undo"), "edits.undo", "edit", "Ctrl+Z", "undo", "undo"),
    ActionSpec(
        "redo", Wording("重做", "Redo"), "edits.redo", "edit", "Ctrl+Shift+Z", "redo", "redo",
        more_shortcuts=("Ctrl+Y",),
    ),
    ActionSpec(
        "cut", Wording("剪切", "Cut"),
        "pasteboard.cut", "edit", "Ctrl+X", "cut", "selection", begins_group=True,
    ),
    ActionSpec("copy", Wording("复制", "Copy"), "pasteboard.copy", "edit", "Ctrl+C", "copy", "selection"),
    *CARRIER_COPIES,
    ActionSpec("paste", Wording("粘贴", "Paste"), "pasteboard.paste", "edit", "Ctrl+V", "paste", "scenario"),
    ActionSpec(
        "duplicate", Wording("再制", "Duplicate"),
        "edits.duplicate", "edit", "Ctrl+D", "duplicate", "selection",
    ),
    ActionSpec("delete", Wording("删除", "Delete"), "edits.delete", "edit", "Del", "trash", "selection"),
    *KEEPING_WAY,
    *ALIGNING,
    ActionSpec(
        "select_all", Wording("全选", "Select all"), "edits.select_all", "edit", "Ctrl+A", needs="scenario",
        begins_group=True,
    ),
    *FINDING,
    *COMPOSING,
)  # fmt: skip
