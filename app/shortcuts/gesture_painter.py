"""Small drawings of what the hand does: a mouse with the button that is pressed, fingers on a touchpad."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.shortcuts.gestures import Drawing
from runtime.wording import Wording

ASPECT: Final = 1.7
"""Width of a drawing for its height."""

WORDS: Final[dict[Drawing, Wording]] = {
    "click": Wording("单击", "click"),
    "double_click": Wording("双击", "double-click"),
    "right_click": Wording("右键", "right click"),
    "drag": Wording("拖", "drag"),
    "right_drag": Wording("右键拖", "right drag"),
    "middle_drag": Wording("中键拖", "middle drag"),
    "wheel": Wording("滚轮", "wheel"),
    "pinch": Wording("两指开合", "pinch"),
    "two_fingers": Wording("两指移动", "two fingers"),
}


def paint_gesture(painter: QPainter, rect: QRectF, drawing: Drawing, ink: QColor, mark: QColor) -> None:
    """Paint a drawing into a rectangle; *mark* is the colour of what is pressed or moves."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = rect.height() / 20
    painter.translate(rect.left(), rect.top())
    painter.scale(unit, unit)
    if drawing in ("pinch", "two_fingers"):
        _paint_fingers(painter, drawing, ink, mark)
    else:
        _paint_mouse(painter, drawing, ink, mark)
    painter.restore()


def _paint_mouse(painter: QPainter, drawing: Drawing, ink: QColor, mark: QColor) -> None:
    body = QRectF(3, 1.5, 12, 17)
    shape = QPainterPath()
    shape.addRoundedRect(body, 6, 6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark)
    half = QPainterPath()
    if drawing in ("click", "double_click", "drag"):
        half.addRect(QRectF(3, 1.5, 6, 7))
    elif drawing in ("right_click", "right_drag"):
        half.addRect(QRectF(9, 1.5, 6, 7))
    else:
        half.addRoundedRect(QRectF(7.5, 3.5, 3, 5), 1.5, 1.5)
    painter.drawPath(half.intersected(shape))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.3))
    painter.drawPath(shape)
    painter.drawLine(QLineF(3, 8.5, 15, 8.5))
    painter.drawLine(QLineF(9, 1.5, 9, 8.5))
    painter.setPen(QPen(mark, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if drawing.endswith("drag"):
        _paint_arrow(painter, QPointF(19, 10), QPointF(31, 10))
    elif drawing == "double_click":
        painter.drawArc(QRectF(15, 0, 8, 8), 0, 90 * 16)
        painter.drawArc(QRectF(14, -3, 13, 13), 0, 90 * 16)
    elif drawing == "wheel":
        _paint_arrow(painter, QPointF(22, 10), QPointF(22, 3))
        _paint_arrow(painter, QPointF(22, 10), QPointF(22, 17))


def _paint_fingers(painter: QPainter, drawing: Drawing, ink: QColor, mark: QColor) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ink, 1.3))
    painter.drawRoundedRect(QRectF(1.5, 2, 30, 16), 3, 3)
    painter.setPen(QPen(mark, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if drawing == "pinch":
        _paint_arrow(painter, QPointF(14, 12), QPointF(7, 15))
        _paint_arrow(painter, QPointF(19, 8), QPointF(26, 5))
        spots = (QPointF(14, 12), QPointF(19, 8))
    else:
        _paint_arrow(painter, QPointF(13, 7), QPointF(26, 7))
        _paint_arrow(painter, QPointF(13, 13), QPointF(26, 13))
        spots = (QPointF(10, 7), QPointF(10, 13))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark)
    for spot in spots:
        painter.drawEllipse(spot, 2.2, 2.2)


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
    line = QLineF(start, end)
    painter.drawLine(line)
    for turn in (150, -150):
        wing = QLineF.fromPolar(3.5, line.angle() + turn)
        painter.drawLine(QLineF(end, end + wing.p2()))
