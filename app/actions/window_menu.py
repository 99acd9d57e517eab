"""The actions of the window menu, in its order."""

from __future__ import annotations

from app.actions.carrier_actions import CHATBOT_ACTIONS
from app.actions.spec import ActionSpec
from app.areas.registry import BUSINESS_AREAS
from runtime.wording import Wording

WINDOW_MENU: tuple[ActionSpec, ...] = (
    ActionSpec(
        "area_library", Wording("场景库", "Library"),
        "show_library", "window", "Alt+1", "library", checkable=True,
    ),
    ActionSpec(
        "area_edit", Wording("编辑", "Edit"),
        "show_editing", "window", "Alt+2", "edit", "scenario", checkable=True,
    ),
    *(
        ActionSpec(
            f"area_{spec.key}", spec.words, "show_area", "window", f"Alt+{number}", spec.icon,
            checkable=True, argument=spec.key,
        )
        for number, spec in enumerate(BUSINESS_AREAS, 5)
    ),
    ActionSpec(
        "area_media", Wording("媒体库", "Media library"),
        "start_page.show_media", "window", "Alt+3", "image",
    ),
    ActionSpec(
        "add_media", Wording("添加媒体文件…", "Add media files…"),
        "start_page.add_media", "window", "Ctrl+Alt+A",
    ),
    CHATBOT_ACTIONS[0],
    ActionSpec(
        "area_settings", Wording("设置", "Settings"),
        "show_settings", "window", "Ctrl+,", "settings", checkable=True,
    ),
    ActionSpec(
        "next_pane", Wording("下一个区域", "Next pane"), "next_pane", "window", "Ctrl+F6",
        more_shortcuts=("Ctrl+Tab",), begins_group=True,
    ),
    ActionSpec(
        "previous_pane", Wording("上一个区域", "Previous pane"), "previous_pane", "window", "Ctrl+Shift+F6",
        more_shortcuts=("Ctrl+Shift+Tab",),
    ),
    ActionSpec(
        "full_screen", Wording("全屏", "Full screen"),
        "views.toggle_full_screen", "window", "F11", checkable=True, begins_group=True,
    ),
)  # fmt: skip
