"""Every key of the program on one sheet over the window."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.actions import ACTIONS, MENUS
from runtime.wording import Wording
from widgets.common import ToolButton
from widgets.common.elided_label import Label
from widgets.common.painting import draw_box
from widgets.language import Words, language_changed, words_of
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import RADIUS_CARD, SPACE_4, SPACE_8, SPACE_16, SPACE_24

_TITLE = Wording("键盘快捷键", "Keyboard shortcuts")
_CLOSE = Wording("关闭快捷键", "Close the shortcuts")
_WIDTH_PX: Final = 860
_HEIGHT_PX: Final = 640
_MARGIN_PX: Final = 24

Keys = tuple[Words, str]
"""What is done, and the keys for it as Qt writes them, alternatives split by a space."""

ON_THE_CANVAS: Final[tuple[Keys, ...]] = (
    (Wording("下一个节点", "Next node"), "Tab"),
    (Wording("上一个节点", "Previous node"), "Shift+Tab"),
    (Wording("沿连接走", "Along a connection"), "Ctrl+← Ctrl+→"),
    (Wording("编辑节点", "Edit the node"), "Enter"),
    (Wording("从节点拉连接：↑ ↓ 选出口，← → 选去处", "Connect: ↑ ↓ choose the exit, ← → the target"), "C"),
    (Wording("拿起小刀：下一划断开连接", "Take the knife: the next stroke cuts"), "K"),
    (Wording("移动所选", "Move the selection"), "← ↑ ↓ →"),
    (Wording("大步移动所选", "Move it further"), "Shift+← Shift+→"),
    (Wording("不选了", "Select nothing"), "Esc"),
    (Wording("按住拖动画布", "Hold to drag the canvas"), "Space"),
    (Wording("此处的菜单", "Menu for what is here"), "Menu Shift+F10"),
    (Wording("搜索元素", "Search the elements"), "/"),
)
WITH_THE_POINTER: Final[tuple[Keys, ...]] = (
    (Wording("再制：拖动时按住", "Duplicate: hold while dragging"), "Ctrl"),
    (Wording("取出节点并接上前后：拖动时按住", "Take a node out, close the gap: hold while dragging"), "Alt"),
    (Wording("不吸附：拖动时按下", "No snapping: press while dragging"), "Alt"),
    (Wording("断开划到的连接：用右键划", "Cut what the stroke crosses: right button"), "Ctrl"),
    (Wording("放弃任何拖动", "Give up any drag"), "Esc"),
)
ON_THE_PHONE: Final[tuple[Keys, ...]] = (
    (Wording("下一个能点的", "Next thing to tap"), "Tab"),
    (Wording("点它", "Tap it"), "Enter Space"),
    (Wording("翻轮播", "Turn the carousel"), "← →"),
    (Wording("滚动对话", "Scroll the conversation"), "↑ ↓ PgUp PgDown Home End"),
)


def groups() -> tuple[tuple[Words, tuple[Keys, ...]], ...]:
    """The headings and the keys below them: menus in their order, then canvas and phone."""
    menus = [
        (
            words,
            tuple(
                (spec.words, " ".join(_native(keys) for keys in (spec.shortcut, *spec.more_shortcuts)))
                for spec in ACTIONS
                if spec.menu == name and spec.shortcut
            ),
        )
        for name, words in MENUS.items()
    ]
    return (
        *menus,
        (Wording("在画布上", "On the canvas"), ON_THE_CANVAS),
        (Wording("用鼠标", "With the pointer"), WITH_THE_POINTER),
        (Wording("在手机上", "On the phone"), ON_THE_PHONE),
    )


class ShortcutSheet(QFrame):
    """Lies over the window until Escape, F1, its button or a click beside it closes it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._returns_to: QWidget | None = None
        self.setAccessibleName(words_of(_TITLE))
        self.close_button = ToolButton("close", _CLOSE)
        self.close_button.clicked.connect(self.close_sheet)
        head = QHBoxLayout()
        head.addWidget(Label(_TITLE, "area_title"))
        head.addStretch(1)
        head.addWidget(self.close_button)
        self.page = QScrollArea()
        self.page.setWidgetResizable(True)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.viewport().setAutoFillBackground(False)
        columns = _columns()
        self.page.setWidget(columns)
        columns.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_24, SPACE_16, SPACE_8, SPACE_16)
        whole.addLayout(head)
        whole.addWidget(self.page, 1)
        window.installEventFilter(self)
        theme_changed.connect(self.update)
        language_changed.connect(self._rename)
        self.hide()

    def open_sheet(self) -> None:
        """Show it and take the keyboard; closes it when it is open."""
        if self.isVisible():
            self.close_sheet()
            return
        self._returns_to = self._window.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_sheet(self) -> None:
        """Hide it and give the keyboard back."""
        self.hide()
        if self._returns_to is not None:
            self._returns_to.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size; a click beside the sheet closes it."""
        if self.isVisible() and event.type() is QEvent.Type.Resize:
            self._place()
        if self.isVisible() and event.type() is QEvent.Type.MouseButtonPress:
            self.close_sheet()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the raised ground."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_CARD, theme.raised, theme.line_control)

    def _place(self) -> None:
        room = self._window.rect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        theme = current_theme()
        width, height = min(theme.px(_WIDTH_PX), room.width()), min(theme.px(_HEIGHT_PX), room.height())
        centre = room.center()
        self.setGeometry(centre.x() - width // 2, centre.y() - height // 2, width, height)

    def _rename(self) -> None:
        self.setAccessibleName(words_of(_TITLE))


def _columns() -> QWidget:
    """The groups in two columns of about the same length."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, SPACE_8, SPACE_16, 0)
    row.setSpacing(SPACE_24 * 2)
    shown = [(words, keys) for words, keys in groups() if keys]
    half = sum(len(keys) + 2 for _, keys in shown) / 2
    column, length = _column(row), 0
    for words, keys in shown:
        if length and length + len(keys) / 2 > half:
            column.setRowStretch(column.rowCount(), 1)
            column, length = _column(row), 0
        length += len(keys) + 2
        at = column.rowCount()
        column.addWidget(Label(words, "section_title"), at, 0, 1, 2)
        for index, (done, pressed) in enumerate(keys, at + 1):
            column.addWidget(Label(done, "body", "text", wraps=True), index, 0)
            names = Label(pressed.replace(" ", "  "), "body", "text_second")
            column.addWidget(names, index, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        column.setRowMinimumHeight(at + len(keys) + 1, SPACE_16)
    column.setRowStretch(column.rowCount(), 1)
    return page


def _column(row: QHBoxLayout) -> QGridLayout:
    column = QGridLayout()
    column.setHorizontalSpacing(SPACE_16)
    column.setVerticalSpacing(SPACE_4)
    column.setColumnStretch(0, 1)
    row.addLayout(column, 1)
    return column


def _native(keys: str) -> str:
    """A shortcut as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
