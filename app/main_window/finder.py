"""Finds nodes by their words, variables by their name, and commands: one field for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.actions import ACTIONS
from runtime.wording import Wording
from widgets.common import SearchField
from widgets.common.elided_label import Label
from widgets.common.painting import draw_box
from widgets.icons import qicon
from widgets.language import tr
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import RADIUS_OVERLAY, ROW_HEIGHT, SPACE_8

if TYPE_CHECKING:
    from runtime.flow.flow import Flow
    from runtime.flow.node import Node

WIDTH_PX = 480
_FOUND_MAX = 12
_PROMPT = Wording("搜索文字、变量、命令", "Search text, variables, commands")
_NOTHING = Wording("没有找到「{words}」。换个词试试", 'Nothing found for "{words}". Try another word')
_NODE = Wording("节点", "Node")
_VARIABLE = Wording("变量", "Variable")
_COMMAND = Wording("命令", "Command")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: what it is, its id, and its words."""

    kind: str
    """node, variable or command."""
    id: str
    words: str
    where: str
    icon: str


def search(words: str, flow: Flow | None) -> tuple[Found, ...]:
    """What fits *words*: nodes first, then variables, then commands; nothing for no words."""
    wanted = words.casefold().strip()
    if not wanted:
        return tuple(_commands(""))[:_FOUND_MAX]
    found: list[Found] = []
    if flow is not None:
        found += _nodes(wanted, flow)
        for variable in flow.variables:
            if wanted in variable.name.casefold():
                found.append(Found("variable", variable.name, variable.name, tr(_VARIABLE), "variable"))
    found += _commands(wanted)
    return tuple(found[:_FOUND_MAX])


def _nodes(wanted: str, flow: Flow) -> Iterator[Found]:
    for node in flow.nodes.values():
        name = tr(node.named())
        if wanted in name.casefold():
            yield Found("node", node.id, name, tr(node.label), node.icon)
        elif (text := _text_with(wanted, node)) is not None:
            yield Found("node", node.id, f"{name}：{text}", tr(node.label), node.icon)


def _text_with(wanted: str, node: Node) -> str | None:
    from runtime.records import walk

    for _, _, value in walk(node):
        if isinstance(value, str) and wanted in value.casefold():
            at = value.casefold().index(wanted)
            return value[max(0, at - 8) : at + 24].replace("\n", " ")
    return None


def _commands(wanted: str) -> Iterator[Found]:
    for spec in ACTIONS:
        if wanted in spec.words.zh.casefold() or wanted in spec.words.en.casefold():
            where = spec.shortcut or tr(_COMMAND)
            yield Found("command", spec.id, tr(spec.words), where, spec.icon or "chevron_right")


class Finder(QFrame):
    """Lies over the top of the window while it is open; arrow keys choose, Enter goes, Escape leaves."""

    chosen = Signal(object)
    """The Found the person chose."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._flow: Flow | None = None
        self.field = SearchField(_PROMPT, "Esc", self)
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(QSize(16, 16))
        self.list.setUniformItemSizes(True)
        self.list.itemClicked.connect(self._choose)
        self._none = Label("", "label", "text_second", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_8, SPACE_8, SPACE_8, SPACE_8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addWidget(self._none)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._choose_current)
        self.field.installEventFilter(self)
        theme_changed.connect(self.update)
        self.hide()

    def open_for(self, flow: Flow | None, top_px: int) -> None:
        """Open over the window and take the keyboard."""
        self._flow = flow
        self.field.clear()
        self._search("")
        width = min(WIDTH_PX, self._window.width() - 32)
        self.setGeometry((self._window.width() - width) // 2, top_px, width, self.sizeHint().height())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Serve arrow keys and Escape; close when the field loses the focus."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.hide()
                return True
        if event.type() is QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the raised ground."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_OVERLAY, theme.raised, theme.line_control)

    def _search(self, words: str) -> None:
        self.list.clear()
        height = current_theme().px(ROW_HEIGHT)
        for found in search(words, self._flow):
            item = QListWidgetItem(qicon(found.icon), f"{found.words}    {found.where}")
            item.setData(Qt.ItemDataRole.UserRole, found)
            item.setSizeHint(QSize(100, height))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        is_empty = self.list.count() == 0
        self.list.setVisible(not is_empty)
        self.list.setFixedHeight(max(1, self.list.count()) * height + 8)
        self._none.setVisible(is_empty)
        self._none.set_words(_NOTHING.format(words=words.strip()))
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), self.sizeHint().height())

    def _choose_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        found = item.data(Qt.ItemDataRole.UserRole)
        self.hide()
        self.chosen.emit(found)
