"""A field to search in: magnifier, clear button, the shortcut as a chip."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from runtime.wording import Wording
from widgets.common.painting import CENTRE, draw_box, draw_icon, draw_text, text_width
from widgets.common.restyle import follow_look
from widgets.common.tool_button import ToolButton
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import CONTROL_HEIGHT, CONTROL_HEIGHT_SMALL, ICON_MEDIUM, RADIUS_CHIP

_CLEAR = Wording("清除搜索文字", "Clear the search")
_LEFT = 10


class SearchField(QLineEdit):
    """Takes a search text; `textChanged` tells it, Escape clears it. The shortcut shown is not set."""

    def __init__(
        self, prompt: Words, shortcut: str = "", parent: QWidget | None = None, *, small: bool = False
    ) -> None:
        super().__init__(parent)
        self._height_px = CONTROL_HEIGHT_SMALL - 2 if small else CONTROL_HEIGHT
        self._prompt = prompt
        self._shortcut = shortcut
        self._clear = ToolButton("close", _CLEAR, side_px=24, parent=self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.clicked.connect(self.clear)
        self.textChanged.connect(self._show_clear)
        self._show_clear("")
        follow_look(self)

    def set_shortcut(self, shortcut: str) -> None:
        """Show another shortcut; it is not set."""
        self._shortcut = shortcut
        self.restyle()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        theme = current_theme()
        self.setPlaceholderText(words_of(self._prompt))
        self.setAccessibleName(words_of(self._prompt))
        self.setFixedHeight(theme.px(self._height_px))
        hint = text_width(self._shortcut, theme.font("badge")) + 12 if self._shortcut else 24
        self.setTextMargins(ICON_MEDIUM + 6, 0, max(24, hint), 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the magnifier and the shortcut over the field."""
        super().paintEvent(event)
        painter = QPainter(self)
        theme = current_theme()
        middle = self.height() // 2
        draw_icon(painter, "search", ICON_MEDIUM, theme.text_second, QPoint(_LEFT + ICON_MEDIUM // 2, middle))
        if self._shortcut and not self.text():
            font = theme.font("badge")
            width, height = max(20, text_width(self._shortcut, font) + 12), theme.px(20)
            chip = QRect(self.width() - width - 7, middle - height // 2, width, height)
            draw_box(painter, chip, RADIUS_CHIP, theme.hover)
            draw_text(painter, chip, self._shortcut, font, theme.text_second, CENTRE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the clear button at the right end."""
        super().resizeEvent(event)
        side = self._clear.sizeHint().width()
        self._clear.setGeometry(self.width() - side - 4, (self.height() - side) // 2, side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear with Escape; an empty field leaves Escape to its surroundings."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))
