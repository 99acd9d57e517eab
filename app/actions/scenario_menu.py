"""The actions of the scenario menu, in its order."""

from __future__ import annotations

from app.actions.canvas_actions import FRAMES
from app.actions.spec import ActionSpec
from runtime.wording import Wording

SCENARIO_MENU: tuple[ActionSpec, ...] = (
    ActionSpec(
        "scenario_form", Wording("场景设置", "Scenario settings"),
        "edits.show_scenario_form", "scenario", "Ctrl+I", "sliders", "scenario",
    ),
    ActionSpec(
        "arrange", Wording("自动排列", "Arrange automatically"),
        "edits.arrange", "scenario", "Ctrl+Shift+L", "auto_layout", "scenario",
    ),
    ActionSpec(
        "arrange_selection", Wording("只排列所选", "Arrange the selection only"),
        "views.arrange_selection", "scenario", "Ctrl+Alt+L", needs="several",
    ),
    ActionSpec(
        "run_right", Wording("从左到右", "Left to right"),
        "views.run_right", "scenario", submenu="direction", checkable=True, needs="scenario",
    ),
    ActionSpec(
        "run_down", Wording("从上到下", "Top to bottom"),
        "views.run_down", "scenario", submenu="direction", checkable=True, needs="scenario",
    ),
    ActionSpec(
        "add_note", Wording("加便签", "Add a note"),
        "edits.add_note", "scenario", "Ctrl+Shift+N", "note", "scenario",
    ),
    *FRAMES,
    ActionSpec(
        "who_calls", Wording("谁会来到这个场景…", "Who comes to this scenario…"),
        "neighbours.show_callers", "scenario", icon="call_flow", needs="scenario",
    ),
    ActionSpec(
        "next_issue", Wording("下一个问题", "Next problem"),
        "edits.next_issue", "scenario", "F8", "warning", "scenario", begins_group=True,
    ),
    ActionSpec(
        "previous_issue", Wording("上一个问题", "Previous problem"),
        "edits.previous_issue", "scenario", "Shift+F8", needs="scenario",
    ),
)  # fmt: skip
