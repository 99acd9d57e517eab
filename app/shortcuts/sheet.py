"""Every key and gesture of the program on one sheet over the window; turned over, the keys can be changed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.shortcuts.editor import KeyEditor
from app.shortcuts.gesture_painter import ASPECT, WORDS, paint_gesture
from app.shortcuts.gestures import Drawing, Gesture
from app.shortcuts.keymap import Keymap
from app.shortcuts.listing import Group, groups, in_columns
from runtime.wording import Wording
from widgets.common import Button, Choice, FocusReturn, Label, Segment, ToolButton
from widgets.common.painting import draw_box
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import RADIUS_CARD, SPACE_4, SPACE_8, SPACE_16, SPACE_24

_TITLE: Final = Wording("快捷键与手势", "Keys and gestures")
_CLOSE: Final = Wording("关闭快捷键", "Close the shortcuts")
_PAGES: Final = Wording("查看或修改", "Look or change")
_LOOK: Final = Wording("查看", "Look")
_CHANGE: Final = Wording("修改", "Change")
_PDF: Final = Wording("存成 PDF…", "Save as PDF…")
_PRINT: Final = Wording("打印…", "Print…")
_ALL_BACK: Final = Wording("全部恢复", "Reset all")
_EXPORT: Final = Wording("导出…", "Export…")
_IMPORT: Final = Wording("导入…", "Import…")
_WIDTH_PX: Final = 980
_HEIGHT_PX: Final = 700
_MARGIN_PX: Final = 24
_DRAWING_PX: Final = 20


class ShortcutSheet(QFrame):
    """Lies over the window until Escape, F1, its button or a click beside it closes it."""

    pdf_asked = Signal()
    print_asked = Signal()
    export_asked = Signal()
    import_asked = Signal()

    def __init__(self, window: QWidget, keymap: Keymap) -> None:
        super().__init__(window)
        self._window = window
        self._keymap = keymap
        self._returns_to = FocusReturn()
        self.editor: KeyEditor | None = None
        self.pages = Segment((Choice("look", _LOOK), Choice("change", _CHANGE)), _PAGES)
        self.pdf, self.printing = Button(_PDF, small=True), Button(_PRINT, small=True)
        self.export, self.taking = Button(_EXPORT, small=True), Button(_IMPORT, small=True)
        self.all_back = Button(_ALL_BACK, small=True)
        self.close_button = ToolButton("close", _CLOSE)
        self.page = QScrollArea()
        self.page.setWidgetResizable(True)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.viewport().setAutoFillBackground(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.page)
        self._build()
        self._connect()
        self._turn("look")
        self.hide()

    def open_sheet(self, page: str = "look") -> None:
        """Show it and take the keyboard; closes it when it is open."""
        if self.isVisible():
            self.close_sheet()
            return
        self._returns_to.remember(self._window.focusWidget())
        self.pages.set_value(page)
        self._turn(page)
        self._place()
        self.show()
        self.raise_()
        target = self.editor.filter if page == "change" and self.editor is not None else self.page
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_sheet(self) -> None:
        """Hide it and give the keyboard back."""
        self.hide()
        self._returns_to.give_back(Qt.FocusReason.OtherFocusReason)

    def shown_groups(self) -> tuple[Group, ...]:
        """What stands on the sheet now."""
        return groups(self._keymap.keys)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size; a click beside the sheet closes it."""
        if self.isVisible() and event.type() is QEvent.Type.Resize:
            self._place()
        if self.isVisible() and event.type() is QEvent.Type.MouseButtonPress:
            self.close_sheet()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep clicks on its words and ground to itself; the window would take them for clicks beside it."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Keep Tab inside the sheet while it lies over the window."""
        moved = super().focusNextPrevChild(forwards)
        focused = QApplication.focusWidget()
        if focused is None or not self.isAncestorOf(focused):
            (self.pages if forwards else self.close_button).setFocus(Qt.FocusReason.TabFocusReason)
        return moved

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the raised ground."""
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_CARD, theme.raised, theme.line_control)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_8)
        head.addWidget(Label(_TITLE, "area_title"))
        head.addSpacing(SPACE_16)
        head.addWidget(self.pages)
        head.addStretch(1)
        for button in (self.all_back, self.taking, self.export, self.pdf, self.printing, self.close_button):
            head.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_24, SPACE_16, SPACE_8, SPACE_16)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._window.installEventFilter(self)
        self.close_button.clicked.connect(self.close_sheet)
        self.pages.changed.connect(self._turn)
        self.pdf.clicked.connect(self.pdf_asked)
        self.printing.clicked.connect(self.print_asked)
        self.export.clicked.connect(self.export_asked)
        self.taking.clicked.connect(self.import_asked)
        self.all_back.clicked.connect(self._keymap.reset_all)
        self._keymap.changed.connect(self._refresh)
        theme_changed.connect(self._refresh)
        language_changed.connect(self._refresh)

    def _turn(self, page: str) -> None:
        is_look = page == "look"
        if not is_look and self.editor is None:
            self.editor = KeyEditor(self._keymap)
            self._stack.addWidget(self.editor)
        for button in (self.pdf, self.printing):
            button.setVisible(is_look)
        for button in (self.all_back, self.export, self.taking):
            button.setVisible(not is_look)
        self._stack.setCurrentIndex(0 if is_look else 1)
        self._refresh()

    def _refresh(self) -> None:
        self.setAccessibleName(tr(_TITLE))
        self.page.setAccessibleName(tr(_TITLE))
        self.all_back.setEnabled(self._keymap.has_own())
        if self._stack.currentIndex() == 0:
            columns = _columns(self.shown_groups())
            self.page.setWidget(columns)
            columns.setAutoFillBackground(False)

    def _place(self) -> None:
        room = self._window.rect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
        theme = current_theme()
        width, height = min(theme.px(_WIDTH_PX), room.width()), min(theme.px(_HEIGHT_PX), room.height())
        centre = room.center()
        self.setGeometry(centre.x() - width // 2, centre.y() - height // 2, width, height)


class GestureMark(QWidget):
    """Shows one drawing with its words for who hears them."""

    def __init__(self, drawing: Drawing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = drawing
        self.setAccessibleName(tr(WORDS[drawing]))
        self.setToolTip(tr(WORDS[drawing]))
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Fit the drawing at this text size."""
        height = current_theme().px(_DRAWING_PX)
        return QSize(round(height * ASPECT), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the drawing."""
        theme = current_theme()
        paint_gesture(QPainter(self), QRectF(self.rect()), self._drawing, theme.text_second, theme.accent)


def _columns(found: tuple[Group, ...]) -> QWidget:
    """The groups in two columns of about the same length."""
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, SPACE_8, SPACE_16, 0)
    row.setSpacing(SPACE_24 * 2)
    for column in in_columns(found, 2):
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_16)
        grid.setVerticalSpacing(SPACE_4)
        grid.setColumnStretch(0, 1)
        row.addLayout(grid, 1)
        for group in column:
            at = grid.rowCount()
            grid.addWidget(Label(group.title, "section_title"), at, 0, 1, 2)
            for index, each in enumerate(group.rows, at + 1):
                grid.addWidget(Label(each.done, "body", "text", wraps=True), index, 0)
                if isinstance(each, Gesture):
                    grid.addWidget(_gesture(each), index, 1, Qt.AlignmentFlag.AlignRight)
                else:
                    names = Label(each.keys.replace(" ", "   "), "body", "text_second")
                    grid.addWidget(names, index, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.setRowMinimumHeight(at + len(group.rows) + 1, SPACE_16)
        grid.setRowStretch(grid.rowCount(), 1)
    return page


def _gesture(gesture: Gesture) -> QWidget:
    """What is held, the drawing, and its words."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_8)
    if gesture.held:
        row.addWidget(Label(f"{gesture.held} +", "body", "text_second"))
    row.addWidget(GestureMark(gesture.drawing))
    row.addWidget(Label(WORDS[gesture.drawing], "body", "text_second"))
    return holder
