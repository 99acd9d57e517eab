"""The values of a play-through's variables, as a small table."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from runtime.flow.values import Value, as_text
from runtime.flow.variable import Variable
from runtime.wording import Wording
from widgets.common import follow_look
from widgets.common.painting import draw_text
from widgets.language import tr
from widgets.theme import current_theme
from widgets.theme.measures import PANE_PADDING, SPACE_8

_ROW_PX = 24
_ROWS_MAX = 8
_NONE = Wording("这个场景没有变量", "This scenario has no variables")
_UNSET = "—"


class VariableValues(QWidget):
    """Lists every declared variable with its present value; a dash where it has none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_look(self)

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """Name and value of every row."""
        return self._rows

    def show_values(self, variables: tuple[Variable, ...], values: Mapping[str, Value]) -> None:
        """Show these values."""
        self._rows = tuple(
            (
                variable.name,
                as_text(values[variable.name]) if values.get(variable.name) is not None else _UNSET,
            )
            for variable in variables
        )
        self.setAccessibleName("，".join(f"{name} {value}" for name, value in self._rows))
        self.updateGeometry()
        self.update()

    def restyle(self) -> None:
        """Take sizes anew."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = min(max(len(self._rows), 1), _ROWS_MAX)
        return QSize(240, rows * current_theme().px(_ROW_PX) + 2 * SPACE_8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows on a panel of their own."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.panel)
        painter.fillRect(QRect(0, 0, self.width(), theme.line_px), theme.line_hair)
        height = theme.px(_ROW_PX)
        rows = self._rows or ((tr(_NONE), ""),)
        middle = self.width() * 2 // 5
        for index, (name, value) in enumerate(rows[:_ROWS_MAX]):
            top = SPACE_8 + index * height
            room = self.width() - PANE_PADDING if not value else middle
            draw_text(
                painter,
                QRect(PANE_PADDING, top, room - PANE_PADDING, height),
                name,
                theme.font("label"),
                theme.text_second,
            )
            at = QRect(middle + SPACE_8, top, self.width() - middle - SPACE_8 - PANE_PADDING, height)
            draw_text(painter, at, value, theme.font("label"), theme.text)
