"""The actions of the view menu, in its order."""

from __future__ import annotations

from app.actions.composing_actions import PREVIEWING
from app.actions.handset_actions import HANDSET_LOOK
from app.actions.spec import ActionSpec
from runtime.wording import Wording

VIEW_MENU: tuple[ActionSpec, ...] = (
    ActionSpec(
        "zoom_in", Wording("放大", "Zoom in"),
        "views.zoom_in", "view", "Ctrl+=", needs="scenario", more_shortcuts=("Ctrl++",),
    ),
    ActionSpec("zoom_out", Wording("缩小", "Zoom out"), "views.zoom_out", "view", "Ctrl+-", needs="scenario"),
    ActionSpec(
        "zoom_full", Wording("实际大小", "Actual size"),
        "views.zoom_full", "view", "Ctrl+1", needs="scenario",
    ),
    ActionSpec("fit", Wording("适合窗口", "Fit to window"), "views.fit", "view", "Ctrl+0", "fit", "scenario"),
    ActionSpec(
        "zoom_selection", Wording("缩放到所选", "Zoom to selection"),
        "views.zoom_selection", "view", "Ctrl+2", needs="selection",
    ),
    ActionSpec(
        "look_back", Wording("上一个视图", "Previous view"),
        "views.look_back", "view", "Alt+Left", needs="scenario", begins_group=True,
    ),
    ActionSpec(
        "look_forward", Wording("下一个视图", "Next view"),
        "views.look_forward", "view", "Alt+Right", needs="scenario",
    ),
    ActionSpec(
        "pin_minimap", Wording("一直显示缩略图", "Always show the minimap"),
        "views.toggle_minimap", "view", "Ctrl+Shift+M", checkable=True,
    ),
    ActionSpec(
        "show_people", Wording("显示在等的人数", "Show how many wait"),
        "publishing.toggle_people", "view", "Ctrl+Alt+6", checkable=True,
    ),
    ActionSpec(
        "list_people", Wording("谁在哪里等…", "Who waits where…"),
        "publishing.list_people", "view", "Ctrl+Alt+7", "clock", "online",
    ),
    ActionSpec(
        "show_palette", Wording("元素", "Elements"), "views.toggle_palette", "view", "Ctrl+Alt+1",
        checkable=True,
        begins_group=True,
    ),
    ActionSpec(
        "show_bottom", Wording("问题与大纲", "Problems and outline"),
        "views.toggle_bottom", "view", "Ctrl+Alt+2", checkable=True,
    ),
    ActionSpec(
        "show_inspector", Wording("属性", "Properties"),
        "views.toggle_inspector", "view", "Ctrl+Alt+3", checkable=True,
    ),
    ActionSpec(
        "show_handset", Wording("手机", "Handset"),
        "views.toggle_handset", "view", "Ctrl+Alt+4", checkable=True,
    ),
    ActionSpec(
        "focus", Wording("只看画布和手机", "Canvas and handset only"),
        "views.toggle_focus", "view", "Ctrl+\\", "expand", checkable=True,
    ),
    *HANDSET_LOOK,
    ActionSpec("restore_layout", Wording("恢复布局", "Restore layout"), "views.restore_layout", "view"),
    ActionSpec(
        "theme_system", Wording("跟随系统", "As the system"),
        "views.use_system_theme", "view", submenu="theme", checkable=True, begins_group=True,
    ),
    ActionSpec(
        "theme_light", Wording("浅色", "Light"),
        "views.use_light_theme", "view", submenu="theme", checkable=True,
    ),
    ActionSpec(
        "theme_dark", Wording("深色", "Dark"),
        "views.use_dark_theme", "view", submenu="theme", checkable=True,
    ),
    ActionSpec(
        "theme_high_contrast", Wording("高对比度", "High contrast"),
        "views.use_high_contrast_theme", "view", submenu="theme", checkable=True,
    ),
    ActionSpec(
        "language_zh", Wording("中文", "中文"),
        "views.speak_chinese", "view", submenu="language", checkable=True,
    ),
    ActionSpec(
        "language_en", Wording("English", "English"),
        "views.speak_english", "view", submenu="language", checkable=True,
    ),
    *PREVIEWING,
)  # fmt: skip
