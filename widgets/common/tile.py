"""The coloured tile that stands for a node type or a message element wherever it is named."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.common.painting import draw_tile
from widgets.common.restyle import follow_look
from widgets.theme.measures import TILE_SIZE


class Tile(QWidget):
    """Shows an icon on the fill of its category."""

    def __init__(
        self, icon_name: str, category: str, side_px: int = TILE_SIZE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._category = category
        self._side_px = side_px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        follow_look(self)

    def show_type(self, icon_name: str, category: str) -> None:
        """Stand for another type."""
        self._icon_name, self._category = icon_name, category
        self.update()

    def restyle(self) -> None:
        """Repaint in the colours in use."""
        self.update()

    def sizeHint(self) -> QSize:
        """A square of fixed size."""
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint fill and icon."""
        draw_tile(QPainter(self), self.rect(), self._icon_name, self._category)
