"""One suggestion in a list: grip, text, counter, kind; opened, what a tap does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from runtime.messages.suggestions.action import Action
from runtime.messages.suggestions.suggestion import Suggestion, action_types
from runtime.records import FieldPath, hints_of
from runtime.wording import Wording
from widgets.common import BaseButton, Button, ToolButton, follow_look
from widgets.common.painting import CENTRE, draw_box, draw_icon, draw_text, text_width
from widgets.form.action_menu import action_menu, kind_words
from widgets.form.context import FormContext
from widgets.form.counter import fill_at_longest
from widgets.form.counter_label import CounterLabel
from widgets.form.item_frame import Grip
from widgets.form.more_section import MoreSection
from widgets.form.problem import Problem, below
from widgets.form.problem_note import ProblemNote
from widgets.form.record_fields import RecordFields
from widgets.form.text_area import TextArea
from widgets.form.translation_lines import TranslationLines
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import CHIP_HEIGHT, FIELD_GAP, RADIUS_CHIP, RADIUS_CONTROL, SUGGESTION_ROW_HEIGHT

_TEXT: Final = hints_of(Suggestion)["text"]
_OPEN: Final = Wording("点了以后做什么", "What a tap does")
_CHANGE: Final = Wording("换成别的动作", "Change action")
_REMOVE: Final = Wording("移除这条建议", "Remove this suggestion")
_REMOVE_TAP: Final = Wording("移除", "Remove")
_NAMED: Final = Wording("建议 {number} 的文字", "Text of suggestion {number}")
_CHIP_LEAST_PX: Final = 56
_TOKENS: Final = {"calm": "text_second", "warn": "warn", "error": "error"}


class KindChip(BaseButton):
    """Says what a tap does; opens and closes the details."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", None, parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_tip(_OPEN)
        self.finish()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = text_width(self.words, theme.font("badge")) + 12 + (16 if self.icon_name else 0)
        return QSize(width, theme.px(CHIP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(_CHIP_LEAST_PX, self.sizeHint().width()), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        ground, ink = (
            (theme.accent_tint, theme.accent) if self.isChecked() else (theme.hover, theme.text_second)
        )
        line = theme.line_control if theme.is_high_contrast or self.underMouse() else None
        draw_box(painter, self.rect(), RADIUS_CHIP, ground, line)
        rect = QRect(self.rect())
        if self.icon_name:
            draw_icon(painter, self.icon_name, 12, ink, QPoint(12, self.height() // 2))
            rect.setLeft(16)
        draw_text(painter, rect, self.words, theme.font("badge"), ink, CENTRE)


class _Line(QWidget):
    """The closed row: a frame that turns to the error colour when the suggestion cannot be sent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.has_error = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_look(self)

    def restyle(self) -> None:
        self.setFixedHeight(current_theme().px(SUGGESTION_ROW_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        editor = self.findChild(TextArea)
        is_edited = editor is not None and editor.hasFocus()
        line = theme.error if self.has_error else theme.accent if is_edited else theme.line_hair
        draw_box(QPainter(self), self.rect(), RADIUS_CONTROL, theme.field, line)


class SuggestionRow(QWidget):
    """Edits one suggestion; the details are built when they are opened first.

    Without text the row is what a tap does alone: the text is edited elsewhere.
    """

    changed = Signal(object, object, bool)
    finished = Signal()
    fix_requested = Signal(object)
    moved = Signal(int)
    removed = Signal()
    dragged = Signal(int)
    dropped = Signal()
    submitted = Signal()

    def __init__(self, context: FormContext, parent: QWidget, *, has_text: bool = True) -> None:
        super().__init__(parent)
        self._context = context
        self._has_text = has_text
        self._suggestion: Suggestion | None = None
        self._index = 0
        self._problems: tuple[Problem, ...] = ()
        self._details: QWidget | None = None
        self._action_fields: RecordFields | None = None
        self._own_fields: RecordFields | None = None
        self._line = _Line(self)
        self.grip = Grip(self._line)
        self.area = TextArea(context, has_insertions=True, parent=self._line)
        self._counter = CounterLabel(self._line)
        self.chip = KindChip(self._line)
        self._note = ProblemNote(self)
        self.lines: TranslationLines | None = None
        self._build()
        follow_look(self)

    def _build(self) -> None:
        self.area.setProperty("bare", True)
        self.area.restyle()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(8, 0, 9, 0)
        row.setSpacing(6)
        for widget in (self.grip, self.area, self._counter, self.chip):
            row.addWidget(widget, 1 if widget is self.area else 0, Qt.AlignmentFlag.AlignVCenter)
        if not self._has_text:
            row.addStretch(1)
            for widget in (self.grip, self.area, self._counter):
                widget.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._line)
        if self._has_text:
            self.lines = TranslationLines(_TEXT, self._context, self)
            self.lines.setContentsMargins(24, 0, 0, 4)
            self.lines.finished.connect(self.finished)
            self._column.addWidget(self.lines)
        self._column.addWidget(self._note)
        self.grip.moved.connect(self.moved)
        self.grip.removed.connect(self.removed)
        self.grip.dragged.connect(self.dragged)
        self.grip.dropped.connect(self.dropped)
        self.area.edited.connect(self._typed)
        self.area.finished.connect(self._left)
        self.area.submitted.connect(self.submitted)
        self.area.selectionChanged.connect(self._line.update)
        self.chip.toggled.connect(self._open)
        self._note.fix_requested.connect(self.fix_requested)
        self._context.changed.connect(self._recount)
        for keys, slot in (("Alt+Up", self._up), ("Alt+Down", self._down)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_item(self, item: object, index: int) -> None:
        """Show a suggestion in place."""
        assert isinstance(item, Suggestion)
        self._index = index
        is_same = self._suggestion is not None and self._suggestion.id == item.id
        kind = type(item.action)
        self._suggestion = item
        self.area.set_value(item.text)
        if self.lines is not None:
            self.lines.show_source(item.text)
        self.chip.set_words(kind_words(item.action))
        self.area.setAccessibleName(tr(_NAMED.format(number=index + 1)))
        self._recount()
        if not is_same and self.chip.isChecked():
            self.chip.setChecked(False)
        if self._details is not None:
            if self._action_fields is not None and type(self._action_fields.record) is not kind:
                self._drop_details()
                self._open(is_open=self.chip.isChecked())
            else:
                self._fill_details()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong below the row, and inside when it is open."""
        self._problems = tuple(problems)
        shown = [each for each in problems if not self._is_inside(each)]
        self._note.show_problems(shown)
        self._line.has_error = any(problem.severity == "error" for problem in problems)
        self._line.update()
        if self._action_fields is not None:
            self._action_fields.show_problems(below(problems, "action"))
        if self._own_fields is not None:
            self._own_fields.show_problems(problems)

    def _is_inside(self, problem: Problem) -> bool:
        """Whether the open details show a problem at its own field."""
        is_open = self._details is not None and self.chip.isChecked()
        return is_open and bool(problem.path) and (len(problem.path) > 1 or problem.path[0] == "postback")

    def focus_path(self, path: FieldPath) -> bool:
        """Give the focus to the text, or open the details and give it to one of their fields."""
        if path and path[0] in {"action", "postback"}:
            self.chip.setChecked(True)
            fields = self._action_fields if path[0] == "action" else self._own_fields
            rest = path[1:] if path[0] == "action" else path
            if fields is not None and fields.focus_path(rest):
                return True
            self.chip.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        (self.area if self._has_text else self.chip).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def restyle(self) -> None:
        """Take words anew."""
        self._recount()
        self.area.setAccessibleName(tr(_NAMED.format(number=self._index + 1)))

    def _typed(self, text: str) -> None:
        if self._suggestion is not None:
            self._suggestion = self._suggestion.model_copy(update={"text": text})
        self._recount()
        self.changed.emit(("text",), text, True)
        if self.lines is not None:
            self.lines.show_source(text)

    def _left(self) -> None:
        self._line.update()
        self.finished.emit()

    def _recount(self) -> None:
        limits = self._context.limits(_TEXT.limit)
        self.area.set_limits(limits)
        fill = fill_at_longest(self._context, self.area.value(), _TEXT.limit)
        self._counter.setVisible(fill is not None and self._has_text)
        if fill is not None:
            _, with_unit, short = fill.forms()
            forms = (short,) if fill.level == "error" else (with_unit, short)
            self._counter.set_forms(forms, _TOKENS[fill.level], fill.explained())

    def _up(self) -> None:
        self.moved.emit(-1)

    def _down(self) -> None:
        self.moved.emit(1)

    def _open(self, is_open: bool) -> None:
        if is_open and self._details is None:
            self._build_details()
        if self._details is not None:
            self._details.setVisible(is_open)
        self.show_problems(self._problems)

    def _build_details(self) -> None:
        assert self._suggestion is not None
        self._details = QWidget(self)
        column = QVBoxLayout(self._details)
        column.setContentsMargins(24, 2, 0, 8)
        column.setSpacing(FIELD_GAP)
        buttons = QHBoxLayout()
        change = Button(_CHANGE, icon_name="sliders", small=True, parent=self._details)
        change.clicked.connect(self._choose)
        remove = ToolButton("trash", _REMOVE if self._has_text else _REMOVE_TAP, parent=self._details)
        remove.clicked.connect(self.removed)
        buttons.addWidget(change)
        buttons.addStretch(1)
        buttons.addWidget(remove)
        column.addLayout(buttons)
        action = self._suggestion.action
        more = MoreSection(self._details)
        if action is not None:
            self._action_fields = RecordFields(type(action), self._context, self._details, more=more)
            self._action_fields.changed.connect(self._action_changed)
            self._connect_fields(self._action_fields)
            column.addWidget(self._action_fields)
        self._own_fields = RecordFields(
            Suggestion, self._context, self._details, skipped=("text", "action"), more=more
        )
        self._own_fields.changed.connect(self.changed)
        self._connect_fields(self._own_fields)
        column.addWidget(self._own_fields)
        column.addWidget(more)
        self._column.addWidget(self._details)
        self._fill_details()

    def _connect_fields(self, fields: RecordFields) -> None:
        fields.finished.connect(self.finished)
        fields.fix_requested.connect(self.fix_requested)

    def _fill_details(self) -> None:
        assert self._suggestion is not None
        if (self._action_fields is None) != (self._suggestion.action is None):
            self._drop_details()
            self._open(is_open=self.chip.isChecked())
            return
        if self._action_fields is not None and self._suggestion.action is not None:
            self._action_fields.set_record(self._suggestion.action)
        if self._own_fields is not None:
            self._own_fields.set_record(self._suggestion)

    def _drop_details(self) -> None:
        if self._details is not None:
            self._column.removeWidget(self._details)
            self._details.hide()
            self._details.deleteLater()
        self._details = self._action_fields = self._own_fields = None

    def _action_changed(self, path: FieldPath, value: object, typed: bool) -> None:
        self.changed.emit(("action", *path), value, typed)

    def _choose(self) -> None:
        assert self._suggestion is not None
        menu = action_menu(self._suggestion.action, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.triggered.connect(self._chosen)
        menu.popup(self.chip.mapToGlobal(QPoint(0, self.chip.height() + 4)))

    def _chosen(self, entry: QAction) -> None:
        self.choose_kind(str(entry.data()))

    def choose_kind(self, name: str) -> None:
        """Make the suggestion a reply (empty *name*) or an action of this type."""
        assert self._suggestion is not None
        current = self._suggestion.action
        if name == (current.type if current is not None else ""):
            return
        made: Action | None = action_types()[name].model_validate({}) if name else None
        self.show_item(self._suggestion.model_copy(update={"action": made}), self._index)
        self.changed.emit(("action",), made, False)
