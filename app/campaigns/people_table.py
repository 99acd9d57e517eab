"""Everybody a campaign is for, page by page: what became of each, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.campaigns.words import carrier_words, moment_words, said
from runtime.delivery.campaigns.words import OUTCOMES, SKIPPED
from runtime.wording import Wording
from widgets.common import follow_look
from widgets.common.painting import LEFT
from widgets.language import language_changed, tr
from widgets.theme import current_theme
from widgets.theme.measures import ROW_HEIGHT

_AnyIndex = QModelIndex | QPersistentModelIndex
HEADS: Final = (
    Wording("号码", "Number"),
    Wording("通道", "Endpoint"),
    Wording("首条消息", "First message"),
    Wording("原因", "Reason"),
    Wording("回复", "Replied"),
    Wording("时间", "Time"),
)
_WIDTHS: Final = (130, 110, 130, 0, 70, 150)
STATES: Final[Mapping[str, Wording]] = {
    "planned": Wording("未开始", "Waiting"),
    "skipped": Wording("跳过", "Left out"),
}


def cells_of(one: Mapping[str, Any]) -> tuple[str, ...]:
    """What the row of a person says, in the order of `HEADS`."""
    what = STATES.get(one["state"]) or OUTCOMES.get(one["outcome"]) or Wording(one["outcome"], one["outcome"])
    reason = SKIPPED.get(one["reason"])
    why = said(one["words"]) if one["words"] else tr(reason) if reason else str(one["reason"])
    replied = tr("有回复", "Yes") if one["replied"] else ""
    endpoint = tr(carrier_words(one["endpoint"], one["endpoint"]))
    return one["number"] or "—", endpoint, tr(what), why, replied, moment_words(one["at"])


class PeopleRows(QAbstractTableModel):
    """The people that came so far; asks for more as the table nears the end."""

    more_wanted = Signal(str)
    """Behind this contact."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._people: list[Mapping[str, Any]] = []
        self._has_more = False
        self._is_asking = False
        language_changed.connect(self._rename)

    def take(self, page: Sequence[Mapping[str, Any]], *, is_first: bool, size: int) -> None:
        """Show a page behind those that are shown, or in their place."""
        self._is_asking = False
        self._has_more = len(page) == size
        if is_first:
            self.beginResetModel()
            self._people = list(page)
            self.endResetModel()
        elif page:
            first = len(self._people)
            self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
            self._people += page
            self.endInsertRows()

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(HEADS)

    def canFetchMore(self, parent: _AnyIndex) -> bool:
        """Whether there are more people than are shown."""
        return self._has_more and not self._is_asking

    def fetchMore(self, parent: _AnyIndex) -> None:
        """Ask for the next page."""
        if self._people:
            self._is_asking = True
            self.more_wanted.emit(str(self._people[-1]["contact"]))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == int(Qt.ItemDataRole.DisplayRole):
            return tr(HEADS[section])
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(LEFT)
        return None

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)):
            return cells_of(self._people[index.row()])[index.column()]
        return None

    def _rename(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(HEADS) - 1)


class PeopleTable(QTableView):
    """The table of people, read only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = PeopleRows(self)
        self.setModel(self.rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            stretches = QHeaderView.ResizeMode.Stretch if not width else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, stretches)
        follow_look(self)

    @property
    def is_at_top(self) -> bool:
        """Whether the first people are in sight, so that reading them anew moves nothing."""
        return self.verticalScrollBar().value() == 0

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = current_theme()
        self.verticalHeader().setDefaultSectionSize(theme.px(ROW_HEIGHT))
        for column, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(column, theme.px(width))
        self.setAccessibleName(tr("每个人的结果", "What became of everybody"))
        self.viewport().update()
