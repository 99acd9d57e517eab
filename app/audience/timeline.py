"""Everything that happened with a contact, the newest first, a line and its reason each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from runtime.wording import Wording, same
from widgets.common import follow_look
from widgets.common.painting import LEFT, RIGHT, draw_icon, draw_text, text_width
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_SMALL, SPACE_4, SPACE_8, SPACE_16

_ENTRY: Final = int(Qt.ItemDataRole.UserRole) + 1
_NAME: Final = Wording("经过", "What happened")
_MORE: Final = Wording("更早的…", "Earlier…")
_AnyIndex = QModelIndex | QPersistentModelIndex

_KINDS: Final = {
    "said": ("send", Wording("发出消息", "Message sent")),
    "heard": ("message", Wording("对方说", "They said")),
    "session": ("start", Wording("进入场景「{scenario}」", 'Entered "{scenario}"')),
    "granted": ("consent", Wording("同意接收", "Agreed to messages")),
    "refused": ("consent", Wording("拒绝接收", "Refused messages")),
    "tagged": ("tag", Wording("得到标签「{tag}」", 'Got the tag "{tag}"')),
    "blacklisted": ("lock", Wording("进入黑名单", "Put on the blacklist")),
    "imported": ("import", Wording("随「{name}」导入", 'Imported with "{name}"')),
    "campaign": ("campaigns", Wording("活动「{name}」", 'Campaign "{name}"')),
    "joined": ("user", Wording("成为联系人", "Became a contact")),
}
_STATES: Final = {
    "queued": Wording("等待发送", "waiting"),
    "sending": Wording("发送中", "being sent"),
    "accepted": Wording("平台已接收", "accepted"),
    "sent": Wording("已发送", "sent"),
    "delivered": Wording("已送达", "delivered"),
    "displayed": Wording("已读", "read"),
    "fell_back": Wording("已转短信", "went as SMS"),
    "failed": Wording("失败", "failed"),
    "expired": Wording("过期未发", "expired"),
    "revoked": Wording("已撤回", "revoked"),
    "unknown": Wording("结果未知", "outcome unknown"),
}
_OUTCOMES: Final = {
    "goal": Wording("达成目标", "goal reached"),
    "abandoned": Wording("中途离开", "abandoned"),
    "refused": Wording("拒收", "refused"),
}


def lines_of(entry: Mapping[str, Any]) -> tuple[str, Wording, Wording]:
    """The icon of a happening, what it is, and what stands below it."""
    kind = str(entry["kind"])
    icon_name, words = _KINDS.get(kind, ("info", same(kind)))
    filled = words.format(**{name: str(entry.get(name, "")) for name in ("scenario", "tag", "name")})
    below = same(str(entry.get("text") or entry.get("proof") or entry.get("reason") or ""))
    if kind == "said":
        state = _STATES.get(str(entry["state"]), same(str(entry["state"])))
        below = Wording(f"{below.zh} · {state.zh}", f"{below.en} · {state.en}")
    elif kind == "session":
        below = _OUTCOMES.get(str(entry["outcome"]), same(f"v{entry['version']}"))
    elif kind == "campaign":
        below = same(str(entry["reason"] or entry["state"]))
    return icon_name, filled, below


class Timeline(QListWidget):
    """Two lines an entry; asks for more at its end."""

    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Mapping[str, Any]] = []
        self._has_more = False
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemActivated.connect(self._act)
        self.itemClicked.connect(self._act)
        follow_look(self)

    @property
    def entries(self) -> Sequence[Mapping[str, Any]]:
        """What is shown."""
        return self._entries

    def show_entries(self, entries: Sequence[Mapping[str, Any]], *, is_first: bool, has_more: bool) -> None:
        """Show the first entries, or more of them."""
        self._entries = [*([] if is_first else self._entries), *entries]
        self._has_more = has_more
        place = self.verticalScrollBar().value()
        self._fill()
        self.verticalScrollBar().setValue(0 if is_first else place)

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME))
        self._fill()

    def _fill(self) -> None:
        self.clear()
        for entry in self._entries:
            _, words, below = lines_of(entry)
            item = QListWidgetItem(tr(words))
            item.setData(_ENTRY, entry)
            item.setToolTip(f"{tr(words)}\n{tr(below)}" if below.zh else tr(words))
            spoken = "，".join(part for part in (tr(words), tr(below), _moment(entry)) if part)
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), spoken)
            self.addItem(item)
        if self._has_more:
            self.addItem(QListWidgetItem(tr(_MORE)))

    def _act(self, item: QListWidgetItem) -> None:
        if item.data(_ENTRY) is None:
            self.more_asked.emit()


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        entry = index.data(_ENTRY)
        has_below = entry is not None and bool(lines_of(entry)[2].zh)
        return QSize(0, current_theme().px(46 if has_below else 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        theme = current_theme()
        room: QRect = option.rect.adjusted(SPACE_16, SPACE_4, -SPACE_16, -SPACE_4)
        entry = index.data(_ENTRY)
        if entry is None:
            draw_text(painter, room, str(index.data()), theme.font("body"), theme.accent, LEFT)
            return
        icon_name, words, below = lines_of(entry)
        line = theme.px(20)
        top = QRect(room.left(), room.top(), room.width(), line)
        centre = top.topLeft()
        centre.setX(top.left() + ICON_SMALL // 2)
        centre.setY(top.center().y() + 1)
        draw_icon(painter, icon_name, ICON_SMALL, theme.text_second, centre)
        moment = _moment(entry)
        draw_text(painter, top, moment, theme.font("label"), theme.text_second, RIGHT)
        lead = ICON_SMALL + SPACE_8
        spare = text_width(moment, theme.font("label")) + SPACE_8
        draw_text(painter, top.adjusted(lead, 0, -spare, 0), tr(words), theme.font("body"), theme.text, LEFT)
        if below.zh:
            under = QRect(room.left() + lead, top.bottom(), room.width() - lead, theme.px(18))
            draw_text(painter, under, tr(below), theme.font("label"), theme.text_second, LEFT)


def _moment(entry: Mapping[str, Any]) -> str:
    return datetime.fromisoformat(str(entry["at"])).astimezone().strftime("%m-%d %H:%M")
