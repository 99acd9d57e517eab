"""The tab 历史: the steps of this sitting, and the versions that were kept."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from editor.inspector.history_list import HistoryList
from editor.inspector.version_list import VersionList
from editor.library.revision import Revision
from editor.undo import History
from runtime.wording import Wording
from widgets.common import EmptyState, follow_look
from widgets.common.elided_label import Label
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_4, SPACE_16

_STEPS: Final = Wording("这次的步骤", "Steps of this sitting")
_VERSIONS: Final = Wording("版本", "Versions")
_NONE: Final = Wording(
    "还没有版本。每次保存都会留下一个，编辑时也会自动留，随时可以比较和恢复。",
    "No versions yet. Every saving keeps one, and so does editing; compare and restore them at any time.",
)
_BESIDE_FROM_PX: Final = 520
_TITLES_FROM_PX: Final = 130
"""A lower panel needs its height for rows; what the lists are can be seen."""
_STEPS_SHARE: Final = 0.32


class HistoryPage(QWidget):
    """Two lists side by side, or one below the other where it is narrow."""

    def __init__(self, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = HistoryList(history)
        self.versions = VersionList()
        self._none = EmptyState("history", _NONE)
        self._kept = QStackedWidget()
        self._kept.addWidget(self._none)
        self._kept.addWidget(self.versions)
        self._titles = tuple(Label(words, "label", "text_second") for words in (_STEPS, _VERSIONS))
        self._left = _titled(self._titles[0], self.steps)
        self._right = _titled(self._titles[1], self._kept)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(1)
        self._box.addWidget(self._left)
        self._box.addWidget(self._right, 1)
        follow_look(self)

    def show_versions(self, revisions: tuple[Revision, ...]) -> None:
        """Show the versions of the scenario, newest first."""
        self.versions.show_versions(revisions)
        self._kept.setCurrentWidget(self.versions if revisions else self._none)

    def restyle(self) -> None:
        """Take colours anew."""
        self._box.setSpacing(current_theme().line_px)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _BESIDE_FROM_PX
        for title in self._titles:
            title.setVisible(self.height() >= _TITLES_FROM_PX)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)
        self._left.setMaximumWidth(round(self.width() * _STEPS_SHARE) if is_wide else 16_777_215)
        self._left.setMinimumWidth(round(self.width() * _STEPS_SHARE) if is_wide else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line between the lists."""
        theme = current_theme()
        painter = QPainter(self)
        here = self._left.geometry()
        if self._box.direction() is QBoxLayout.Direction.LeftToRight:
            painter.fillRect(QRect(here.right() + 1, 0, theme.line_px, self.height()), theme.line_hair)
        else:
            painter.fillRect(QRect(0, here.bottom() + 1, self.width(), theme.line_px), theme.line_hair)


def _titled(title: Label, content: QWidget) -> QWidget:
    holder = QWidget()
    title.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    title.setContentsMargins(SPACE_16, SPACE_4, SPACE_16, 0)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(title)
    column.addWidget(content, 1)
    return holder
