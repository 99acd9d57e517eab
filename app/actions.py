"""Every action of the program as data: words, shortcut, icon, place in the menus, and what carries it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from runtime.wording import Wording

MenuName: TypeAlias = Literal["file", "edit", "view", "scenario", "run", "window", "help"]

MENUS: dict[MenuName, Wording] = {
    "file": Wording("文件", "File"),
    "edit": Wording("编辑", "Edit"),
    "view": Wording("视图", "View"),
    "scenario": Wording("场景", "Scenario"),
    "run": Wording("运行", "Run"),
    "window": Wording("窗口", "Window"),
    "help": Wording("帮助", "Help"),
}

Need: TypeAlias = Literal[
    "", "scenario", "undo", "redo", "selection", "nodes", "file", "play", "skip", "network"
]
"""What must be there for an action to be possible."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the person can do."""

    id: str
    words: Wording
    handler: str
    """Where the window finds what carries it out: `files.save` is its attribute `files`, method `save`."""
    menu: MenuName
    shortcut: str = ""
    icon: str = ""
    needs: Need = ""
    checkable: bool = False
    begins_group: bool = False
    more_shortcuts: tuple[str, ...] = ()
    submenu: str = ""
    """Key of the submenu it stands in."""


SUBMENUS: dict[str, Wording] = {
    "recent": Wording("打开最近的", "Open recent"),
    "export": Wording("导出", "Export"),
    "theme": Wording("外观", "Appearance"),
    "language": Wording("语言", "Language"),
}

_FILE = (
    ActionSpec("new", Wording("新建场景", "New scenario"), "files.new", "file", "Ctrl+N", "plus"),
    ActionSpec("open", Wording("打开…", "Open…"), "files.ask_to_open", "file", "Ctrl+O", "folder"),
    ActionSpec(
        "clear_recent", Wording("清除记录", "Clear the list"), "files.clear_recent", "file", submenu="recent",
        begins_group=True,
    ),
    ActionSpec(
        "save", Wording("保存", "Save"),
        "files.save", "file", "Ctrl+S", "save", "scenario", begins_group=True,
    ),
    ActionSpec(
        "save_as", Wording("另存为…", "Save as…"), "files.ask_to_save_as", "file", "Ctrl+Shift+S",
        needs="scenario"
    ),
    ActionSpec("revert", Wording("恢复到已保存的", "Revert to saved"), "files.revert", "file", needs="file"),
    ActionSpec(
        "export_png", Wording("画布图片（PNG）…", "Picture of the canvas (PNG)…"), "exports.ask_png", "file",
        "Ctrl+Shift+E", "image", "scenario", submenu="export", begins_group=True,
    ),
    ActionSpec(
        "export_svg", Wording("画布图片（SVG）…", "Picture of the canvas (SVG)…"), "exports.ask_svg", "file",
        needs="scenario", submenu="export",
    ),
    ActionSpec(
        "export_copy", Wording("场景副本（.xinliu.json）…", "Copy of the scenario (.xinliu.json)…"),
        "exports.ask_copy", "file", needs="scenario", submenu="export",
    ),
    ActionSpec(
        "close", Wording("关闭场景", "Close scenario"),
        "files.close", "file", "Ctrl+W", needs="scenario", begins_group=True,
    ),
    ActionSpec("quit", Wording("退出信流", "Quit Xinliu"), "quit", "file", "Ctrl+Q"),
)  # fmt: skip

_EDIT = (
    ActionSpec("undo", Wording("撤销", "Undo"), "edits.undo", "edit", "Ctrl+Z", "undo", "undo"),
    ActionSpec(
        "redo", Wording("重做", "Redo"), "edits.redo", "edit", "Ctrl+Shift+Z", "redo", "redo",
        more_shortcuts=("Ctrl+Y",),
    ),
    ActionSpec(
        "cut", Wording("剪切", "Cut"),
        "edits.cut", "edit", "Ctrl+X", "cut", "selection", begins_group=True,
    ),
    ActionSpec("copy", Wording("复制", "Copy"), "edits.copy", "edit", "Ctrl+C", "copy", "selection"),
    ActionSpec("paste", Wording("粘贴", "Paste"), "edits.paste", "edit", "Ctrl+V", "paste", "scenario"),
    ActionSpec(
        "duplicate", Wording("再制", "Duplicate"),
        "edits.duplicate", "edit", "Ctrl+D", "duplicate", "selection",
    ),
    ActionSpec("delete", Wording("删除", "Delete"), "edits.delete", "edit", "Del", "trash", "selection"),
    ActionSpec(
        "select_all", Wording("全选", "Select all"), "edits.select_all", "edit", "Ctrl+A", needs="scenario",
        begins_group=True,
    ),
    ActionSpec(
        "search", Wording("搜索文字、变量、命令", "Search text, variables, commands"), "search", "edit",
        "Ctrl+K", "search",
    ),
)  # fmt: skip

_VIEW = (
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
)  # fmt: skip

_SCENARIO = (
    ActionSpec(
        "scenario_form", Wording("场景设置", "Scenario settings"),
        "edits.show_scenario_form", "scenario", "Ctrl+I", "sliders", "scenario",
    ),
    ActionSpec(
        "arrange", Wording("自动排列", "Arrange automatically"),
        "edits.arrange", "scenario", "Ctrl+Shift+L", "auto_layout", "scenario",
    ),
    ActionSpec(
        "add_note", Wording("加便签", "Add a note"),
        "edits.add_note", "scenario", "Ctrl+Shift+N", "note", "scenario",
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

_RUN = (
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
        "restart_services", Wording("重启运行服务", "Restart the services"),
        "run.restart_services", "run", icon="refresh",
    ),
)  # fmt: skip

_WINDOW = (
    ActionSpec(
        "area_library", Wording("场景库", "Library"),
        "show_library", "window", "Alt+1", "library", checkable=True,
    ),
    ActionSpec(
        "area_edit", Wording("编辑", "Edit"),
        "show_editing", "window", "Alt+2", "edit", "scenario", checkable=True,
    ),
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

_HELP = (
    ActionSpec(
        "shortcuts",
        Wording("键盘快捷键", "Keyboard shortcuts"),
        "show_shortcuts",
        "help",
        "F1",
        "keyboard",
        more_shortcuts=("?",),
    ),
    ActionSpec("about", Wording("关于信流", "About Xinliu"), "show_about", "help", icon="info"),
)

ACTIONS: tuple[ActionSpec, ...] = (*_FILE, *_EDIT, *_VIEW, *_SCENARIO, *_RUN, *_WINDOW, *_HELP)
"""In the order of the menus."""

TOOLBAR = ("undo", "redo", "search", "try_network", "play")
"""What also stands in the toolbar, left to right."""


def action(action_id: str) -> ActionSpec:
    """The action with an id; raises KeyError."""
    return {spec.id: spec for spec in ACTIONS}[action_id]
