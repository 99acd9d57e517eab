"""The list at the left: everybody, segments, tags, imports; whatever is current is what the table shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from runtime.wording import Wording, same
from widgets.common import follow_look
from widgets.common.painting import LEFT, RIGHT, draw_box, draw_icon, draw_text, text_width
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_MEDIUM, RADIUS_OVERLAY, ROW_HEIGHT, SPACE_4, SPACE_8, SPACE_12

_CHOICE: Final = int(Qt.ItemDataRole.UserRole) + 1
_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 2
_NAME: Final = Wording("人群列表", "Audiences")
_EVERYONE: Final = Wording("所有联系人", "All contacts")
_HEADINGS: Final = {
    "segment": Wording("分群", "Segments"),
    "tag": Wording("标签", "Tags"),
    "import": Wording("导入记录", "Imports"),
}
_ICONS: Final = {"everyone": "audience", "segment": "filter", "tag": "tag", "import": "import"}
_AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class AudienceChoice:
    """One entry: what the table shows when it is current."""

    kind: str
    """everyone, segment, tag or import."""
    key: str
    words: Wording
    count: int | None = None
    data: Any = None
    """The segment or the import itself."""

    def audience(self) -> dict[str, Any]:
        """The same for the runtime."""
        if self.kind == "segment":
            return {"kind": "segment", "segment": self.key}
        if self.kind == "tag":
            return {"kind": "tags", "tags": [self.key]}
        if self.kind == "import":
            return {"kind": "import", "import_id": int(self.key)}
        return {"kind": "everyone"}


EVERYONE: Final = AudienceChoice("everyone", "", _EVERYONE)


class Sidebar(QListWidget):
    """Keeps what is current while the entries change."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: list[AudienceChoice] = []
        self._is_filling = False
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.currentItemChanged.connect(self._tell)
        follow_look(self)

    @property
    def current(self) -> AudienceChoice:
        """What is current."""
        item = self.currentItem()
        choice = item.data(_CHOICE) if self.currentRow() >= 0 else None
        return choice if isinstance(choice, AudienceChoice) else EVERYONE

    def show_overview(self, overview: Mapping[str, Any]) -> None:
        """Show what there is; an entry that is gone gives way to everybody."""
        choices = [AudienceChoice("everyone", "", _EVERYONE, overview["counts"]["all"])]
        choices += [
            AudienceChoice("segment", one["id"], same(one["name"]), data=one) for one in overview["segments"]
        ]
        choices += [
            AudienceChoice("tag", name, same(name), count) for name, count in overview["tags"].items()
        ]
        choices += [
            AudienceChoice("import", str(one["id"]), same(one["name"]), _brought(one), one)
            for one in overview.get("imports", ())
            if one["state"] == "done"
        ]
        self._choices = choices
        self._fill()

    def choose(self, kind: str, key: str) -> None:
        """Make an entry current."""
        for row in range(self.count()):
            choice = self.item(row).data(_CHOICE)
            if isinstance(choice, AudienceChoice) and (choice.kind, choice.key) == (kind, key):
                self.setCurrentRow(row)
                return

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME))
        self._fill()

    def _fill(self) -> None:
        before = self.current
        self._is_filling = True
        self.clear()
        kind = "everyone"
        for choice in self._choices or [EVERYONE]:
            if choice.kind != kind:
                kind = choice.kind
                self._add_heading(tr(_HEADINGS[kind]))
            item = QListWidgetItem(tr(choice.words))
            item.setData(_CHOICE, choice)
            item.setToolTip(tr(choice.words))
            spoken = tr(choice.words) if choice.count is None else f"{tr(choice.words)} {choice.count:,}"
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), spoken)
            self.addItem(item)
        self.choose(before.kind, before.key)
        self._is_filling = False
        if self.currentItem() is None:
            self.setCurrentRow(0)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_ROLE, "heading")
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)

    def _tell(self) -> None:
        if not self._is_filling and self.currentItem() is not None:
            self.chosen.emit(self.current)


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(0, current_theme().px(ROW_HEIGHT) + (SPACE_8 if index.data(_ROLE) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        theme = current_theme()
        room: QRect = option.rect
        state = option.state
        if index.data(_ROLE):
            low = room.adjusted(SPACE_12, SPACE_8, -SPACE_8, 0)
            draw_text(painter, low, str(index.data()), theme.font("label_strong"), theme.text_second, LEFT)
            return
        box = room.adjusted(SPACE_4, 1, -SPACE_4, -1)
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        if is_current:
            has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
            line = theme.accent if has_focus or theme.is_high_contrast else None
            draw_box(painter, box, RADIUS_OVERLAY, theme.accent_tint, line)
        elif state & QStyle.StateFlag.State_MouseOver:
            draw_box(painter, box, RADIUS_OVERLAY, theme.hover)
        choice: AudienceChoice = index.data(_CHOICE)
        ink = theme.accent if is_current else theme.text_second
        inner = box.adjusted(SPACE_8, 0, -SPACE_8, 0)
        centre = inner.topLeft()
        centre.setX(inner.left() + ICON_MEDIUM // 2)
        centre.setY(inner.center().y() + 1)
        draw_icon(painter, _ICONS[choice.kind], ICON_MEDIUM, ink, centre)
        count = "" if choice.count is None else f"{choice.count:,}"
        note = theme.font("label")
        draw_text(painter, inner, count, note, theme.text_second, RIGHT)
        spare = text_width(count, note) + SPACE_8 if count else 0
        words = inner.adjusted(ICON_MEDIUM + SPACE_8, 0, -spare, 0)
        font = theme.font("body_strong" if is_current else "body")
        draw_text(painter, words, tr(choice.words), font, theme.text, LEFT)


def _brought(one: Mapping[str, Any]) -> int:
    counts = one["counts"]
    return int(counts.get("added", 0) + counts.get("updated", 0) + counts.get("unchanged", 0))
