"""Text wrapped into a width, cut after a number of lines; laid out once and drawn many times."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextCharFormat, QTextLayout, QTextOption

from widgets.handset.typeface import PhoneRole, Style, line_height, phone_font, phone_metrics

CHARACTERS_MAX = 6_000
"""No carrier takes a longer text, and shaping one would stop the program for seconds."""

_LINE_SEPARATOR = "\u2028"
# One in, one out: links and the cursor count characters.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Paragraph:
    """Laid-out text; `width` is that of its longest line."""

    layout: QTextLayout
    width: float
    height: float
    lines: int
    is_cut: bool
    """Some of the text does not show."""

    def paint(
        self, painter: QPainter, at: QPointF, colour: QColor, links: tuple[tuple[int, int], ...] = ()
    ) -> None:
        """Draw with the upper left corner at *at*; *links* are (start, length) to underline."""
        painter.setPen(colour)
        self.layout.draw(painter, at, [_underlined(start, length, colour) for start, length in links])

    def rects_of(self, start: int, length: int) -> tuple[QRectF, ...]:
        """Where a part of the text stands, one rectangle a line."""
        rects = []
        for index in range(self.layout.lineCount()):
            line = self.layout.lineAt(index)
            first = max(start, line.textStart())
            last = min(start + length, line.textStart() + line.textLength())
            if first < last:
                left, right = line.cursorToX(first), line.cursorToX(last)
                rects.append(QRectF(_x(left), line.y(), _x(right) - _x(left), line.height()))
        return tuple(rects)


def lay_out_text(
    text: str,
    role: PhoneRole,
    width: float,
    max_lines: int = 0,
    styles: tuple[Style, ...] = (),
    scale: float = 1.0,
) -> Paragraph:
    """Wrap *text* into *width*; with *max_lines* the last line ends in an ellipsis where text is left."""
    is_too_long = len(text) > CHARACTERS_MAX
    shown = text[:CHARACTERS_MAX] + "…" if is_too_long else text
    plain = _CONTROL.sub("�", shown.replace("\r\n", "\n")).replace("\n", _LINE_SEPARATOR)
    layout = _wrapped(plain, role, width, styles, scale)
    count = layout.lineCount()
    is_cut = bool(max_lines) and count > max_lines
    if is_cut:
        start = layout.lineAt(max_lines - 1).textStart()
        rest = plain[start:].split(_LINE_SEPARATOR)
        tail = rest[0] + ("…" if len(rest) > 1 else "")
        elided = phone_metrics(role, styles, scale).elidedText(tail, Qt.TextElideMode.ElideRight, width)
        if not elided.endswith("…"):
            elided += "…"
        layout = _wrapped(plain[:start] + elided, role, width, styles, scale, max_lines)
        count = layout.lineCount()
    longest = max((layout.lineAt(index).naturalTextWidth() for index in range(count)), default=0.0)
    return Paragraph(
        layout, math.ceil(longest), count * line_height(role, scale), count, is_cut or is_too_long
    )


@lru_cache(maxsize=1024)
def one_line(text: str, role: PhoneRole, width: float, scale: float = 1.0) -> Paragraph:
    """*text* in one line, cut at *width*; kept, because chrome and buttons say the same again and again."""
    return lay_out_text(text.replace("\n", " "), role, width, 1, scale=scale)


def _wrapped(
    text: str,
    role: PhoneRole,
    width: float,
    styles: tuple[Style, ...],
    scale: float,
    max_lines: int = 0,
) -> QTextLayout:
    font = phone_font(role, styles, scale)
    layout = QTextLayout(text, font)
    layout.setCacheEnabled(True)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    metrics = phone_metrics(role, styles, scale)
    step = line_height(role, scale)
    inset = (step - metrics.ascent() - metrics.descent()) / 2
    layout.beginLayout()
    index = 0
    while not max_lines or index < max_lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        baseline_shift = metrics.ascent() - line.ascent()
        line.setPosition(QPointF(0.0, index * step + inset + baseline_shift))
        index += 1
    layout.endLayout()
    return layout


def _underlined(start: int, length: int, colour: QColor) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    look.setFontUnderline(True)
    look.setForeground(colour)
    part = QTextLayout.FormatRange()
    part.start = start
    part.length = length
    part.format = look
    return part


def _x(position: object) -> float:
    """The coordinate of `cursorToX`, which the binding gives alone or with the cursor behind it."""
    if isinstance(position, tuple):
        position = position[0]
    assert isinstance(position, (int, float))
    return float(position)
