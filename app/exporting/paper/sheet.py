"""A PDF being written: pages in units of 1/96 inch, with the texts and lines that all pages share."""

from __future__ import annotations

from typing import BinaryIO, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from widgets.theme import Theme
from widgets.theme.theme import theme_named
from widgets.theme.tokens import ThemeName
from widgets.theme.typefaces import FontRole

A4_WIDE: Final = QSizeF(1122.5, 793.7)
"""A4 lying down, in 1/96 inch (297 × 210 mm)."""
MARGIN: Final = 40.0
_RESOLUTION: Final = 600
_POINTS: Final = 72 / 96
_NEVER_FIRST: Final = frozenset("，。；：！？、）》」』”’,.;:!?)")
"""Signs that begin no line (GB/T 15834—2011, 5.1)."""


class Sheet:
    """Writes pages one after the other; `end` puts the whole file into the stream."""

    def __init__(self, out: BinaryIO, title: str, size: QSizeF) -> None:
        self._out = out
        self._data = QByteArray()
        self._buffer = QBuffer(self._data)
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setTitle(title)
        self._writer.setCreator("Xinliu")
        self._writer.setResolution(_RESOLUTION)
        page = QPageSize(size * _POINTS, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
        layout = QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF())
        self._writer.setPageLayout(layout)
        self.size = size
        self.theme: Theme = theme_named(ThemeName.LIGHT)
        self.painter = QPainter(self._writer)
        self.painter.scale(_RESOLUTION / 96, _RESOLUTION / 96)
        self._pages = 1

    @property
    def pages(self) -> int:
        """Pages so far."""
        return self._pages

    def turn(self) -> None:
        """Go on on a new page."""
        self._writer.newPage()
        self._pages += 1

    def end(self) -> None:
        """Write the file; raises OSError when the stream refuses."""
        self.painter.end()
        self._buffer.close()
        self._out.write(self._data.data())

    def drop(self) -> None:
        """Give up: nothing is written."""
        self.painter.end()
        self._buffer.close()

    def text(
        self,
        rect: QRectF,
        words: str,
        role: FontRole = "body",
        colour: QColor | None = None,
        *,
        lines: int = 1,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> float:
        """Write words into a rectangle, at most so many lines; gives the height they took."""
        painter, font = self.painter, self.font(role)
        painter.setFont(font)
        painter.setPen(QPen(colour or self.theme.text))
        metrics = QFontMetricsF(font)
        wrapped = _wrapped(words, metrics, rect.width(), lines)
        height = metrics.lineSpacing()
        for number, line in enumerate(wrapped):
            at = QRectF(rect.left(), rect.top() + number * height, rect.width(), height)
            painter.drawText(at, int(align | Qt.AlignmentFlag.AlignVCenter), line)
        return height * len(wrapped)

    def font(self, role: FontRole) -> QFont:
        """The font of a role, counted in the units of the page."""
        return self.theme.font(role)

    def rule(self, y: float) -> None:
        """Draw a hairline across the page."""
        self.painter.setPen(QPen(self.theme.line_hair, 1.0))
        self.painter.drawLine(QPointF(MARGIN, y), QPointF(self.size.width() - MARGIN, y))


def _wrapped(words: str, metrics: QFontMetricsF, width: float, lines: int) -> list[str]:
    """Lines no wider than *width*; what is too much ends in an ellipsis."""
    found: list[str] = []
    rest = " ".join(words.split())
    while rest and len(found) < lines:
        if len(found) == lines - 1 or metrics.horizontalAdvance(rest) <= width:
            found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            break
        cut = _fitting(rest, metrics, width)
        found.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return found


def _fitting(words: str, metrics: QFontMetricsF, width: float) -> int:
    """How many characters fit; a word of Latin letters is not broken unless it fills the line."""
    low, high = 1, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(words[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    space = words.rfind(" ", 0, low + 1)
    if low < len(words) and words[low] in _NEVER_FIRST and low > 1:
        return low - 1
    if low == len(words) or space <= low // 2:
        return low
    is_inside_word = words[low].isascii() and words[low - 1].isascii() and words[low] != " "
    return space if is_inside_word else low
