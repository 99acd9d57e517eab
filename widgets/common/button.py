"""Buttons with words: primary, normal, plain, link and danger."""

from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from widgets.common.base_button import BaseButton
from widgets.common.painting import LEFT, draw_box, draw_icon, draw_text, mixed, text_width
from widgets.language import Words
from widgets.theme import FontRole, current_theme
from widgets.theme.measures import CONTROL_HEIGHT, CONTROL_HEIGHT_SMALL, ICON_MEDIUM, RADIUS_CONTROL, SPACE_8


class ButtonKind(StrEnum):
    """Says how loud a button is; there is one primary button in a window or sheet."""

    PRIMARY = "primary"
    NORMAL = "normal"
    PLAIN = "plain"
    """Words alone that light up: the way out beside a normal button."""
    LINK = "link"
    DANGER = "danger"
    """Removes for good; carries verb and object."""


class Button(BaseButton):
    """Shows words, with an icon before them when given; 32 px high, 28 when small."""

    def __init__(
        self,
        words: Words,
        kind: ButtonKind = ButtonKind.NORMAL,
        *,
        icon_name: str | None = None,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, icon_name, parent)
        self._kind = kind
        self._small = small
        self.finish()

    def sizeHint(self) -> QSize:
        """Fit words and icon."""
        theme = current_theme()
        height = theme.px(CONTROL_HEIGHT_SMALL if self._small else CONTROL_HEIGHT)
        width = text_width(self.words, theme.font(self._role())) + 2 * self._padding()
        return QSize(width + (ICON_MEDIUM + SPACE_8 if self.icon_name else 0), height)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        painter = QPainter(self)
        theme = current_theme()
        ground, line, ink = self._colours()
        draw_box(painter, self.rect(), RADIUS_CONTROL, ground, line)
        font = theme.font(self._role())
        words = text_width(self.words, font)
        left = (self.width() - words - (ICON_MEDIUM + SPACE_8 if self.icon_name else 0)) // 2
        if self.icon_name:
            draw_icon(
                painter, self.icon_name, ICON_MEDIUM, ink, QPoint(left + ICON_MEDIUM // 2, self.height() // 2)
            )
            left += ICON_MEDIUM + SPACE_8
        draw_text(painter, QRect(left, 0, words + 2, self.height()), self.words, font, ink, LEFT)

    def _role(self) -> FontRole:
        return "body_strong" if self._kind in {ButtonKind.PRIMARY, ButtonKind.DANGER} else "body"

    def _padding(self) -> int:
        return {ButtonKind.LINK: 8, ButtonKind.PLAIN: 12}.get(self._kind, 10 if self._small else 14)

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        theme = current_theme()
        lit = 0.16 if self.isDown() else 0.08 * self._fade.value
        filled = {
            ButtonKind.PRIMARY: (theme.accent_fill, theme.on_accent),
            ButtonKind.DANGER: (theme.error, theme.panel),
        }
        if not self.isEnabled():
            quiet = theme.line_edge if self._kind is ButtonKind.NORMAL else None
            return (theme.hover if self._kind in filled else None), quiet, theme.text_off
        if self._kind in filled:
            fill, ink = filled[self._kind]
            return mixed(fill, theme.text, lit), None, ink
        if self._kind is ButtonKind.NORMAL:
            ground = mixed(self.hover_ground(theme.field), theme.text, lit if self.isDown() else 0)
            return ground, theme.line_control, theme.text
        ink = theme.accent if self._kind is ButtonKind.LINK else theme.text
        return self.hover_ground(), None, ink
