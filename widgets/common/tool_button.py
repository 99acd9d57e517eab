"""Flat icon buttons for toolbars and pane headers."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.common.base_button import BaseButton
from widgets.common.painting import draw_box, draw_icon, draw_text, text_width
from widgets.language import Words
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT_SMALL, ICON_MEDIUM, RADIUS_CONTROL


class ToolButton(BaseButton):
    """Shows an icon, words and shortcut in its tooltip; can show the words beside the icon too."""

    def __init__(
        self,
        icon_name: str,
        words: Words,
        shortcut: str = "",
        *,
        shows_words: bool = False,
        bordered: bool = False,
        side_px: int = CONTROL_HEIGHT_SMALL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, icon_name, parent)
        self._shows_words = shows_words
        self._bordered = bordered
        self._side_px = side_px
        self._action: QAction | None = None
        self.set_tip(words, shortcut)
        self.finish()

    def set_shows_words(self, shown: bool) -> None:
        """Show or hide the words beside the icon, as toolbars do when they get narrow."""
        if shown != self._shows_words:
            self._shows_words = shown
            self.restyle()

    def bind_action(self, action: QAction) -> None:
        """Trigger an action and mirror whether it is enabled and checked."""
        self._action = action
        self.clicked.connect(self._trigger)
        action.changed.connect(self._mirror)
        self._mirror()

    def sizeHint(self) -> QSize:
        """A square, or as wide as the words."""
        theme = current_theme()
        side = theme.px(self._side_px)
        if not self._shows_words:
            return QSize(side, side)
        return QSize(ICON_MEDIUM + 8 + text_width(self.words, theme.font("body")) + 22, side)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        painter = QPainter(self)
        theme = current_theme()
        ground = (
            theme.accent_tint
            if self.isChecked()
            else self.hover_ground(theme.field if self._bordered else None)
        )
        ink = theme.accent if self.isChecked() else theme.text if self.underMouse() else theme.text_second
        if self._shows_words and not self.isChecked():
            ink = theme.text
        if not self.isEnabled():
            ink = theme.text_off
        line = theme.line_control if self._bordered else theme.accent if self._marks_checked() else None
        draw_box(painter, self.rect(), RADIUS_CONTROL, theme.line_hair if self.isDown() else ground, line)
        middle = self.height() // 2
        if not self._shows_words:
            draw_icon(painter, str(self.icon_name), ICON_MEDIUM, ink, QPoint(self.width() // 2, middle))
            return
        draw_icon(painter, str(self.icon_name), ICON_MEDIUM, ink, QPoint(11 + ICON_MEDIUM // 2, middle))
        rect = QRect(11 + ICON_MEDIUM + 8, 0, self.width(), self.height())
        draw_text(painter, rect, self.words, theme.font("body"), ink)

    def _marks_checked(self) -> bool:
        return self.isChecked() and current_theme().is_high_contrast

    def _trigger(self) -> None:
        if self._action is not None:
            self._action.trigger()

    def _mirror(self) -> None:
        if self._action is not None:
            if self._shortcut != self._action.shortcut():
                self.set_tip(self._tip, self._action.shortcut())
            self.setEnabled(self._action.isEnabled())
            self.setCheckable(self._action.isCheckable())
            self.setChecked(self._action.isChecked())
