"""The actions of the file menu, in its order."""

from __future__ import annotations

from app.actions.spec import ActionSpec
from runtime.wording import Wording

FILE_MENU: tuple[ActionSpec, ...] = (
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
