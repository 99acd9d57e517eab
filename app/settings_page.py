"""The area 设置: language, colours, text size, motion, and what the runtime goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.settings import THEMES, Settings
from app.shortcuts.shortcuts import Shortcuts
from app.views import Views
from runtime.wording import Language, Wording
from widgets.common import Button, Choice, Segment, Switch, follow_look
from widgets.common.elided_label import Label
from widgets.common.painting import draw_box
from widgets.theme import current_theme
from widgets.theme.measures import (
    GROUP_GAP,
    LABEL_GAP,
    RADIUS_CARD,
    SPACE_8,
    SPACE_24,
    TEXT_SCALES,
)

if TYPE_CHECKING:
    from app.campaigns.desk import Link
    from app.runtime_settings.section import RuntimeSettings

_TITLE = Wording("设置", "Settings")
_LANGUAGE = Wording("界面语言", "Language of the program")
_LANGUAGE_HELP = Wording(
    "只改程序自己的文字，消息内容不变。", "Only the program's own words; messages stay as they are."
)
_THEME = Wording("外观", "Appearance")
_THEME_WORDS = {
    "system": Wording("跟随系统", "As the system"),
    "light": Wording("浅色", "Light"),
    "dark": Wording("深色", "Dark"),
    "high_contrast": Wording("高对比度", "High contrast"),
}
_SCALE = Wording("文字大小", "Text size")
_MOTION = Wording("减少动态效果", "Reduce motion")
_MOTION_HELP = Wording(
    "画面直接到位，不滑动、不淡入。", "Things are where they go at once; nothing slides or fades."
)
_KEYS = Wording("快捷键", "Keys")
_CHANGE_KEYS = Wording("修改快捷键…", "Change the keys…")
_KEYS_HELP = Wording(
    "也可以导出给别人、导入别人的，或全部恢复。", "They can also be exported, imported and reset."
)
_CARD_WIDTH = 560
_AT_LEFT, _ACROSS = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag(0)


class _Card(QFrame):
    """A panel with a hairline around it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        draw_box(QPainter(self), self.rect(), RADIUS_CARD, theme.panel, theme.line_hair)


class SettingsPage(QWidget):
    """Every choice takes effect at once and is kept."""

    def __init__(
        self,
        settings: Settings,
        views: Views,
        shortcuts: Shortcuts,
        link: Link,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self.runtime: RuntimeSettings | None = None
        """Made when the page is first seen."""
        self.keys = Button(_CHANGE_KEYS, icon_name="keyboard")
        self.keys.clicked.connect(shortcuts.change_keys)
        self._settings = settings
        self._views = views
        self.language = Segment(
            (Choice("zh", Wording("中文", "中文")), Choice("en", Wording("English", "English"))), _LANGUAGE
        )
        self.theme = Segment([Choice(key, _THEME_WORDS[key]) for key in THEMES], _THEME)
        self.scale = Segment([Choice(str(each), f"{each} %") for each in TEXT_SCALES], _SCALE)
        self.motion = Switch(_MOTION)
        self._build()
        self.show_choices()
        self.language.changed.connect(self._speak)
        self.theme.changed.connect(self._colour)
        self.scale.changed.connect(self._scale)
        self.motion.toggled.connect(self._move)
        views.changed.connect(self.show_choices)
        follow_look(self)

    def show_choices(self) -> None:
        """Show what is chosen now."""
        self.language.set_value(str(self._settings.language))
        self.theme.set_value(self._settings.theme)
        self.scale.set_value(str(self._settings.text_scale))
        if self.motion.isChecked() != self._settings.reduced_motion:
            self.motion.setChecked(self._settings.reduced_motion)

    def restyle(self) -> None:
        """Take colours anew."""
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the runtime's part too, from the first time on."""
        super().showEvent(event)
        if self.runtime is None:
            from app.runtime_settings.section import RuntimeSettings

            self.runtime = RuntimeSettings(self._link)
            self.runtime.setFixedWidth(_CARD_WIDTH)
            self._column.insertWidget(self._column.count() - 1, self.runtime, 0, _AT_LEFT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), current_theme().window)

    def _build(self) -> None:
        card = _Card()
        card.setFixedWidth(_CARD_WIDTH)
        rows = QVBoxLayout(card)
        rows.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        rows.setSpacing(LABEL_GAP)
        for label, widget, help_words in (
            (_LANGUAGE, self.language, _LANGUAGE_HELP),
            (_THEME, self.theme, None),
            (_SCALE, self.scale, None),
            (None, self.motion, _MOTION_HELP),
            (_KEYS, self.keys, _KEYS_HELP),
        ):
            if rows.count():
                rows.addSpacing(GROUP_GAP)
            if label is not None:
                rows.addWidget(Label(label, "label", "text_second"))
            rows.addWidget(widget, 0, _AT_LEFT if widget is self.keys else _ACROSS)
            if help_words is not None:
                rows.addWidget(Label(help_words, "label", "text_second", wraps=True))
        page = QWidget()
        column = self._column = QVBoxLayout(page)
        column.setContentsMargins(SPACE_24, SPACE_24, SPACE_24, SPACE_24)
        column.addWidget(Label(_TITLE, "area_title"))
        column.addSpacing(SPACE_8)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(SPACE_8)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        scroll.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _speak(self, key: str) -> None:
        self._views.speak(Language(key))

    def _colour(self, key: str) -> None:
        self._views.use_theme(next(choice for choice in THEMES if choice == key))

    def _scale(self, key: str) -> None:
        self._settings.text_scale = int(key)
        self._settings.dress()

    def _move(self, reduced: bool) -> None:
        self._settings.reduced_motion = reduced
        self._settings.dress()
