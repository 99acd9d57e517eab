"""The publish sheet: what differs, who waits, what the checks say, a note, and the button."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.publishing.change_row import ChangeRow
from app.publishing.failure_note import FailureNote
from app.publishing.note_field import NoteField
from app.publishing.parts import ChangesPart, ChecksPart, PeoplePart
from app.publishing.sheet_frame import SheetFrame
from app.publishing.sheet_header import SheetFooter, SheetHeader
from app.publishing.words import moment
from runtime.flow.ids import NodeId
from runtime.wording import Wording
from widgets.common import Button, ButtonKind, EmptyState
from widgets.language import Words, tr
from widgets.theme.measures import GROUP_GAP

_PADDING: Final = 20
_NAME = Wording("发布", "Publish")
_TITLE = Wording("发布 v{version}", "Publish v{version}")
_FIRST = Wording("第一次发布", "The first version")
_REPLACES = Wording("替换线上 v{online}（{moment} 发布）", "Replaces v{online}, online since {moment}")
_IS_ONLINE = Wording("线上就是这一版", "This is what is online")
_RETURNS = Wording("现在没有线上版本", "Nothing is online now")
_CANCEL = Wording("取消", "Cancel")
_RESTART = Wording("重新启动", "Start again")
_CLOSE = Wording("关闭", "Close")


class PublishSheet(SheetFrame):
    """Shows and asks; what it shows comes from `SheetDesk`, and so does what it does."""

    publish_asked = Signal()
    compare_asked = Signal()
    restart_asked = Signal()
    node_chosen = Signal(str)

    def __init__(self, host: QWidget, over: QWidget, home: QWidget) -> None:
        super().__init__(host, over, home)
        self.header = SheetHeader(_NAME, _CLOSE)
        self.header.closed.connect(self.close_sheet)
        self.waiting_note = EmptyState("publish", "")
        self.waiting_note.action_button.clicked.connect(self.restart_asked)
        self.changes = ChangesPart()
        self.people = PeoplePart()
        self.checks = ChecksPart()
        self.note = NoteField()
        self.failure = FailureNote()
        self.cancel = Button(_CANCEL)
        self.publish = Button(_NAME, ButtonKind.PRIMARY)
        self.footer = SheetFooter(self.cancel, self.publish)
        self.cancel.clicked.connect(self.close_sheet)
        self.publish.clicked.connect(self.publish_asked)
        self.changes.compare.clicked.connect(self.compare_asked)
        self.changes.chosen.connect(self._go_to)
        self._build()
        self.show_waiting("")

    @property
    def is_ready(self) -> bool:
        """Whether the parts show, not what is being waited for."""
        return not self._parts.isHidden()

    def show_title(
        self, version: int | None, online: int | None, since: datetime | None, *, is_first: bool
    ) -> None:
        """Say which number comes and what it replaces; a version of None is not known yet.

        A number that is online already is what the draft is.
        """
        if version is None:
            self.header.set_texts(_NAME, "")
            self.publish.set_words(_NAME)
            return
        title = _TITLE.format(version=version)
        self.setAccessibleName(tr(title))
        replaced: Words = _RETURNS
        if online == version:
            replaced = _IS_ONLINE
        elif online is not None and since is not None:
            replaced = _REPLACES.format(online=online, moment=moment(since))
        self.header.set_texts(title, _FIRST if is_first else replaced)
        self.publish.set_words(title)

    def show_waiting(self, words: Words, *, may_restart: bool = False) -> None:
        """Say what is being waited for in place of the parts."""
        self.waiting_note.show_words(words, _RESTART if may_restart else "")
        self.waiting_note.show()
        self._parts.hide()

    def show_parts(self) -> None:
        """Show what was found out."""
        self.waiting_note.hide()
        self._parts.show()

    def order_keys(self) -> None:
        """Let the keyboard walk from the top to the buttons; call it after rows were made anew."""
        walk: list[QWidget] = [self.header.close_button, self.changes.compare, *self.changes.box.rows]
        walk += [row.choice for row in self.people.rows]
        walk += [self.checks.all, *self.checks.stops()]
        walk += [self.note.line, self.failure.copy, self.failure.more, self.cancel, self.publish]
        for before, after in pairwise(walk):
            QWidget.setTabOrder(before, after)

    def show_verdict(self, hint: Words, *, may_publish: bool, is_busy: bool = False) -> None:
        """Say whether it can be published, and why not; while busy nothing can be changed."""
        self.footer.set_hint(hint, is_busy=is_busy)
        self.publish.setEnabled(may_publish and not is_busy)
        self.publish.set_tip(hint if not may_publish else "")
        self._parts.setEnabled(not is_busy)
        self.cancel.setEnabled(not is_busy)

    def _go_to(self, row: ChangeRow) -> None:
        if row.entry.node is not None:
            self.node_chosen.emit(NodeId(row.entry.node))

    def _build(self) -> None:
        self._parts = QWidget()
        column = QVBoxLayout(self._parts)
        column.setContentsMargins(_PADDING, 18, _PADDING, _PADDING)
        column.setSpacing(GROUP_GAP)
        for part in (self.changes, self.people, self.checks, self.note):
            column.addWidget(part)
        column.addStretch(1)
        self.pages = QScrollArea()
        self.pages.setWidgetResizable(True)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._parts, 1)
        inner.addWidget(self.waiting_note, 1)
        self.pages.setWidget(content)
        for ground in (content, self.pages.viewport()):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.failure)
        whole.addWidget(self.footer)
