"""The counter at the end of a label line; where there is no room for the unit, the figures alone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.common import follow_look
from widgets.common.painting import RIGHT, draw_text, text_width
from widgets.language import Words, words_of
from widgets.theme import current_theme

_SPARE_PX = 1


class CounterLabel(QWidget):
    """Shows the longest of several ways to say the same that fits; the whole is in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms: tuple[Words, ...] = ("",)
        self._detail: Words = ""
        self._colour = "text_second"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        follow_look(self)

    @property
    def forms(self) -> tuple[str, ...]:
        """The ways to say it in the language in use, the longest first."""
        return tuple(words_of(form) for form in self._forms)

    def text(self) -> str:
        """Give what shows now."""
        fitting = (form for form in self.forms if self._width_of(form) <= self.width())
        return next(fitting, self.forms[-1])

    def set_forms(self, forms: Sequence[Words], colour: str = "text_second", detail: Words = "") -> None:
        """Say something else, in ways that grow shorter; the last one is never cut.

        *detail* says more in the tooltip.
        """
        self._forms = tuple(forms)
        self._detail = detail
        self._colour = colour
        self.restyle()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        self.setAccessibleName(self.forms[0])
        self.setToolTip(words_of(self._detail) or (self.forms[0] if len(self._forms) > 1 else ""))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit the longest way."""
        return QSize(self._width_of(self.forms[0]), current_theme().line_height("label"))

    def minimumSizeHint(self) -> QSize:
        """Fit the shortest way."""
        return QSize(self._width_of(self.forms[-1]), current_theme().line_height("label"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint at the right end."""
        theme = current_theme()
        ink = getattr(theme, self._colour)
        draw_text(QPainter(self), self.rect(), self.text(), theme.font("label"), ink, RIGHT)

    @staticmethod
    def _width_of(form: str) -> int:
        return text_width(form, current_theme().font("label")) + _SPARE_PX
