"""Why a command is not possible now, in words."""

from __future__ import annotations

from typing import Final

from app.actions import Need
from runtime.wording import Wording

_OPEN_ONE: Final = Wording("先打开一个场景", "open a scenario first")
_REASONS: Final[dict[str, Wording]] = {
    "scenario": _OPEN_ONE,
    "undo": Wording("没有能撤销的", "nothing to undo"),
    "redo": Wording("没有能重做的", "nothing to redo"),
    "selection": Wording("先选中要改的", "select something first"),
    "nodes": Wording("场景里还没有节点", "the scenario has no nodes yet"),
    "file": Wording("没有未保存的修改", "nothing differs from the file"),
    "play": Wording("先开始试玩", "start playing first"),
    "skip": Wording("现在没有等待", "nothing is waiting now"),
    "selected_nodes": Wording("先选中节点", "select nodes first"),
    "selected_frames": Wording("先选中分组", "select a frame first"),
    "selected_ground": Wording("先选中便签或分组", "select a note or a frame first"),
    "several": Wording("先选中两个以上", "select two or more first"),
    "three": Wording("先选中三个以上", "select three or more first"),
    "network": Wording("场景里还没有节点", "the scenario has no nodes yet"),
}
_OTHER: Final = Wording("现在不能用", "not possible now")


def reason_for(need: Need, *, has_scenario: bool) -> Wording:
    """Why an action with a need is not possible now."""
    if not has_scenario and need in _REASONS:
        return _OPEN_ONE
    return _REASONS.get(need, _OTHER)
