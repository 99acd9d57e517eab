"""What an action is: words, shortcut, icon, place in the menus, and what carries it out."""

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

SUBMENUS: dict[str, Wording] = {
    "samples": Wording("打开样例", "Open a sample"),
    "recent": Wording("打开最近的", "Open recent"),
    "export": Wording("导出", "Export"),
    "theme": Wording("外观", "Appearance"),
    "language": Wording("语言", "Language"),
    "handset_look": Wording("手机的字号和外观", "Text size and look of the handset"),
    "direction": Wording("排列方向", "Direction of the arrangement"),
    "copy_message": Wording("复制成报文", "Copy as a carrier's message"),
    "align": Wording("对齐与分布", "Align and distribute"),
}

Need: TypeAlias = Literal[
    "", "scenario", "undo", "redo", "selection", "nodes", "file", "play", "skip", "network",
    "publish", "compare", "online", "comparing",
    "selected_nodes", "selected_frames", "selected_ground", "several", "three",
    "audience", "conversations", "searchable",
]  # fmt: skip
"""What must be there for an action to be possible."""

ON_CANVAS: frozenset[Need] = frozenset(
    {"selection", "selected_nodes", "selected_frames", "selected_ground", "several", "three"}
)
"""What needs the canvas to be seen: nothing is edited behind a comparison."""


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
    argument: str = ""
    """What the handler is given; without one it is called with nothing."""
