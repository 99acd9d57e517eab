"""The lists that open over the phone: the fixed menu's, the one behind the plus, the header's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from PySide6.QtCore import QRectF

from widgets.handset.chrome.fixed_menu import PopupItem, entry_rects, popup_rect
from widgets.handset.chrome.frame import Frame
from widgets.handset.hit_area import AreaKind
from widgets.handset.metrics import MENU_ENTRIES_MAX
from widgets.handset.profile import MenuEntry
from widgets.language import tr

Popup: TypeAlias = Literal["attach", "header"] | int | None
"""What is open: an entry of the fixed menu by index, the list behind the plus, the header's, or nothing."""


@dataclass(frozen=True)
class OpenList:
    """An open list: where it is and what its rows are; without rows there is none."""

    rect: QRectF
    items: tuple[PopupItem, ...] = ()


_NOTHING = OpenList(QRectF())


def open_list(
    popup: Popup, inner: tuple[int, ...], frame: Frame, menu: tuple[MenuEntry, ...], *, may_report: bool
) -> OpenList:
    """The rows of *popup*; *inner* leads to a list inside a list of the fixed menu."""
    if popup is None:
        return _NOTHING
    if popup == "attach":
        items: tuple[PopupItem, ...] = ((AreaKind.OWN_PLACE, tr("发送我的位置", "Send my location"), None),)
        return OpenList(popup_rect(frame, frame.trail, _names(items)), items)
    if popup == "header":
        items = ((AreaKind.PROFILE, tr("查看资料", "View profile"), None),)
        if may_report:
            items += ((AreaKind.REPORT, tr("举报垃圾消息", "Report spam"), None),)
        anchor = QRectF(frame.header.right() - 44, frame.header.top(), 44, frame.header.height())
        return OpenList(popup_rect(frame, anchor, _names(items), is_below=True), items)
    if popup >= min(len(menu), MENU_ENTRIES_MAX) or frame.menu.isEmpty():
        return _NOTHING
    items = _menu_items(menu[popup], inner)
    return OpenList(popup_rect(frame, entry_rects(frame, menu)[popup], _names(items)), items)


def _menu_items(entry: MenuEntry, inner: tuple[int, ...]) -> tuple[PopupItem, ...]:
    back: tuple[PopupItem, ...] = ()
    for index in inner:
        if index >= len(entry.entries) or not entry.entries[index].entries:
            break
        entry = entry.entries[index]
        back = ((AreaKind.MENU_BACK, entry.text, None),)
    rows = (
        (AreaKind.MENU_OPEN, each.text, index) if each.entries else (AreaKind.MENU_ITEM, each.text, each)
        for index, each in enumerate(entry.entries)
    )
    return (*back, *rows)


def _names(items: tuple[PopupItem, ...]) -> tuple[str, ...]:
    return tuple(name for _, name, _ in items)
