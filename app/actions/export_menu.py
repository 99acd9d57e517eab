"""The export submenu: one action for every format, and for some of them one for what is selected."""

from __future__ import annotations

from app.actions.spec import ActionSpec, Need
from app.exporting.registry import export_formats
from runtime.wording import Wording

_KEYS = {"png": "Ctrl+Shift+E", "package": "Ctrl+Alt+P", "xlsx": "Ctrl+Alt+X"}
_ICONS = {"png": "image"}
_OF_SELECTION = ("png", "svg", "xlsx")
"""The formats in which people want a part; the command line gives parts in all that can."""
_GROUP = 10
"""Formats whose ranks are in another ten stand in another group."""


def export_actions() -> tuple[ActionSpec, ...]:
    """The actions in the order of the formats."""
    made: list[ActionSpec] = []
    group = -1
    for each in export_formats():
        words = Wording(f"{each.words.zh}…", f"{each.words.en}…")
        begins, group = each.rank // _GROUP != group, each.rank // _GROUP
        made.append(
            ActionSpec(
                f"export_{each.id}", words, "exports.ask", "file", _KEYS.get(each.id, ""),
                _ICONS.get(each.id, ""), "scenario", begins_group=begins, submenu="export", argument=each.id,
            )
        )  # fmt: skip
    need: Need = "selected_nodes"
    chosen = [each for each in export_formats() if each.id in _OF_SELECTION]
    for number, each in enumerate(chosen):
        words = Wording(f"只导出选中的：{each.words.zh}…", f"Selection only: {each.words.en}…")
        made.append(
            ActionSpec(
                f"export_selection_{each.id}", words, "exports.ask_selection", "file", needs=need,
                begins_group=number == 0, submenu="export", argument=each.id,
            )
        )  # fmt: skip
    return tuple(made)
