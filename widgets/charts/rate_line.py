"""How many happened over time, as one line over a hairline grid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.common import follow_look
from widgets.common.painting import CENTRE, LEFT, RIGHT, draw_text, text_width
from widgets.language import Words, words_of
from widgets.theme import current_theme
from widgets.theme.measures import SPACE_4, SPACE_8

_HEIGHT_PX: Final = 132
_LINES: Final = 2
_STEPS: Final = (1, 2, 5)
_TIMES: Final = 5


class RateLine(QWidget):
    """Paints counts for equal stretches of time; the last stretch may not be over."""

    def __init__(self, name: Words = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._counts: tuple[int, ...] = ()
        self._begins: datetime | None = None
        self._bucket_s = 60
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_look(self)

    @property
    def counts(self) -> tuple[int, ...]:
        """What is shown."""
        return self._counts

    def show_counts(self, counts: Sequence[int], begins: datetime | None, bucket_s: int) -> None:
        """Show counts of *bucket_s* seconds each from *begins* on, a local time."""
        self._counts = tuple(counts)
        self._begins = begins
        self._bucket_s = bucket_s
        self.restyle()

    def restyle(self) -> None:
        """Take name and colours anew."""
        most = f"{max(self._counts):,}" if self._counts else "0"
        self.setAccessibleName(f"{words_of(self._name)}: {most}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A low chart, as wide as there is room."""
        return QSize(240, current_theme().px(_HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint grid, line, and the last number at the line's end."""
        theme = current_theme()
        painter = QPainter(self)
        top = rounded_up(max(self._counts, default=1))
        label = theme.line_height("label")
        lead = text_width(f"{top:,}", theme.font("label")) + SPACE_8
        tail = text_width(f"{top:,}", theme.font("label_strong")) + SPACE_8
        plot = QRect(lead, label // 2, self.width() - lead - tail, self.height() - 2 * label)
        self._paint_grid(painter, plot, top)
        if len(self._counts) > 0 and plot.width() > 0:
            self._paint_line(painter, plot, top)

    def _paint_grid(self, painter: QPainter, plot: QRect, top: int) -> None:
        theme = current_theme()
        label = theme.line_height("label")
        for line in range(_LINES + 1):
            y = plot.bottom() - round(plot.height() * line / _LINES)
            painter.fillRect(plot.left(), y, plot.width(), theme.line_px, theme.line_hair)
            number = QRect(0, y - label // 2, plot.left() - SPACE_8, label)
            words = f"{top * line // _LINES:,}" if top * line % _LINES == 0 else ""
            draw_text(painter, number, words, theme.font("label"), theme.text_second, RIGHT)
        if self._begins is None:
            return
        span_s = self._bucket_s * (len(self._counts) - 1)
        said = ""
        for place in range(_TIMES):
            moment = self._begins + timedelta(seconds=span_s * place / (_TIMES - 1))
            form = "%H:%M:%S" if span_s < 600 else "%H:%M" if span_s < 86_400 else "%m-%d"
            if moment.strftime(form) == said:
                continue
            said = moment.strftime(form)
            x = plot.left() + plot.width() * place // (_TIMES - 1)
            words_px = text_width("00:00:00", theme.font("label")) + SPACE_4
            left = min(max(0, x - words_px // 2), self.width() - words_px)
            at = QRect(left, plot.bottom() + SPACE_4, words_px, label)
            align = LEFT if left == 0 else CENTRE
            draw_text(painter, at, said, theme.font("label"), theme.text_second, align)

    def _paint_line(self, painter: QPainter, plot: QRect, top: int) -> None:
        theme = current_theme()
        step = plot.width() / max(1, len(self._counts) - 1)
        points = [
            QPointF(plot.left() + place * step, plot.bottom() - plot.height() * count / top)
            for place, count in enumerate(self._counts)
        ]
        if len(points) == 1:
            points.append(QPointF(plot.right(), points[0].y()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.accent, 2))
        painter.drawPolyline(QPolygonF(points))
        last = points[-1]
        label = theme.line_height("label")
        at = QRect(round(last.x()) + 6, round(last.y()) - label // 2, self.width() - round(last.x()), label)
        at.moveTop(min(max(0, at.top()), self.height() - 2 * label))
        draw_text(painter, at, f"{self._counts[-1]:,}", theme.font("label_strong"), theme.accent)


def rounded_up(count: int) -> int:
    """The next even number that reads well on an axis: 2, 4, 10, 20, 40, 100 …"""
    size = 2
    while True:
        for step in _STEPS:
            if size * step >= count:
                return size * step
        size *= 10
