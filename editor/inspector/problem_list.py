"""The list of problems: where, what to do, for whom, and the repair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor.inspector.fixes import can_fix
from editor.inspector.places import CARRIERS, issue_place
from runtime.flow.flow import Flow
from runtime.flow.issue import Issue
from runtime.wording import Wording, same
from widgets.common.painting import CENTRE, draw_box, draw_icon, draw_text, text_width
from widgets.language import language_changed, tr
from widgets.theme import current_theme, theme_changed
from widgets.theme.measures import (
    CONTROL_HEIGHT_SMALL,
    ICON_MEDIUM,
    RADIUS_CHIP,
    RADIUS_CONTROL,
    TABLE_ROW_HEIGHT,
)

ISSUE: Final = int(Qt.ItemDataRole.UserRole) + 1
_NAME: Final = Wording("问题", "Problems")
_SEVERITY: Final = {"error": Wording("错误", "Error"), "warning": Wording("警告", "Warning")}
_LEFT_PX: Final = 40
_PLACE_MOST_PX: Final = 260
_SENTENCE_LEAST_PX: Final = 160
"""Where the sentence would have less room, the carriers are left to the tooltip."""
_AnyIndex = QModelIndex | QPersistentModelIndex


class ProblemModel(QAbstractListModel):
    """The issues in order; their text is what assistive technology reads."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.issues: tuple[Issue, ...] = ()
        self._flow: Flow | None = None
        self._places: dict[int, Wording] = {}

    def show(self, flow: Flow, issues: Sequence[Issue]) -> None:
        """Take other issues; rows that stay the same are not touched."""
        self._flow = flow
        self._places.clear()
        if len(issues) == len(self.issues):
            self.issues = tuple(issues)
            if issues:
                self.dataChanged.emit(self.index(0), self.index(len(issues) - 1))
            return
        self.beginResetModel()
        self.issues = tuple(issues)
        self.endResetModel()

    def place(self, row: int) -> Wording:
        """Where the issue of a row is, in words; found when it is first asked for."""
        assert self._flow is not None
        if row not in self._places:
            self._places[row] = issue_place(self._flow, self.issues[row])
        return self._places[row]

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self.issues)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid():
            return None
        issue = self.issues[index.row()]
        if role == ISSUE:
            return issue
        if role in {int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)}:
            severity = tr(_SEVERITY[issue.severity])
            return f"{severity} · {tr(self.place(index.row()))} · {tr(issue.sentence)}"
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return _details(issue)
        if role == int(Qt.ItemDataRole.AccessibleDescriptionRole) and issue.rule is not None:
            return tr(issue.rule.in_words())
        return None


def _details(issue: Issue) -> str:
    """The whole sentence, the carriers it is about, and the rule it rests on."""
    carriers = " · ".join(tr(CARRIERS.get(each, same(each))) for each in issue.carriers)
    rule = tr(issue.rule.in_words()) if issue.rule is not None else ""
    return "\n".join(part for part in (tr(issue.sentence), carriers, rule) if part)


