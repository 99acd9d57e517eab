"""The panel under the canvas: problems, outline, variables and history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from editor.document.change import Change
from editor.document.selection import Selection
from editor.document.store import Store
from editor.inspector.edits import flow_head
from editor.inspector.history_page import HistoryPage
from editor.inspector.problem_list import ProblemList
from editor.inspector.variable_table import VariableTable
from editor.undo import History
from runtime.flow.issue import Issue
from runtime.flow.issues.unchecked import UNCHECKED
from runtime.flow.targets import targets_of
from runtime.wording import Wording
from widgets.common import (
    BadgeState,
    Choice,
    ElidedLabel,
    EmptyState,
    SearchField,
    StripTabs,
    ToolButton,
)
from widgets.language import language_changed
from widgets.theme import current_theme
from widgets.theme.measures import TAB_STRIP_HEIGHT, TABLE_ROW_HEIGHT

PROBLEMS, OUTLINE, VARIABLES, HISTORY = "problems", "outline", "variables", "history"
_TABS: Final = (
    Choice(PROBLEMS, Wording("问题", "Problems")),
    Choice(OUTLINE, Wording("大纲", "Outline")),
    Choice(VARIABLES, Wording("变量", "Variables")),
    Choice(HISTORY, Wording("历史", "History")),
)
_NONE: Final = Wording(
    "没有发现问题。按「{profile}」规格检查了 {count} 个节点。{unchecked}",
    'No problems found. {count} nodes checked against "{profile}". {unchecked}',
)
_CHECKED: Final = Wording("按「{profile}」检查", 'Checked against "{profile}"')
_TOOK: Final = Wording(
    "按「{profile}」检查 · 用了 {seconds} 秒", 'Checked against "{profile}" · took {seconds} s'
)
_CLOSE: Final = Wording("收起", "Collapse")
_OPEN: Final = Wording("展开", "Expand")
_FILTER: Final = Wording("筛选大纲", "Filter the outline")
_FILTER_PX: Final = 200
ROWS_SHOWN: Final = 2


class ProblemsPanel(QWidget):
    """Shows tabs and one of four lists; collapsed, the strip tells the first problem."""

    issue_activated = Signal(object)
    """The person wants to see the place of an issue."""
    fix_requested = Signal(object)
    """The person wants an issue repaired."""
    node_activated = Signal(object)
    """The person wants to see a node, chosen in the outline."""
    variable_activated = Signal(str)
    """The person wants to edit a variable."""
    collapsed_changed = Signal(bool)

    def __init__(
        self, store: Store, selection: Selection, history: History, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._issues: tuple[Issue, ...] = ()
        self._seconds: float | None = None
        self._is_collapsed = False
        self.tabs = StripTabs(_TABS, self)
        self._line = ElidedLabel("", "label", "text_second", parent=self.tabs)
        self.toggle = ToolButton("chevron_down", _CLOSE, parent=self.tabs)
        self.outline_filter = SearchField(_FILTER, parent=self.tabs, small=True)
        self.outline_filter.setFixedWidth(_FILTER_PX)
        self.outline_filter.hide()
        self.tabs.add_trailing(self._line)
        self.tabs.add_trailing(self.outline_filter)
        self.tabs.add_trailing(self.toggle)
        self.list = ProblemList()
        from editor.outline import Outline  # it needs modules of this package

        self.outline: Outline = Outline(store, selection)
        self.variables = VariableTable(store)
        self.history_page = HistoryPage(history)
        self.history, self.versions = self.history_page.steps, self.history_page.versions
        self._none = EmptyState("success", "")
        self._problems = QStackedWidget()
        self._problems.addWidget(self._none)
        self._problems.addWidget(self.list)
        self._stack = QStackedWidget(self)
        for page in (self._problems, self.outline, self.variables, self.history_page):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        self.setTabOrder(self.outline_filter, self.toggle)
        self._connect()
        self.show_issues(())

    def _connect(self) -> None:
        self.tabs.changed.connect(self._turn)
        self.tabs.clicked.connect(self._expand)
        self.toggle.clicked.connect(self._toggle)
        self.list.issue_activated.connect(self.issue_activated)
        self.list.fix_requested.connect(self.fix_requested)
        self.outline.node_activated.connect(self.node_activated)
        self.outline_filter.textChanged.connect(self.outline.filter)
        self.outline_filter.returnPressed.connect(self.outline.setFocus)
        self.variables.variable_activated.connect(self.variable_activated)
        self._end = self._store.subscribe(self._on_change)
        language_changed.connect(self._refresh)

    def close_document(self) -> None:
        """Stop listening to the document; the panel is about to go."""
        self._end()
        self.outline.close_document()
        self.variables.close_document()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        rows = 0 if self._is_collapsed else ROWS_SHOWN * theme.px(TABLE_ROW_HEIGHT) + 2
        return QSize(600, theme.px(TAB_STRIP_HEIGHT) + rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, current_theme().px(TAB_STRIP_HEIGHT))

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues shown, in their order."""
        return self._issues

    @property
    def is_collapsed(self) -> bool:
        """Whether only the strip shows."""
        return self._is_collapsed

    def set_collapsed(self, is_collapsed: bool) -> None:
        """Show only the strip, or the lists as well."""
        if is_collapsed != self._is_collapsed:
            self._is_collapsed = is_collapsed
            self._stack.setVisible(not is_collapsed)
            self._show_filter()
            self.toggle.set_icon_name("chevron_up" if is_collapsed else "chevron_down")
            self.toggle.set_words(_OPEN if is_collapsed else _CLOSE)
            self.toggle.set_tip(_OPEN if is_collapsed else _CLOSE)
            self._show_line()
            self.updateGeometry()
            self.collapsed_changed.emit(is_collapsed)

    def show_issues(self, issues: Sequence[Issue], seconds: float | None = None) -> None:
        """Show what the checks found, errors first as they come, and how long the checks took."""
        self._issues = tuple(issues)
        self._seconds = seconds
        self.outline.show_issues(self._issues)
        self._refresh()

    def show_tab(self, key: str) -> None:
        """Turn to problems, outline, variables or history."""
        self.tabs.set_value(key)
        self._turn(key)
        self.set_collapsed(is_collapsed=False)

    def next_problem(self) -> Issue | None:
        """Go to the next problem and tell it; None when there is none."""
        return self.list.step(1)

    def previous_problem(self) -> Issue | None:
        """Go to the problem before and tell it; None when there is none."""
        return self.list.step(-1)

    def _refresh(self) -> None:
        self.list.problems.show(self._store.flow, self._issues)
        self._problems.setCurrentWidget(self.list if self._issues else self._none)
        has_error = any(issue.severity == "error" for issue in self._issues)
        state = BadgeState.ERROR if has_error else BadgeState.WARN if self._issues else BadgeState.NEUTRAL
        self.tabs.set_count(PROBLEMS, len(self._issues) or None, state)
        self.tabs.set_count(VARIABLES, len(flow_head(self._store).variables) or None)
        words = _NONE.format(profile=self._profile_words(), count=len(self._store.nodes), unchecked=UNCHECKED)
        self._none.show_words(words)
        self._show_line()

    def _profile_words(self) -> Wording:
        return targets_of(flow_head(self._store)).title

    def _show_line(self) -> None:
        if self._is_collapsed and self._issues:
            first = self._issues[0]
            self._line.set_words(first.sentence)
            self._line.set_colour("error" if first.severity == "error" else "warn")
            return
        words = _CHECKED.format(profile=self._profile_words())
        if self._seconds is not None:
            words = _TOOK.format(profile=self._profile_words(), seconds=f"{self._seconds:.2f}")
        self._line.set_words(words)
        self._line.set_colour("text_second")

    def _on_change(self, change: Change) -> None:
        if any(kind == "flow" for kind, _ in change.records):
            self.tabs.set_count(VARIABLES, len(flow_head(self._store).variables) or None)

    def _turn(self, key: str) -> None:
        self._stack.setCurrentIndex([choice.key for choice in _TABS].index(key))
        self._show_filter()

    def _show_filter(self) -> None:
        """In place of the line about the checks while the outline is shown."""
        is_outline = self.tabs.value() == OUTLINE and not self._is_collapsed
        self.outline_filter.setVisible(is_outline)
        self._line.setVisible(not is_outline)

    def _expand(self, _key: str) -> None:
        self.set_collapsed(is_collapsed=False)

    def _toggle(self) -> None:
        self.set_collapsed(is_collapsed=not self._is_collapsed)
