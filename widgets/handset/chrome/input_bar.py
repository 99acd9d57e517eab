"""Paints the line the person types in, and the icons beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from widgets.handset.chrome.frame import Frame
from widgets.handset.painters.shape import paint_icon, paint_surface, rounded
from widgets.handset.palette import Palette
from widgets.handset.paragraph import one_line
from widgets.handset.typeface import line_height
from widgets.language import tr


def input_hint(is_sms: bool) -> str:
    """The grey words of the empty line."""
    return tr("短信", "Text message") if is_sms else tr("输入消息…", "Type a message…")


def paint_input_bar(
    painter: QPainter, frame: Frame, palette: Palette, is_sms: bool, shows_hint: bool
) -> None:
    """Paint the pill and its icons; *shows_hint* is off while a real line of input lies over the pill."""
    radius = frame.pill.height() / 2
    path = rounded(frame.pill.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius, radius, radius)
    paint_surface(painter, path, palette.ground, palette.line)
    if shows_hint:
        at = QPointF(frame.pill.left() + 13, frame.pill.center().y() - line_height("input", frame.scale) / 2)
        one_line(input_hint(is_sms), "input", frame.pill.width() - 26, frame.scale).paint(
            painter, at, palette.second
        )
    paint_icon(painter, "plus" if is_sms else "menu", frame.lead, palette.second)
    paint_icon(painter, "send" if is_sms else "plus", frame.trail, palette.second)
