"""The sheet on paper: all keys and gestures on one page of A4, light, in the language in use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSaveFile, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from app.shortcuts.gesture_painter import ASPECT, WORDS, paint_gesture
from app.shortcuts.gestures import Gesture
from app.shortcuts.listing import Group, in_columns
from runtime.wording import Wording
from widgets.language import tr
from widgets.theme import ThemeName, theme_named

_TITLE: Final = Wording("信流：快捷键与手势", "Xinliu: keys and gestures")
_COLUMNS: Final = 3
_MARGIN_MM: Final = 12.0
_GAP: Final = 0.03
"""Between columns, as a share of the width of the page."""
_TALLEST_ROW: Final = 0.021
"""Height of a row on a sheet that has room, as a share of the height of the page."""


def write_pdf(path: Path, found: Sequence[Group]) -> None:
    """Write the sheet as PDF; the file is whole or not there at all.

    Raises OSError when it cannot be written.
    """
    file = QSaveFile(str(path))
    if not file.open(QSaveFile.OpenModeFlag.WriteOnly):
        raise OSError(file.errorString())
    writer = QPdfWriter(file)
    writer.setTitle(tr(_TITLE))
    writer.setCreator(tr("信流", "Xinliu"))
    prepare(writer)
    painter = QPainter(writer)
    paint_sheet(painter, QRectF(0, 0, writer.width(), writer.height()), found)
    painter.end()
    if not file.commit():
        raise OSError(file.errorString())


def prepare(device: QPagedPaintDevice) -> None:
    """Set a device to one upright page of A4."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageMargins(margins, QPageLayout.Unit.Millimeter)


def paint_sheet(painter: QPainter, page: QRectF, found: Sequence[Group]) -> None:
    """Paint the sheet so that all of it fits on the page."""
    theme = theme_named(ThemeName.LIGHT)
    columns = in_columns(found, _COLUMNS)
    rows = max(sum(len(group.rows) + 2 for group in column) for column in columns)
    head = page.height() * 0.045
    row = min((page.height() - head) / rows, page.height() * _TALLEST_ROW)
    painter.setPen(theme.text)
    painter.setFont(_font(head * 0.5, is_strong=True))
    title = QRectF(page.left(), page.top(), page.width(), head)
    painter.drawText(title, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), tr(_TITLE))
    gap = page.width() * _GAP
    width = (page.width() - gap * (_COLUMNS - 1)) / _COLUMNS
    for number, column in enumerate(columns):
        _paint_column(
            painter, QRectF(page.left() + number * (width + gap), page.top() + head, width, 0), row, column
        )


def _paint_column(painter: QPainter, place: QRectF, row: float, column: Sequence[Group]) -> None:
    theme = theme_named(ThemeName.LIGHT)
    top = place.top()
    for group in column:
        painter.setPen(theme.accent)
        painter.setFont(_font(row * 0.62, is_strong=True))
        heading = QRectF(place.left(), top, place.width(), row * 1.2)
        painter.drawText(
            heading, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), tr(group.title)
        )
        top += row * 1.2
        painter.setPen(QPen(theme.line_control, max(1.0, row * 0.03)))
        painter.drawLine(QPointF(place.left(), top), QPointF(place.right(), top))
        for each in group.rows:
            line = QRectF(place.left(), top, place.width(), row)
            keys, drawn = (each.held, each) if isinstance(each, Gesture) else (each.keys, None)
            right = _paint_keys(painter, line, keys, drawn)
            _paint_words(painter, QRectF(line.left(), top, right - line.left(), row), tr(each.done))
            top += row
        top += row * 0.8


def _paint_keys(painter: QPainter, line: QRectF, keys: str, gesture: Gesture | None) -> float:
    """Paint keys, and the drawing of a gesture behind what is held, at the right; gives where they begin."""
    theme = theme_named(ThemeName.LIGHT)
    right = line.right()
    font = _font(line.height() * 0.5)
    metrics = QFontMetricsF(font, painter.device())
    painter.setFont(font)
    if gesture is not None:
        words = tr(WORDS[gesture.drawing])
        right -= metrics.horizontalAdvance(words)
        painter.setPen(theme.text_second)
        painter.drawText(QRectF(right, line.top(), line.right() - right, line.height()), _LEFT, words)
        height = line.height() * 0.72
        right -= height * ASPECT + line.height() * 0.15
        drawing = QRectF(right, line.top() + (line.height() - height) / 2, height * ASPECT, height)
        paint_gesture(painter, drawing, gesture.drawing, theme.text_second, theme.accent)
        right -= line.height() * 0.1
    for name in reversed(keys.split(" ") if keys else []):
        width = metrics.horizontalAdvance(name) + line.height() * 0.4
        right -= width
        box = QRectF(right, line.top() + line.height() * 0.13, width, line.height() * 0.74)
        painter.setPen(QPen(theme.line_control, max(1.0, line.height() * 0.03)))
        painter.setBrush(theme.sunken)
        painter.drawRoundedRect(box, line.height() * 0.15, line.height() * 0.15)
        painter.setPen(theme.text)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), name)
        right -= line.height() * 0.12
    return right


def _paint_words(painter: QPainter, room: QRectF, words: str) -> None:
    theme = theme_named(ThemeName.LIGHT)
    size = room.height() * 0.54
    font = _font(size)
    width = QFontMetricsF(font, painter.device()).horizontalAdvance(words)
    if width > room.width() * 0.98:
        font = _font(max(size * 0.7, size * room.width() * 0.97 / width))
    painter.setFont(font)
    painter.setPen(theme.text)
    painter.drawText(room, _LEFT, words)


def _font(size: float, *, is_strong: bool = False) -> QFont:
    font = QFont(theme_named(ThemeName.LIGHT).font("body_strong" if is_strong else "body"))
    font.setPixelSize(max(1, round(size)))
    return font


_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
