"""A bar of shares that add up to a whole, with the figures of each below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.common import follow_look
from widgets.common.painting import draw_box, draw_text, text_width
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import RADIUS_CHIP, SPACE_4, SPACE_8, SPACE_16

_BAR_PX: Final = 14
_MARK_PX: Final = 8
_GAP_PX: Final = 2
_LEAST_PX: Final = 3
"""Anything above nothing shows at least so wide."""


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the whole: what it is called, how many, and the colour token or category that marks it."""

    words: Words
    count: int
    colour: str


def mark_colour(name: str) -> QColor:
    """The colour of a theme token, or the fill of a node category named `category.NAME`."""
    theme = current_theme()
    if name.startswith("category."):
        return theme.category(name.removeprefix("category.")).fill
    colour: QColor = getattr(theme, name)
    return colour


class ShareBar(QWidget):
    """Paints shares side by side and says each below with its number; shares of nothing are only said."""

    def __init__(self, name: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._shares: tuple[Share, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_look(self)

    @property
    def shares(self) -> tuple[Share, ...]:
        """What is shown."""
        return self._shares

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show other shares."""
        self._shares = tuple(shares)
        self.restyle()

    def restyle(self) -> None:
        """Take words and sizes anew."""
        said = ", ".join(f"{words_of(one.words)} {one.count:,}" for one in self._shares)
        self.setAccessibleName(f"{words_of(self._name)}: {said}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The bar and as many rows of figures as the width needs."""
        theme = current_theme()
        rows = max(1, len(self._rows(max(self.width(), 1))))
        row = theme.line_height("label") + theme.line_height("section_title")
        return QSize(200, _BAR_PX + rows * (row + SPACE_8) + SPACE_8)

    def minimumSizeHint(self) -> QSize:
        """The same height; the width is free."""
        return self.sizeHint()

    def resizeEvent(self, event: object) -> None:
        """Ask for the height that the new width needs."""
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, then marks, words and numbers."""
        painter = QPainter(self)
        self._paint_bar(painter)
        theme = current_theme()
        label, figure = theme.line_height("label"), theme.line_height("section_title")
        top = _BAR_PX + SPACE_8
        for row in self._rows(self.width()):
            for left, width, share in row:
                mark = QRect(left, top + (label - _MARK_PX) // 2, _MARK_PX, _MARK_PX)
                draw_box(painter, mark, 2, mark_colour(share.colour))
                words = QRect(left + _MARK_PX + 6, top, width - _MARK_PX - 6, label)
                draw_text(painter, words, words_of(share.words), theme.font("label"), theme.text_second)
                number = QRect(left, top + label, width, figure)
                draw_text(painter, number, f"{share.count:,}", theme.font("section_title"), theme.text)
            top += label + figure + SPACE_8

    def _paint_bar(self, painter: QPainter) -> None:
        theme = current_theme()
        whole = sum(one.count for one in self._shares)
        draw_box(painter, QRect(0, 0, self.width(), _BAR_PX), RADIUS_CHIP, theme.hover)
        shown = [one for one in self._shares if one.count]
        if not whole:
            return
        room = self.width() - _GAP_PX * (len(shown) - 1)
        widths = [max(_LEAST_PX, round(room * one.count / whole)) for one in shown]
        widths[widths.index(max(widths))] += room - sum(widths)
        left = 0
        for share, width in zip(shown, widths, strict=True):
            draw_box(painter, QRect(left, 0, width, _BAR_PX), RADIUS_CHIP, mark_colour(share.colour))
            left += width + _GAP_PX

    def _rows(self, width: int) -> list[list[tuple[int, int, Share]]]:
        """Rows of (left, width, share), as many in each as there is room for."""
        theme = current_theme()
        rows: list[list[tuple[int, int, Share]]] = []
        left = width
        for share in self._shares:
            words = text_width(words_of(share.words), theme.font("label")) + _MARK_PX + 6
            number = text_width(f"{share.count:,}", theme.font("section_title"))
            needed = max(words, number) + SPACE_16 + SPACE_4
            if left + needed > width or not rows:
                rows.append([])
                left = 0
            rows[-1].append((left, needed - SPACE_4, share))
            left += needed
        return rows


def paint_meter(painter: QPainter, rect: QRect, share: float, colour: QColor) -> None:
    """Paint how far something is, 0 to 1, as a thin bar in a row of a table."""
    theme = current_theme()
    track = QRect(rect.left(), rect.center().y() - 3, rect.width(), 6)
    draw_box(painter, track, 3, theme.hover, theme.line_hair if theme.is_high_contrast else None)
    if share > 0:
        track.setWidth(max(_LEAST_PX, round(rect.width() * min(1.0, share))))
        draw_box(painter, track.translated(QPoint(0, 0)), 3, colour)