class ProblemRow(QStyledItemDelegate):
    """Paints one problem, and the button of its repair at the right."""

    fix_requested = Signal(object)

    def sizeHint(self, option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        return QSize(200, current_theme().px(TABLE_ROW_HEIGHT))

    def button_rect(self, row: QRect, issue: Issue) -> QRect:
        """Where the button of the repair stands, empty when there is none."""
        if issue.fix is None or not can_fix(issue):
            return QRect()
        theme = current_theme()
        width = text_width(tr(issue.fix.label), theme.font("body")) + 20
        height = theme.px(CONTROL_HEIGHT_SMALL)
        return QRect(row.right() - 12 - width, row.center().y() - height // 2 + 1, width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        theme = current_theme()
        row: QRect = option.rect
        view = self.parent()
        issue = index.data(ISSUE)
        if not isinstance(view, ProblemList) or not isinstance(issue, Issue):
            return
        painter.save()
        is_current = view.currentIndex() == index
        if is_current or view.hovered_row == index.row():
            painter.fillRect(row, theme.hover)
        is_error = issue.severity == "error"
        ink = theme.error if is_error else theme.warn
        icon_at = QPoint(row.left() + 22, row.center().y() + 1)
        draw_icon(painter, "error" if is_error else "warning", ICON_MEDIUM, ink, icon_at)
        left = self._paint_place(painter, row, tr(view.problems.place(index.row())), is_current=is_current)
        right = self._paint_button(painter, row, issue)
        chips = [tr(CARRIERS.get(carrier, same(carrier))) for carrier in reversed(issue.carriers)]
        font = theme.font("badge")
        if right - left - sum(text_width(words, font) + 18 for words in chips) >= _SENTENCE_LEAST_PX:
            for words in chips:
                right = self._paint_chip(painter, row, right, words)
        room = QRect(left, row.top(), right - left - 8, row.height())
        draw_text(painter, room, tr(issue.sentence), theme.font("body"), theme.text)
        if is_current and view.hasFocus() and view.shows_focus:
            draw_box(painter, row.adjusted(2, 2, -2, -2), RADIUS_CONTROL, None, theme.accent, 2)
        painter.setPen(theme.line_hair)
        painter.drawLine(row.bottomLeft(), row.bottomRight())
        painter.restore()

    def _paint_place(self, painter: QPainter, row: QRect, place: str, *, is_current: bool) -> int:
        theme = current_theme()
        width = min(text_width(place, theme.font("badge")) + 13, _PLACE_MOST_PX, row.width() // 3)
        chip = QRect(row.left() + _LEFT_PX, row.center().y() - 9, width, 20)
        draw_box(painter, chip, RADIUS_CHIP, theme.panel if is_current else theme.hover)
        draw_text(painter, chip.adjusted(6, 0, -6, 0), place, theme.font("badge"), theme.text_second)
        return chip.right() + 10

    def _paint_button(self, painter: QPainter, row: QRect, issue: Issue) -> int:
        theme = current_theme()
        rect = self.button_rect(row, issue)
        if rect.isEmpty() or issue.fix is None:
            return row.right() - 12
        draw_box(painter, rect, RADIUS_CONTROL, theme.field, theme.line_control)
        draw_text(painter, rect, tr(issue.fix.label), theme.font("body"), theme.text, CENTRE)
        return rect.left() - 12

    def _paint_chip(self, painter: QPainter, row: QRect, right: int, words: str) -> int:
        theme = current_theme()
        width = text_width(words, theme.font("badge")) + 12
        chip = QRect(right - width, row.center().y() - 9, width, 20)
        draw_box(painter, chip, RADIUS_CHIP, theme.hover)
        draw_text(painter, chip, words, theme.font("badge"), theme.text_second, CENTRE)
        return chip.left() - 6

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _AnyIndex
    ) -> bool:
        issue = index.data(ISSUE)
        is_click = event.type() is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        if is_click and isinstance(event, QMouseEvent) and isinstance(issue, Issue):
            row: QRect = option.rect
            if self.button_rect(row, issue).contains(event.position().toPoint()):
                self.fix_requested.emit(issue)
                return True
        return super().editorEvent(event, model, option, index)


class ProblemList(QListView):
    """Lists issues; Enter and a click go to the place, Ctrl+Enter and the button repair."""

    issue_activated = Signal(object)
    fix_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problems = ProblemModel(self)
        self.hovered_row = -1
        self.shows_focus = False
        self._row = ProblemRow(self)
        self.setModel(self.problems)
        self.setItemDelegate(self._row)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setProperty("draws_own_focus", True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._was_repaired = False
        self._row.fix_requested.connect(self._repair)
        self.clicked.connect(self._clicked)
        theme_changed.connect(self.restyle)
        language_changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(tr(_NAME))
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def step(self, by: int) -> Issue | None:
        """Go to the next problem (1) or the one before (-1), round the end; gives it."""
        count = self.problems.rowCount()
        if not count:
            return None
        row = self.currentIndex().row()
        row = (row + by) % count if self.currentIndex().isValid() else (0 if by > 0 else count - 1)
        self.setCurrentIndex(self.problems.index(row))
        issue = self.problems.issues[row]
        self.issue_activated.emit(issue)
        return issue

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve Enter; the arrow keys move."""
        self.shows_focus = True
        issue = self.currentIndex().data(ISSUE)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(issue, Issue):
            repairs = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.fix_requested if repairs and can_fix(issue) else self.issue_activated).emit(issue)
            return
        super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the row under the pointer."""
        row = self.indexAt(event.position().toPoint()).row()
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let the row go dark."""
        self.hovered_row = -1
        self.viewport().update()
        super().leaveEvent(event)

    def _repair(self, issue: Issue) -> None:
        self._was_repaired = True
        self.fix_requested.emit(issue)

    def _clicked(self, index: QModelIndex) -> None:
        self.shows_focus = False
        was_repaired, self._was_repaired = self._was_repaired, False
        issue = index.data(ISSUE)
        if isinstance(issue, Issue) and not was_repaired:
            self.issue_activated.emit(issue)
