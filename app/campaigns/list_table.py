"""All campaigns, a row each: state, how far it is, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.campaigns.words import (
    STATE_BADGES,
    STATE_ICONS,
    moment_words,
    said,
    source_words,
    timing_words,
)
from runtime.wording import Wording
from widgets.charts import paint_meter
from widgets.common import badge_colours, follow_look
from widgets.common.painting import LEFT, RIGHT, draw_box, draw_icon, draw_text, text_width
from widgets.language import language_changed, tr
from widgets.theme import current_theme
from widgets.theme.measures import CHIP_HEIGHT, RADIUS_CHIP, SPACE_8, TABLE_ROW_HEIGHT

_AnyIndex = QModelIndex | QPersistentModelIndex
CAMPAIGN: Final = int(Qt.ItemDataRole.UserRole) + 1
_NAME, _SCENARIO, _STATE, _PROGRESS, _BEGUN, _LEFT_OUT, _WAITING, _WHEN = range(8)
_HEADS: Final = (
    Wording("活动", "Campaign"),
    Wording("场景", "Scenario"),
    Wording("状态", "State"),
    Wording("进度", "Progress"),
    Wording("已开始 / 计划", "Begun / planned"),
    Wording("跳过", "Left out"),
    Wording("未开始", "Waiting"),
    Wording("时间", "Time"),
)
_WIDTHS: Final = (0, 0, 104, 120, 132, 72, 80, 150)
_NUMBERS: Final = (_BEGUN, _LEFT_OUT, _WAITING)
_METER_PAD: Final = 12


class CampaignRows(QAbstractTableModel):
    """The campaigns as they came, newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Mapping[str, Any]] = []
        language_changed.connect(self._rename)

    def show(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show these; rows that are the same campaigns keep their place and selection."""
        same = [one["id"] for one in rows] == [one["id"] for one in self._rows]
        if same:
            self._rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(_HEADS) - 1))
            return
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def campaign(self, row: int) -> Mapping[str, Any]:
        """The campaign of a row."""
        return self._rows[row]

    def row_of(self, campaign_id: str) -> int:
        """The row of a campaign, -1 for none."""
        return next((row for row, one in enumerate(self._rows) if one["id"] == campaign_id), -1)

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == int(Qt.ItemDataRole.DisplayRole):
            return tr(_HEADS[section])
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return int(RIGHT if section in _NUMBERS else LEFT)
        return None

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        one = self._rows[index.row()]
        if role == CAMPAIGN:
            return one
        if role in (int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)):
            return cell_words(one, index.column())
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return said(one["why_words"]) or cell_words(one, index.column())
        return None

    def _rename(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_HEADS) - 1)


def cell_words(one: Mapping[str, Any], column: int) -> str:
    """What a cell says."""
    if column == _NAME:
        return str(one["name"])
    if column == _SCENARIO:
        return tr(source_words(one))
    if column == _STATE:
        return said(one["state_words"])
    if column == _WHEN:
        return _when(one)
    if not one["planned"]:
        return "—"
    if column in (_PROGRESS, _BEGUN):
        return f"{one['begun']:,} / {one['planned']:,}"
    return f"{one['skipped' if column == _LEFT_OUT else 'waiting']:,}"


def _when(one: Mapping[str, Any]) -> str:
    if one["state"] == "scheduled" and one["next_at"]:
        return moment_words(one["next_at"])
    if one["started_at"]:
        return moment_words(one["started_at"])
    return tr(timing_words(one["timing"]))


class _Painter(QStyledItemDelegate):
    """Paints the cells: badge of the state, thin bar of the progress, figures at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        theme = current_theme()
        one: Mapping[str, Any] = index.data(CAMPAIGN)
        rect = option.rect
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.accent_tint)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.hover)
        painter.fillRect(
            rect.left(), rect.bottom() + 1 - theme.line_px, rect.width(), theme.line_px, theme.line_hair
        )
        inner = rect.adjusted(SPACE_8, 0, -SPACE_8, 0)
        column = index.column()
        if column == _STATE:
            _paint_badge(painter, inner, one)
        elif column == _PROGRESS:
            done = (one["begun"] + one["skipped"]) / one["planned"] if one["planned"] else 0.0
            colour = theme.warn if one["state"] == "paused" else theme.accent
            paint_meter(painter, inner.adjusted(0, 0, -_METER_PAD, 0), done, colour)
        else:
            words = cell_words(one, column)
            ink = theme.text_second if column in (_SCENARIO, _WHEN) or words == "—" else theme.text
            font = theme.font("body_strong" if column == _NAME else "body")
            draw_text(painter, inner, words, font, ink, RIGHT if column in _NUMBERS else LEFT)


def _paint_badge(painter: QPainter, rect: QRect, one: Mapping[str, Any]) -> None:
    theme = current_theme()
    ground, ink = badge_colours(STATE_BADGES[one["state"]])
    words = said(one["state_words"])
    height = theme.px(CHIP_HEIGHT)
    width = min(rect.width(), text_width(words, theme.font("badge")) + 30)
    box = QRect(rect.left(), rect.center().y() - height // 2, width, height)
    draw_box(painter, box, RADIUS_CHIP, ground, ink if theme.is_high_contrast else None)
    draw_icon(painter, STATE_ICONS[one["state"]], 14, ink, box.topLeft() + QRect(0, 0, 22, height).center())
    draw_text(painter, box.adjusted(22, 0, -4, 0), words, theme.font("badge"), ink, LEFT)


class CampaignTable(QTableView):
    """The table; Enter and a double click open a campaign."""

    chosen = Signal(object)
    """A campaign."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = CampaignRows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Painter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in (_NAME, _SCENARIO):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._open)
        follow_look(self)

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = current_theme()
        self.verticalHeader().setDefaultSectionSize(theme.px(TABLE_ROW_HEIGHT))
        self.horizontalHeader().setFont(theme.font("label"))
        for column, width in enumerate(_WIDTHS):
            if width:
                self.setColumnWidth(column, theme.px(width))
        self.setAccessibleName(tr("活动列表", "Campaigns"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the header's font when a new style sheet takes it away."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.horizontalHeader().setFont(current_theme().font("label"))

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows.campaign(index.row()))
