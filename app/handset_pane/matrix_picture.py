"""The comparison as one picture, for people who decide elsewhere."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from app.handset_pane.matrix_column import ClientColumn, MatrixColumn, SmsColumn
from app.handset_pane.matrix_sheet import MatrixSheet
from widgets.handset.metrics import PHONE_WIDTH
from widgets.handset.phone import Phone
from widgets.language import tr
from widgets.theme import current_theme

SCALE: Final = 2.0
_GAP: Final = 24.0
_HEAD: Final = 44.0
_PHONE_HEIGHT: Final = 760.0
_LINE: Final = 20.0


def matrix_picture(sheet: MatrixSheet, title: str) -> QImage:
    """Every phone of the sheet with its name above and its findings below, twice as large as on screen."""
    columns = sheet.columns
    lines = max((len(column.words) for column in columns), default=0)
    width = _GAP + len(columns) * (PHONE_WIDTH + _GAP)
    height = _GAP + 2 * _HEAD + _PHONE_HEIGHT + 12 + lines * _LINE + _GAP
    image = QImage(QSize(round(width * SCALE), round(height * SCALE)), QImage.Format.Format_RGB32)
    theme = current_theme()
    image.fill(theme.panel)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(SCALE, SCALE)
    _write(painter, QRectF(_GAP, _GAP, width - 2 * _GAP, _HEAD), title, theme.font("area_title"), theme.text)
    for index, column in enumerate(columns):
        left = _GAP + index * (PHONE_WIDTH + _GAP)
        _paint_column(painter, column, QPointF(left, _GAP + _HEAD))
    painter.end()
    return image


def _paint_column(painter: QPainter, column: MatrixColumn, at: QPointF) -> None:
    theme = current_theme()
    strong, small = theme.font("body_strong"), theme.font("label")
    _write(painter, QRectF(at.x(), at.y(), PHONE_WIDTH, _HEAD - 8), tr(column.title), strong, theme.text)
    phone = _phone_of(column)
    if phone is not None:
        before, phone.state.height = phone.state.height, _PHONE_HEIGHT
        painter.save()
        painter.translate(at.x(), at.y() + _HEAD)
        phone.paint(painter)
        painter.restore()
        phone.state.height = before
    top = at.y() + _HEAD + _PHONE_HEIGHT + 12
    for index, words in enumerate(column.words):
        line = QRectF(at.x(), top + index * _LINE, PHONE_WIDTH, _LINE)
        _write(painter, line, tr(words), small, theme.text_second)


def _phone_of(column: MatrixColumn) -> Phone | None:
    if isinstance(column, ClientColumn):
        return column.phone.phone
    return column.phone.phone.phone if isinstance(column, SmsColumn) else None


def _write(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor) -> None:
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
