"""Builds a segment over the table: a name, rows of conditions, and how many there are, counted live."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.audience.builder_row import BuilderRow, Known
from runtime.delivery.audience.condition import MAX_ROWS
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, Choice, Label, Segment, ToolButton, follow_look
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8, SPACE_12, SPACE_16

_QUIET_MS: Final = 250
_NAME: Final = Wording("分群名称", "Name of the segment")
_JOIN: Final = Wording("条件之间", "Conditions")
_ALL: Final = Wording("满足全部", "All of them")
_ANY: Final = Wording("满足任一", "Any of them")
_ADD: Final = Wording("加一个条件", "Add a condition")
_SAVE: Final = Wording("保存分群", "Save the segment")
_REMOVE: Final = Wording("删除分群", "Remove the segment")
_CLOSE: Final = Wording("关闭", "Close")
_COUNTING: Final = Wording("正在数…", "Counting…")
_MISSING: Final = Wording("有条件还没写完", "A condition is not complete yet")
_COUNT: Final = Wording(
    "{members} 人可发送 · 共 {all} 人，拒收 {refused}，黑名单 {blacklisted}",
    "{members} can be reached · {all} in all, {refused} refused, {blacklisted} blacklisted",
)


class SegmentBuilder(QWidget):
    """Says what is wanted; the page asks the runtime."""

    condition_changed = Signal(object)
    """The condition, complete, after a moment of quiet."""
    save_asked = Signal(str, str, object)
    """Id, name and condition."""
    remove_asked = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = Known()
        self._id = ""
        self._rows: list[BuilderRow] = []
        self.name = QLineEdit()
        self.join = Segment((Choice("all", _ALL), Choice("any", _ANY)), _JOIN)
        self.add = Button(_ADD, ButtonKind.LINK, icon_name="plus", small=True)
        self.count = Label("", "label", "text_second")
        self.save = Button(_SAVE, ButtonKind.PRIMARY, small=True)
        self.remove = Button(_REMOVE, ButtonKind.PLAIN, small=True)
        self.close_button = ToolButton("close", _CLOSE)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self._ask)
        self._build()
        self._connect()
        follow_look(self)

    @property
    def segment_id(self) -> str:
        """The segment that is edited, empty for a new one."""
        return self._id

    @property
    def rows(self) -> list[BuilderRow]:
        """The conditions."""
        return self._rows

    def set_known(self, known: Known) -> None:
        """Offer these attributes, tags and scenarios in rows made from now on."""
        self._known = known

    def begin(self) -> None:
        """Build a new segment."""
        first = self._known.attributes[0] if self._known.attributes else None
        row = {"kind": "attribute", "name": first["name"]} if first else {"kind": "consent"}
        self._open("", "", {"join": "all", "rows": [row]})
        self.name.setFocus()

    def edit(self, segment: Mapping[str, Any]) -> None:
        """Change a segment that is there."""
        self._open(str(segment["id"]), str(segment["name"]), segment["condition"] or {"rows": []})

    def condition(self) -> dict[str, Any]:
        """The condition as the runtime takes it."""
        return {"join": self.join.value(), "rows": [row.data() for row in self._rows]}

    def show_count(self, tally: Mapping[str, int]) -> None:
        """Show how many there are."""
        figures = {name: f"{value:,}" for name, value in tally.items()}
        self.count.set_words(_COUNT.format(**figures))

    def restyle(self) -> None:
        """Take words and colours anew."""
        self.name.setAccessibleName(tr(_NAME))
        self.name.setPlaceholderText(tr(_NAME))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground with the hairline to the table."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.sunken)
        painter.fillRect(0, self.height() - theme.line_px, self.width(), theme.line_px, theme.line_hair)

    def _open(self, segment_id: str, name: str, condition: Mapping[str, Any]) -> None:
        self._id = segment_id
        self.name.setText(name)
        self.join.set_value(str(condition.get("join", "all")))
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        for data in condition.get("rows", ()):
            self._add_row(data)
        self.remove.setVisible(bool(segment_id))
        self.show()
        self._changed()

    def _add_row(self, data: Mapping[str, Any]) -> BuilderRow:
        row = BuilderRow(self._known, data)
        row.changed.connect(self._changed)
        row.removed.connect(self._drop)
        self._rows.append(row)
        self._list.addWidget(row)
        self.add.setEnabled(len(self._rows) < MAX_ROWS)
        return row

    def _add_empty(self) -> None:
        self._add_row({"kind": "tag"} if self._known.tags else {"kind": "consent"}).about.setFocus()
        self._changed()

    def _drop(self) -> None:
        row = self.sender()
        if isinstance(row, BuilderRow) and row in self._rows:
            self._rows.remove(row)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
            self.add.setFocus()
            self._changed()

    def _changed(self) -> None:
        is_whole = all(row.is_whole for row in self._rows)
        self.count.set_words(_COUNTING if is_whole else _MISSING)
        self._show_save()
        self._order_stops()
        self._timer.start()

    def _order_stops(self) -> None:
        """Let Tab go as one reads: rows and their fields are made after what stands below them."""
        stops = (self.close_button, *(stop for row in self._rows for stop in row.stops), self.add)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _show_save(self) -> None:
        is_whole = bool(self._rows) and all(row.is_whole for row in self._rows)
        self.save.setEnabled(is_whole and bool(self.name.text().strip()))

    def _ask(self) -> None:
        if all(row.is_whole for row in self._rows):
            self.condition_changed.emit(self.condition())

    def _save(self) -> None:
        self._id = self._id or uuid.uuid4().hex[:12]
        self.save_asked.emit(self._id, self.name.text().strip(), self.condition())

    def _remove(self) -> None:
        self.remove_asked.emit(self._id)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_8)
        head.addWidget(self.name, 1)
        head.addWidget(self.join)
        head.addWidget(self.close_button)
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_8)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_12)
        foot.addWidget(self.add)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.remove)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, SPACE_12, SPACE_16, SPACE_12)
        column.setSpacing(SPACE_8)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.add.clicked.connect(self._add_empty)
        self.save.clicked.connect(self._save)
        self.remove.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.closed)
        self.join.changed.connect(self._changed)
        self.name.textEdited.connect(self._show_save)
