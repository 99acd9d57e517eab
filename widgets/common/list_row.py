"""One row of a list: tile or icon, words, a note at the right; 32, 34 or 38 high."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.common.base_button import BaseButton
from widgets.common.painting import RIGHT, draw_box, draw_icon, draw_text, draw_tile, text_width
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import ICON_MEDIUM, RADIUS_OVERLAY, ROW_HEIGHT, SPACE_8, TILE_SIZE


class ListRow(BaseButton):
    """Shows a row that lights up, can be chosen and clicked; only the tile remains when it is narrow."""

    def __init__(
        self,
        words: Words,
        *,
        icon_name: str | None = None,
        category: str | None = None,
        note: Words = "",
        height_px: int = ROW_HEIGHT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, icon_name, parent)
        self._category = category
        self._note = note
        self._height_px = height_px
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.finish()

    def set_note(self, note: Words) -> None:
        """Change the note at the right."""
        self._note = note
        self.restyle()

    def sizeHint(self) -> QSize:
        """Fit words and note."""
        theme = current_theme()
        note = words_of(self._note)
        width = self._lead() + text_width(self.words, theme.font("body")) + 2 * SPACE_8
        return QSize(width + (text_width(note, theme.font("label")) + SPACE_8 if note else 0), self._height())

    def minimumSizeHint(self) -> QSize:
        """Room for the tile."""
        return QSize(TILE_SIZE + 12, self._height())

    def restyle(self) -> None:
        """Take words and sizes anew; the words are the tooltip where they are cut."""
        super().restyle()
        self._explain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Explain a row that got too narrow."""
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, tile or icon, words and note."""
        painter = QPainter(self)
        theme = current_theme()
        chosen = self.isChecked()
        line = theme.accent if chosen and theme.is_high_contrast else None
        draw_box(
            painter, self.rect(), RADIUS_OVERLAY, theme.accent_tint if chosen else self.hover_ground(), line
        )
        ink = theme.text if self.isEnabled() else theme.text_off
        middle = self.height() // 2
        narrow = self.width() < self._lead() + 24
        left = (self.width() - TILE_SIZE) // 2 if narrow else SPACE_8
        if self.icon_name and self._category:
            draw_tile(
                painter,
                QRect(left, middle - TILE_SIZE // 2, TILE_SIZE, TILE_SIZE),
                self.icon_name,
                self._category,
            )
        elif self.icon_name:
            draw_icon(
                painter,
                self.icon_name,
                ICON_MEDIUM,
                theme.text_second,
                QPoint(left + ICON_MEDIUM // 2, middle),
            )
        if narrow:
            return
        note = words_of(self._note)
        room = QRect(self._lead(), 0, self.width() - self._lead() - SPACE_8, self.height())
        if note:
            width = min(text_width(note, theme.font("label")) + 1, room.width() // 2)
            at = QRect(room.right() - width + 1, 0, width, self.height())
            draw_text(painter, at, note, theme.font("label"), theme.text_second, RIGHT)
            room.setRight(at.left() - SPACE_8)
        draw_text(painter, room, self.words, theme.font("body_strong" if chosen else "body"), ink)

    def _explain(self) -> None:
        if not self._tip:
            self.setToolTip(self.words if self.width() < self.sizeHint().width() else "")

    def _height(self) -> int:
        return current_theme().px(self._height_px)

    def _lead(self) -> int:
        if not self.icon_name:
            return SPACE_8
        return SPACE_8 + (TILE_SIZE if self._category else ICON_MEDIUM) + 9
