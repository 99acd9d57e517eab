"""Bars inside the window that say what happened and what can be done about it; they replace dialogs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from runtime.wording import Wording
from widgets.common import Button, ButtonKind, ToolButton, follow_look
from widgets.common.elided_label import Label
from widgets.icons import icon
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import ICON_MEDIUM, SPACE_8, SPACE_12, SPACE_16

Kind: TypeAlias = Literal["info", "warn", "error"]
_ICONS = {"info": "info", "warn": "warning", "error": "error"}
_DETAIL = Wording("详情", "Details")
_COPY = Wording("复制详情", "Copy the details")
_DISMISS = Wording("关闭提示", "Dismiss")
_SHOWN_MAX = 3


@dataclass(frozen=True)
class NoticeAction:
    """Something to do about a notice; the bar closes when it is chosen."""

    words: Wording
    act: Callable[[], None]


@dataclass(frozen=True)
class NoticeRow:
    """One of several things a bar is about, with what can be done about it alone."""

    words: Wording
    actions: tuple[NoticeAction, ...]


@dataclass(frozen=True)
class Notice:
    """What a bar says; one with the same key replaces the one before."""

    key: str
    sentence: Wording
    kind: Kind = "error"
    detail: str = ""
    """Technical particulars behind 详情."""
    actions: tuple[NoticeAction, ...] = field(default_factory=tuple)
    rows: tuple[NoticeRow, ...] = ()
    """One below the other, under the sentence."""


class NoticeBar(QWidget):
    """One bar: icon, sentence, actions, details on demand."""

    dismissed = Signal(str)
    """The notice's key."""

    def __init__(self, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        self._picture = QLabel(self)
        self._words = Label(notice.sentence, wraps=True, parent=self)
        self._detail = QPlainTextEdit(notice.detail, self)
        self._detail.setReadOnly(True)
        self._detail.setVisible(False)
        self._detail.setFixedHeight(96)
        self.buttons: list[Button] = []
        """Those of the bar itself, then row by row."""
        self._acts: list[NoticeAction] = []
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        self._add_buttons(row, notice.actions)
        if notice.detail:
            row.addWidget(self._detail_button(_DETAIL, self._toggle_detail))
            row.addWidget(self._detail_button(_COPY, self._copy))
        close = ToolButton("close", _DISMISS, parent=self)
        close.clicked.connect(self._dismiss)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_16, 6, SPACE_12, 6)
        column.addLayout(row)
        for each in notice.rows:
            column.addLayout(self._row_of(each))
        column.addWidget(self._detail)
        follow_look(self)

    def restyle(self) -> None:
        """Take colours anew."""
        theme = current_theme()
        ink = {"info": theme.accent, "warn": theme.warn, "error": theme.error}[self.notice.kind]
        self._picture.setPixmap(icon(_ICONS[self.notice.kind], ICON_MEDIUM, ink))
        self.setAccessibleName(tr(self.notice.sentence))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tinted ground and the hairline below."""
        theme = current_theme()
        ground = {"info": theme.accent_tint, "warn": theme.warn_tint, "error": theme.error_tint}
        painter = QPainter(self)
        painter.fillRect(self.rect(), ground[self.notice.kind])
        px = theme.line_px
        painter.fillRect(QRect(0, self.height() - px, self.width(), px), theme.line_hair)

    def _row_of(self, each: NoticeRow) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE_8)
        row.addSpacing(ICON_MEDIUM + SPACE_8)
        row.addWidget(Label(each.words, parent=self))
        self._add_buttons(row, each.actions)
        row.addStretch(1)
        return row

    def _add_buttons(self, row: QHBoxLayout, actions: tuple[NoticeAction, ...]) -> None:
        for action in actions:
            button = Button(action.words, ButtonKind.NORMAL, small=True, parent=self)
            button.setProperty("action_index", len(self.buttons))
            button.clicked.connect(self._act)
            self.buttons.append(button)
            self._acts.append(action)
            row.addWidget(button)

    def _detail_button(self, words: Wording, slot: Callable[[], None]) -> Button:
        button = Button(words, ButtonKind.LINK, small=True, parent=self)
        button.clicked.connect(slot)
        return button

    def _toggle_detail(self) -> None:
        self._detail.setVisible(self._detail.isHidden())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{tr(self.notice.sentence)}\n{self.notice.detail}")

    def _dismiss(self) -> None:
        self.dismissed.emit(self.notice.key)

    def _act(self) -> None:
        index = self.sender().property("action_index")
        self.dismissed.emit(self.notice.key)
        if isinstance(index, int):
            self._acts[index].act()


class Notices(QWidget):
    """The bars of the window, newest on top; at most three, the oldest gives way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: dict[str, NoticeBar] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setVisible(False)

    def show_notice(self, notice: Notice) -> None:
        """Show a bar; a screen reader hears it."""
        self.dismiss(notice.key)
        bar = NoticeBar(notice, self)
        bar.dismissed.connect(self.dismiss)
        self._bars[notice.key] = bar
        self._column.insertWidget(0, bar)
        while len(self._bars) > _SHOWN_MAX:
            self.dismiss(next(iter(self._bars)))
        self.setVisible(True)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, tr(notice.sentence)))

    def dismiss(self, key: str) -> None:
        """Take a bar away; one that is not there is no mistake."""
        bar = self._bars.pop(key, None)
        if bar is not None:
            self._column.removeWidget(bar)
            focused = QApplication.focusWidget()
            if focused is not None and bar.isAncestorOf(focused):
                focused.clearFocus()  # else it goes on to the search field, which opens when it is reached
            bar.hide()
            bar.deleteLater()
        self.setVisible(bool(self._bars))

    def dismiss_all(self) -> None:
        """Take every bar away."""
        for key in tuple(self._bars):
            self.dismiss(key)

    def bar(self, key: str) -> NoticeBar | None:
        """The bar with a key, or None."""
        return self._bars.get(key)
