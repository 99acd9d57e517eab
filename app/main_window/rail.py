"""The activity rail at the left edge: the areas of the program."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.areas.registry import BUSINESS_AREAS
from resources.files import resource_path
from runtime.wording import Wording
from widgets.common import RailButton, follow_look
from widgets.theme import current_theme
from widgets.theme.measures import RAIL_WIDTH, SPACE_4, SPACE_8

AREAS = {
    "library": ("library", Wording("场景库", "Library")),
    "editing": ("edit", Wording("编辑", "Edit")),
    **{spec.key: (spec.icon, spec.words) for spec in BUSINESS_AREAS},
    "tour": ("guide", Wording("引导", "Tour")),
    "settings": ("settings", Wording("设置", "Settings")),
}
"""Area → icon and word; the last two stand at the bottom."""
_SHORT = {spec.key: spec.short for spec in BUSINESS_AREAS}

_MARK_PX = 32


class _Emblem(QWidget):
    """The program's own sign."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawing = QSvgRenderer(str(resource_path("app_icon.svg")), self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_MARK_PX, _MARK_PX + SPACE_8)

    def paintEvent(self, event: QPaintEvent) -> None:
        corner = QPointF((self.width() - _MARK_PX) / 2, 0)
        self._drawing.render(QPainter(self), QRectF(corner.x(), corner.y(), _MARK_PX, _MARK_PX))


class Rail(QWidget):
    """Lets the person go from area to area."""

    chosen = Signal(str)
    """The key of the area."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_8, 0, SPACE_8)
        column.setSpacing(2)
        column.addWidget(_Emblem(self))
        for key, (icon_name, words) in AREAS.items():
            if key == "tour":
                column.addStretch(1)
            button = RailButton(icon_name, words, self, short=_SHORT.get(key))
            button.setProperty("area", key)
            button.clicked.connect(self._tell)
            self._buttons[key] = button
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(SPACE_4)
        self.set_width(RAIL_WIDTH)
        follow_look(self)

    def set_width(self, width_px: int) -> None:
        """56 px, or 48 in small windows."""
        self.setFixedWidth(width_px)

    def set_current(self, area: str) -> None:
        """Mark an area as the one on screen."""
        for key, button in self._buttons.items():
            button.setChecked(key == area)

    def set_possible(self, area: str, possible: bool) -> None:
        """Let an area be chosen or not."""
        self._buttons[area].setEnabled(possible)

    def show_count(self, area: str, count: int) -> None:
        """Show how much waits in an area; 0 shows nothing."""
        self._buttons[area].set_count(count)

    def button(self, area: str) -> RailButton:
        """The button of an area."""
        return self._buttons[area]

    def restyle(self) -> None:
        """Take colours anew."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline at the right."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.window)
        px = theme.line_px
        painter.fillRect(QRect(self.width() - px, 0, px, self.height()), theme.line_hair)

    def _tell(self) -> None:
        button = self.sender()
        area = str(button.property("area"))
        self.set_current(area)
        self.chosen.emit(area)
