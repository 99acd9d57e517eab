"""The bar over the area: where one is, what state it is in, and what can be done now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.campaigns.words import NEW, STATE_BADGES, STATE_ICONS, TITLE, said
from runtime.wording import Wording
from widgets.common import Badge, BadgeState, Button, ButtonKind, ElidedLabel, Label, ToolButton, follow_look
from widgets.form.line_edit import LineEdit
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_8, SPACE_16

_HEIGHT_PX: Final = 56
_BACK: Final = Wording("回到活动列表", "Back to all campaigns")
_KEEP: Final = Wording("存为草稿", "Keep as draft")
_SETTINGS: Final = Wording("确认与价格", "Confirming and prices")
_NEW_NAME: Final = Wording("新活动", "New campaign")
_COUNT: Final = Wording("人数", "Number of people")
_DEEDS: Final[Mapping[str, Wording]] = {
    "pause": Wording("暂停", "Pause"),
    "resume": Wording("继续", "Resume"),
    "cancel": Wording("取消活动", "Cancel campaign"),
    "go_on": Wording("发给剩下的人", "Send to the rest"),
    "remove": Wording("删除草稿", "Delete draft"),
}
_ALLOWED: Final[Mapping[str, tuple[str, ...]]] = {
    "draft": ("remove",),
    "scheduled": ("pause", "cancel"),
    "running": ("pause", "cancel"),
    "paused": ("resume", "cancel"),
    "cancelled": ("go_on",),
}


class CampaignHeader(QWidget):
    """Shows one state of the area at a time; deeds are told by their names."""

    new_wanted = Signal()
    back_wanted = Signal()
    keep_wanted = Signal()
    settings_wanted = Signal(bool)
    """Show what holds for all campaigns, or hide it."""
    deed_wanted = Signal(str, object)
    """pause, resume, cancel, go_on or remove, and the number of people that was typed, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = ToolButton("back", _BACK)
        self.title = Label(TITLE, "area_title")
        self.name = ElidedLabel("", "body", "text_second")
        self.badge = Badge("", BadgeState.NEUTRAL)
        self.count = LineEdit()
        self.count.setValidator(QIntValidator(0, 100_000_000, self))
        self.count.setFixedWidth(110)
        self.new = Button(NEW, ButtonKind.PRIMARY, icon_name="plus")
        self.settings = Button(_SETTINGS, icon_name="sliders")
        self.settings.setCheckable(True)
        self.keep = Button(_KEEP)
        self.deeds = {
            name: Button(words, ButtonKind.PRIMARY if name in ("resume", "go_on") else ButtonKind.NORMAL)
            for name, words in _DEEDS.items()
        }
        self.problem = Label("", "body", "error", wraps=True)
        self._build()
        self._connect()
        follow_look(self)

    def show_list(self) -> None:
        """Over the list."""
        self._show(name="", badge=None, deeds=(), is_list=True)

    def show_draft(self, campaign: Mapping[str, Any] | None) -> None:
        """Over the form; None is a campaign that was never kept."""
        name = _NEW_NAME if campaign is None else str(campaign["name"])
        deeds = () if campaign is None else _ALLOWED["draft"]
        self._show(name=name, badge=campaign, deeds=deeds, is_draft=True)

    def show_campaign(self, campaign: Mapping[str, Any]) -> None:
        """Over one that is under way or over."""
        self._show(name=str(campaign["name"]), badge=campaign, deeds=_ALLOWED.get(campaign["state"], ()))
        grew = campaign["state"] == "paused" and campaign["why"] == "grown"
        self.count.setVisible(grew)
        if grew:
            self.count.setPlaceholderText(f"{campaign['planned']}")

    def show_problem(self, words: Wording, *, needs_count: bool = False) -> None:
        """Say why something was not done."""
        self.problem.set_words(words)
        self.problem.show()
        self.count.setVisible(needs_count)

    def restyle(self) -> None:
        """Take sizes and colours anew."""
        self._bar.setFixedHeight(current_theme().px(_HEIGHT_PX))
        self.count.setAccessibleName(tr(_COUNT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line below."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(0, self.height() - theme.line_px, self.width(), theme.line_px, theme.line_hair)

    def _show(
        self,
        *,
        name: Wording | str,
        badge: Mapping[str, Any] | None,
        deeds: tuple[str, ...],
        is_list: bool = False,
        is_draft: bool = False,
    ) -> None:
        self.problem.hide()
        self.count.hide()
        self.back.setVisible(not is_list)
        self.new.setVisible(is_list)
        self.settings.setVisible(is_list)
        self.keep.setVisible(is_draft)
        self.name.set_words(Wording("", "") if is_list else name)
        self.badge.setVisible(badge is not None)
        if badge is not None:
            state = badge["state"]
            self.badge.show_state(said(badge["state_words"]), STATE_BADGES[state], STATE_ICONS[state])
        for key, button in self.deeds.items():
            button.setVisible(key in deeds)

    def _build(self) -> None:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(SPACE_16, 0, SPACE_16, 0)
        row.setSpacing(SPACE_8)
        row.addWidget(self.back)
        row.addWidget(self.title)
        row.addWidget(self.name, 1)
        row.addWidget(self.badge)
        row.addWidget(self.count)
        for name in ("remove", "cancel", "pause", "resume", "go_on"):
            row.addWidget(self.deeds[name])
        row.addWidget(self.keep)
        row.addWidget(self.settings)
        row.addWidget(self.new)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._bar)
        self.problem.setContentsMargins(SPACE_16, 0, SPACE_16, SPACE_8)
        outer.addWidget(self.problem)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.new.clicked.connect(self.new_wanted)
        self.keep.clicked.connect(self.keep_wanted)
        self.settings.toggled.connect(self.settings_wanted)
        for button in self.deeds.values():
            button.clicked.connect(self._deed)

    def _deed(self) -> None:
        pressed = self.sender()
        name = next(key for key, button in self.deeds.items() if button is pressed)
        typed = self.count.text().strip()
        count = int(typed) if name == "resume" and not self.count.isHidden() and typed else None
        self.deed_wanted.emit(name, count)
