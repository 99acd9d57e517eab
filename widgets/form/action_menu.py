"""The menu of what a suggestion can do, grouped by family."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from runtime.messages.suggestions.action import Action
from runtime.messages.suggestions.suggestion import action_types
from runtime.wording import Wording
from widgets.icons import has_icon, qicon
from widgets.language import tr

REPLY: Final = Wording("回复", "Reply")
_FAMILIES: Final = {
    "urlAction": Wording("网页", "Web"),
    "dialerAction": Wording("通话", "Calls"),
    "mapAction": Wording("地图", "Map"),
    "calendarAction": Wording("日历", "Calendar"),
    "composeAction": Wording("写消息", "Compose"),
    "deviceAction": Wording("手机", "Device"),
    "settingsAction": Wording("设置", "Settings"),
}
"""Wire name of a family → its words, in the order of the menu."""


def kind_words(action: Action | None) -> Wording:
    """What a suggestion is, in words: 回复, 打开网页, …"""
    return REPLY if action is None else action.label


def action_menu(current: Action | None, parent: QWidget) -> QMenu:
    """A menu of the reply and all actions; an entry's data is the action's type, empty for a reply."""
    menu = QMenu(parent)
    group = QActionGroup(menu)
    _add(menu, group, "", REPLY, "message", is_current=current is None)
    families = sorted({kind.family for kind in action_types().values()}, key=_rank)
    for family in families:
        menu.addSection(tr(_FAMILIES[family]) if family in _FAMILIES else family)
        for name, kind in action_types().items():
            if kind.family == family:
                is_current = current is not None and current.type == name
                _add(menu, group, name, kind.label, kind.icon, is_current=is_current)
    return menu


def _rank(family: str) -> int:
    known = list(_FAMILIES)
    return known.index(family) if family in known else len(known)


def _add(
    menu: QMenu, group: QActionGroup, name: str, words: Wording, icon_name: str, *, is_current: bool
) -> None:
    entry = QAction(tr(words), menu)
    entry.setData(name)
    entry.setCheckable(True)
    entry.setChecked(is_current)
    if has_icon(icon_name):
        entry.setIcon(qicon(icon_name))
    group.addAction(entry)
    menu.addAction(entry)
