"""The actions of the file menu, in its order."""

from __future__ import annotations

from app.actions.carrier_actions import CHATBOT_ACTIONS
from app.actions.export_menu import export_actions
from app.actions.spec import ActionSpec
from app.actions.version_actions import VERSION_ACTIONS
from runtime.wording import Wording

FILE_MENU: tuple[ActionSpec, ...] = (
    ActionSpec("new", Wording("新建场景", "New scenario"), "files.new", "file", "Ctrl+N", "plus"),
    CHATBOT_ACTIONS[1],
    ActionSpec("open", Wording("打开…", "Open…"), "files.ask_to_open", "file", "Ctrl+O", "folder"),
    *(
        ActionSpec(f"sample_{name.replace('-', '_')}", words, "files.open_sample", "file", submenu="samples",
                   argument=name)
        for name, words in (
            ("spring-sale", Wording("春季促销", "Spring sale")),
            ("bill-reminder", Wording("缴费提醒", "Bill reminder")),
            ("appointment", Wording("预约挂号", "Appointment")),
        )
    ),
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
    ActionSpec(
        "name_version", Wording("给现在的版本命名…", "Name the version as it is now…"),
        "versions.name_now", "file", "Ctrl+Alt+S", needs="scenario",
    ),
    ActionSpec(
        "branch", Wording("复制成新场景", "Copy into a new scenario"), "versions.branch_now", "file",
        needs="scenario",
    ),
    ActionSpec("revert", Wording("恢复到已保存的", "Revert to saved"), "files.revert", "file", needs="file"),
    *VERSION_ACTIONS,
    ActionSpec(
        "import", Wording("导入…", "Import…"), "imports.ask", "file", "Ctrl+Shift+O", begins_group=True,
    ),
    *export_actions(),
    ActionSpec(
        "close", Wording("关闭场景", "Close scenario"),
        "files.close", "file", "Ctrl+W", needs="scenario", begins_group=True,
    ),
    ActionSpec("quit", Wording("退出信流", "Quit Xinliu"), "quit", "file", "Ctrl+Q"),
)  # fmt: skip
