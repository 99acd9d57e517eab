"""The toolbar: history, the scenario's name and state, search, and what is tried next."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.actions import action
from app.main_window.menus import Menus
from runtime.wording import Wording
from widgets.common import (
    Badge,
    BadgeState,
    Button,
    ButtonKind,
    ElidedLabel,
    SearchField,
    ToolButton,
    follow_look,
)
from widgets.language import Words
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT, SPACE_4, SPACE_8, SPACE_12, SPACE_16, TOOLBAR_HEIGHT

SEARCH_WIDTH = 300
_STOP = Wording("结束试玩", "Stop playing")
_TRY_SHORT = Wording("试发", "Try")
_DRAFT = Wording("草稿", "Draft")
_CHANGED = Wording("草稿 · 有修改", "Draft · changed")


class Toolbar(QWidget):
    """Shows what is open and offers what is done most; words give way to icons when it is narrow."""

    search_clicked = Signal()

    def __init__(self, menus: Menus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shows_words = True
        self._is_playing = False
        self.undo = _tool(menus, "undo", self)
        self.redo = _tool(menus, "redo", self)
        self.name = ElidedLabel("", "section_title", parent=self)
        self.badge = Badge(_DRAFT, parent=self)
        self.version = Badge("", BadgeState.OK, parent=self)
        self.version.setVisible(False)
        self.search = SearchField(action("search").words, "Ctrl K", self)
        self.search_button = _tool(menus, "search", self)
        self.try_button = Button(action("try_network").words, icon_name="device", parent=self)
        self.play_button = Button(action("play").words, ButtonKind.PRIMARY, icon_name="play", parent=self)
        self.try_button.clicked.connect(menus["try_network"].trigger)
        self.play_button.clicked.connect(menus["play"].trigger)
        self._menus = menus
        menus["play"].changed.connect(self._mirror)
        menus["try_network"].changed.connect(self._mirror)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_12, 0, SPACE_12, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addSpacing(SPACE_16)
        row.addWidget(self.name)
        row.addSpacing(SPACE_4)
        row.addWidget(self.badge)
        row.addWidget(self.version)
        row.addStretch(1)
        row.addWidget(self.try_button)
        row.addWidget(self.play_button)
        follow_look(self)

    def show_document(self, name: Words, is_dirty: bool) -> None:
        """Say what is open and whether it differs from its file."""
        self.name.set_words(name)
        self.badge.show_state(_CHANGED if is_dirty else _DRAFT, BadgeState.NEUTRAL)

    def show_version(self, version: int) -> None:
        """Say which version is on the simulated network; 0 says nothing."""
        self.version.setVisible(version > 0)
        self.version.show_state(
            Wording(f"模拟网络上 v{version}", f"v{version} on the simulated network"), BadgeState.OK
        )

    def show_playing(self, is_playing: bool) -> None:
        """Offer to stop a play-through, or to begin one."""
        if is_playing != self._is_playing:
            self._is_playing = is_playing
            self._say()

    def set_shows_words(self, shown: bool) -> None:
        """Show words, or only what fits in a narrow window."""
        if shown != self._shows_words:
            self._shows_words = shown
            self._say()
            self._place_search()

    def restyle(self) -> None:
        """Take sizes anew."""
        self.setFixedHeight(current_theme().px(TOOLBAR_HEIGHT))
        self._say()
        self._place_search()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the search in the middle of the window."""
        super().resizeEvent(event)
        self._place_search()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the line between history and name, and the hairline below."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        px = theme.line_px
        painter.fillRect(QRect(0, self.height() - px, self.width(), px), theme.line_hair)
        left = self.redo.geometry().right() + SPACE_12
        painter.fillRect(QRect(left, (self.height() - 20) // 2, px, 20), theme.line_edge)

    def _say(self) -> None:
        self.try_button.set_words(action("try_network").words if self._shows_words else _TRY_SHORT)
        self.try_button.set_tip(action("try_network").words, action("try_network").shortcut)
        self.play_button.set_words(_STOP if self._is_playing else action("play").words)
        self.play_button.set_icon_name("pause" if self._is_playing else "play")
        self.play_button.set_tip(self.play_button.words, action("play").shortcut)

    def _mirror(self) -> None:
        self.play_button.setEnabled(self._menus["play"].isEnabled())
        self.try_button.setEnabled(self._menus["try_network"].isEnabled())

    def _place_search(self) -> None:
        theme = current_theme()
        height = theme.px(CONTROL_HEIGHT)
        top = (self.height() - height) // 2
        left = (self.width() - SEARCH_WIDTH) // 2
        begin = self.version.geometry().right() if self.version.isVisible() else self.badge.geometry().right()
        room = self._shows_words and left > begin + SPACE_16
        room = room and left + SEARCH_WIDTH < self.try_button.geometry().left() - SPACE_16
        self.search.setVisible(room)
        self.search_button.setVisible(not room)
        self.search.setGeometry(left, top, SEARCH_WIDTH, height)
        side = self.search_button.sizeHint().height()
        self.search_button.setGeometry(
            max(self.width() // 2, begin + SPACE_8), (self.height() - side) // 2, side, side
        )


def _tool(menus: Menus, action_id: str, parent: QWidget) -> ToolButton:
    spec = action(action_id)
    button = ToolButton(spec.icon, spec.words, spec.shortcut, side_px=CONTROL_HEIGHT, parent=parent)
    button.bind_action(menus[action_id])
    return button
