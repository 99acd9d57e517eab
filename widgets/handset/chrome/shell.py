"""Paints the shell, the status bar and the home indicator."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.handset.chrome.frame import Frame
from widgets.handset.metrics import SCREEN_RADIUS, SHELL_RADIUS
from widgets.handset.painters.shape import paint_surface, rounded
from widgets.handset.palette import Palette
from widgets.handset.paragraph import one_line

CLOCK = "10:24"
"""The same minute in every picture, so that two pictures of one conversation are alike."""


def paint_shell(painter: QPainter, frame: Frame, palette: Palette) -> None:
    """Paint the case with the screen's ground in it."""
    painter.setPen(QPen(palette.shell_line, 1.0))
    painter.setBrush(palette.shell)
    painter.drawRoundedRect(frame.shell.adjusted(0.5, 0.5, -0.5, -0.5), SHELL_RADIUS, SHELL_RADIUS)
    # The whole screen at once: an edge between two bars would let the black case shine through.
    screen = rounded(frame.screen, SCREEN_RADIUS, SCREEN_RADIUS, SCREEN_RADIUS, SCREEN_RADIUS)
    paint_surface(painter, screen, palette.bar, None)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.indicator)
    painter.drawRoundedRect(QRectF(frame.home.center().x() - 52, frame.home.center().y() - 2.5, 104, 4), 2, 2)


def paint_conversation_ground(painter: QPainter, frame: Frame, palette: Palette) -> None:
    """Paint behind the conversation, with the hairlines towards the bars."""
    area = frame.conversation
    painter.fillRect(area, palette.ground)
    painter.setPen(QPen(palette.line, 1.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(area.topLeft() + QPointF(0, -0.5), area.topRight() + QPointF(0, -0.5))
    painter.drawLine(area.bottomLeft() + QPointF(0, 0.5), area.bottomRight() + QPointF(0, 0.5))


def paint_status_bar(painter: QPainter, frame: Frame, palette: Palette, network: str) -> None:
    """Paint the clock, the signal, the network's name and the battery."""
    bar = frame.status
    one_line(CLOCK, "clock", 80).paint(painter, QPointF(bar.left() + 22, bar.top() + 6), palette.text)
    middle = bar.top() + 15
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.text)
    right = bar.right() - 22
    for index, height in enumerate((3.5, 5.5, 7.5, 9.5)):
        x = right - 60 + index * 3.3
        painter.drawRoundedRect(QRectF(x, middle + 4.5 - height, 2.3, height), 0.8, 0.8)
    one_line(network, "network", 40).paint(painter, QPointF(right - 39, middle - 7), palette.text)
    battery = QRectF(right - 14, middle - 3.5, 12, 7)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(battery.adjusted(1.8, 1.8, -3, -1.8), 0.6, 0.6)
    painter.drawRoundedRect(QRectF(battery.right() + 0.8, middle - 1.4, 1.3, 2.8), 0.8, 0.8)
    painter.setPen(QPen(palette.text, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(battery, 2.2, 2.2)
