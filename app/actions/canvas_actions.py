"""What can be done with what is selected on the canvas; it stands in the edit and scenario menus."""

from __future__ import annotations

from app.actions.spec import ActionSpec
from runtime.wording import Wording

KEEPING_WAY: tuple[ActionSpec, ...] = (
    ActionSpec(
        "delete_keeping_way", Wording("删除并接上前后", "Delete and close the gap"),
        "canvas_desk.delete_keeping_way", "edit", "Ctrl+Del", needs="selected_nodes",
    ),
    ActionSpec(
        "detach", Wording("取出节点，前后接上", "Take out and close the gap"),
        "canvas_desk.detach", "edit", "Ctrl+Shift+X", "detach", "selected_nodes",
    ),
    ActionSpec(
        "cut_connections", Wording("划线断开连接", "Cut connections by a stroke"),
        "canvas_desk.cut_connections", "edit", "Ctrl+Shift+K", "knife", "nodes",
    ),
)  # fmt: skip

FRAMES: tuple[ActionSpec, ...] = (
    ActionSpec(
        "frame_selection", Wording("把所选放进分组", "Frame the selection"),
        "canvas_desk.frame_selection", "scenario", "Ctrl+G", "frame", "selected_nodes",
    ),
    ActionSpec(
        "toggle_frames", Wording("收起或展开分组", "Collapse or open the frame"),
        "canvas_desk.toggle_frames", "scenario", "Ctrl+Shift+G", needs="selected_frames",
    ),
    ActionSpec(
        "write_on_selection", Wording("改分组标题或便签", "Write the frame's title or the note"),
        "canvas_desk.write", "scenario", "Ctrl+Shift+T", "pencil", "selected_ground",
    ),
)  # fmt: skip

ALIGNING: tuple[ActionSpec, ...] = (
    ActionSpec(
        "align_left", Wording("左对齐", "Align left"), "canvas_desk.align_left", "edit",
        "Alt+Shift+L", "align_left", "several", submenu="align",
    ),
    ActionSpec(
        "align_centre", Wording("水平居中对齐", "Align centres"), "canvas_desk.align_centre", "edit",
        "Alt+Shift+C", "align_centre", "several", submenu="align",
    ),
    ActionSpec(
        "align_right", Wording("右对齐", "Align right"), "canvas_desk.align_right", "edit",
        "Alt+Shift+R", "align_right", "several", submenu="align",
    ),
    ActionSpec(
        "align_top", Wording("顶端对齐", "Align top"), "canvas_desk.align_top", "edit",
        "Alt+Shift+T", "align_top", "several", submenu="align", begins_group=True,
    ),
    ActionSpec(
        "align_middle", Wording("垂直居中对齐", "Align middles"), "canvas_desk.align_middle", "edit",
        "Alt+Shift+M", "align_middle", "several", submenu="align",
    ),
    ActionSpec(
        "align_bottom", Wording("底端对齐", "Align bottom"), "canvas_desk.align_bottom", "edit",
        "Alt+Shift+B", "align_bottom", "several", submenu="align",
    ),
    ActionSpec(
        "distribute_across", Wording("水平等距", "Distribute horizontally"),
        "canvas_desk.distribute_across", "edit", "Alt+Shift+H", "distribute_across", "three",
        submenu="align", begins_group=True,
    ),
    ActionSpec(
        "distribute_down", Wording("垂直等距", "Distribute vertically"),
        "canvas_desk.distribute_down", "edit", "Alt+Shift+V", "distribute_down", "three",
        submenu="align",
    ),
)  # fmt: skip
