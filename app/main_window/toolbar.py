"""The toolbar: history, the scenario's name and state, search, and what is tried next."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.actions import action
from app.main_window.menus import Menus
from app.publishing.online import Online
from app.publishing.words import people
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
from widgets.language import Words, tr
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT, SPACE_4, SPACE_8, SPACE_12, SPACE_16, TOOLBAR_HEIGHT

SEARCH_WIDTH = 300
_STOP = Wording("结束试玩", "Stop playing")
_TRY_SHORT = Wording("试发", "Try")
_PUBLISH = Wording("发布…", "Publish…")
_DRAFT = Wording("草稿", "Draft")
_DRAFT_OF = Wording("草稿 v{version}", "Draft v{version}")
_UNSAVED = Wording("有修改没有存进文件", "Changes that are in no file yet")
_ONLINE = Wording("线上 v{version} · {people}等待中", "v{version} online · {people} waiting")
_ONLINE_CALM = Wording("线上 v{version}", "v{version} online")
_OFFLINE = Wording("已下线 · {people}等待中", "Offline · {people} waiting")
_OFFLINE_CALM = Wording("已下线", "Offline")
_UNKNOWN = Wording("线上 —", "Online —")
_NOT_ASKED = Wording(
    "运行服务没有运行，不知道线上是哪一版", "The runtime service does not run: what is online is not known"
)
_SAME_TIP = Wording(
    "草稿和线上 v{version} 一样，没有可发布的", "The draft is what v{version} is: nothing to publish"
)


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
        self.search = SearchField(action("search").words, "", self)
        self.search.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click and Ctrl+K open the palette
        self.search_button = _tool(menus, "search", self)
        self.try_button = Button(action("try_network").words, icon_name="device", parent=self)
        self.play_button = Button(action("play").words, icon_name="play", parent=self)
        self.publish_button = Button(_PUBLISH, ButtonKind.PRIMARY, parent=self)
        self.compare_button = Button(
            action("compare_online").words, ButtonKind.PLAIN, icon_name="compare", parent=self
        )
        self.compare_icon = _tool(menus, "compare_online", self)
        self._buttons = {
            "try_network": self.try_button,
            "play": self.play_button,
            "publish": self.publish_button,
            "compare_online": self.compare_button,
        }
        self._menus = menus
        for action_id, button in self._buttons.items():
            button.clicked.connect(menus[action_id].trigger)
            menus[action_id].changed.connect(self._mirror)
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
        row.addWidget(self.compare_button)
        row.addWidget(self.compare_icon)
        row.addWidget(self.try_button)
        row.addWidget(self.play_button)
        row.addWidget(self.publish_button)
        follow_look(self)

    def show_document(self, name: Words, is_dirty: bool) -> None:
        """Say what is open and whether it differs from its file."""
        self.name.set_words(name)
        self.badge.setToolTip(tr(_UNSAVED) if is_dirty else "")

    def show_versions(self, draft: int | None, online: Online | None, *, is_same: bool) -> None:
        """Say which number the draft would get, what is online, and how many wait; None is not known."""
        words = _DRAFT if draft is None else _DRAFT_OF.format(version=draft)
        self.badge.show_state(words, BadgeState.NEUTRAL)
        self.badge.setVisible(not is_same)
        if online is None:
            self.version.show_state(_UNKNOWN, BadgeState.NEUTRAL)
        elif online.version is not None:
            said = _ONLINE if online.waiting else _ONLINE_CALM
            waiting = people(online.waiting)
            self.version.show_state(said.format(version=online.version, people=waiting), BadgeState.OK)
        else:
            said = _OFFLINE if online.waiting else _OFFLINE_CALM
            self.version.show_state(said.format(people=people(online.waiting)), BadgeState.NEUTRAL)
        self.version.setToolTip(tr(_NOT_ASKED) if online is None else "")
        self.version.setVisible(online is None or online.newest > 0)
        tip = _SAME_TIP.format(version=draft or "") if is_same else action("publish").words
        self.publish_button.set_tip(tip, "" if is_same else self._menus["publish"].shortcut())
        self._place_search()

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
        keys = self._menus["search"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.search.set_shortcut(keys.replace("+", " "))
        self.try_button.set_words(action("try_network").words if self._shows_words else _TRY_SHORT)
        self.try_button.set_tip(action("try_network").words, self._menus["try_network"].shortcut())
        self.play_button.set_words(_STOP if self._is_playing else action("play").words)
        self.play_button.set_icon_name("pause" if self._is_playing else "play")
        self.play_button.set_tip(self.play_button.words, self._menus["play"].shortcut())
        self.compare_button.setVisible(self._shows_words)
        self.compare_icon.setVisible(not self._shows_words)
        self.compare_button.set_tip(action("compare_online").words, self._menus["compare_online"].shortcut())

    def _mirror(self) -> None:
        for action_id, button in self._buttons.items():
            button.setEnabled(self._menus[action_id].isEnabled())

    def _place_search(self) -> None:
        theme = current_theme()
        height = theme.px(CONTROL_HEIGHT)
        top = (self.height() - height) // 2
        width = theme.px(SEARCH_WIDTH)
        left = (self.width() - width) // 2
        begin = self.version.geometry().right() if self.version.isVisible() else self.badge.geometry().right()
        room = self._shows_words and left > begin + SPACE_16
        first = self.compare_button if self._shows_words else self.compare_icon
        room = room and left + width < first.geometry().left() - SPACE_16
        self.search.setVisible(room)
        self.search_button.setVisible(not room)
        self.search.setGeometry(left, top, width, height)
        side = self.search_button.sizeHint().height()
        self.search_button.setGeometry(
            max(self.width() // 2, begin + SPACE_8), (self.height() - side) // 2, side, side
        )


def _tool(menus: Menus, action_id: str, parent: QWidget) -> ToolButton:
    spec = action(action_id)
    button = ToolButton(spec.icon, spec.words, spec.shortcut, side_px=CONTROL_HEIGHT, parent=parent)
    button.bind_action(menus[action_id])
    return button
