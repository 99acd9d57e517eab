"""Paints who is speaking: avatar, name, verified badge, organisation."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from widgets.handset.chrome.frame import Frame
from widgets.handset.metrics import AVATAR, BADGE
from widgets.handset.painters.avatar import paint_avatar
from widgets.handset.painters.shape import paint_icon
from widgets.handset.palette import Palette
from widgets.handset.paragraph import one_line
from widgets.handset.pictures import Pictures
from widgets.handset.profile import ChatbotProfile
from widgets.language import tr


def paint_header(
    painter: QPainter,
    frame: Frame,
    palette: Palette,
    profile: ChatbotProfile,
    is_sms: bool,
    pictures: Pictures,
) -> None:
    """Paint the header; an SMS sender has a number and no face."""
    bar = frame.header
    middle = bar.center().y() - 1
    paint_back(painter, QPointF(bar.left() + 17, middle), palette.text)
    _paint_dots(painter, QPointF(bar.right() - 23, middle), palette.second)
    disc = QRectF(bar.left() + 34, middle - AVATAR / 2, AVATAR, AVATAR)
    if is_sms:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.sms_avatar)
        painter.drawEllipse(disc)
        face = QRectF(0, 0, 18, 18)
        face.moveCenter(disc.center())
        paint_icon(painter, "audience", face, QColor(Qt.GlobalColor.white))
    else:
        paint_avatar(painter, disc, profile, palette, pictures)
    left = disc.right() + 8
    room = bar.right() - 44 - left
    badge_room = BADGE + 5 if profile.verified and profile.name and not is_sms else 0.0
    scale = frame.scale
    name = one_line(profile.name, "name", room - badge_room, scale)
    name.paint(painter, QPointF(left, middle - 18 * scale), palette.text)
    if badge_room:
        paint_verified(
            painter, QPointF(left + name.width + 5 + BADGE / 2, middle - 8 * scale), palette.verified
        )
    one_line(second_line(profile, is_sms), "meta", room, scale).paint(
        painter, QPointF(left, middle + scale), palette.second
    )


def paint_verified(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    """Paint the badge: a disc with a scalloped rim and a tick."""
    rim = QPolygonF()
    for index in range(48):
        angle = index / 48 * 2 * math.pi
        radius = BADGE / 2 * (0.92 + 0.08 * math.cos(angle * 8))
        rim.append(centre + QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(rim)
    white = QColor(Qt.GlobalColor.white)
    painter.setPen(
        QPen(white, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.drawPolyline(
        [centre + QPointF(-2.9, 0.2), centre + QPointF(-0.9, 2.2), centre + QPointF(3.1, -2.2)]
    )


def second_line(profile: ChatbotProfile, is_sms: bool = False) -> str:
    """Whether the chatbot is verified and who answers for it, or what the line of an SMS says."""
    if is_sms:
        return tr("短信", "SMS")
    if not profile.name:
        return ""
    if not profile.verified:
        return tr("未认证", "Not verified")
    return " · ".join(part for part in (tr("已认证", "Verified"), profile.auth_org) if part)


def paint_back(painter: QPainter, at: QPointF, colour: QColor) -> None:
    """Paint the arrow that leads back."""
    painter.setPen(
        QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([at + QPointF(2.5, -6), at + QPointF(-3.5, 0), at + QPointF(2.5, 6)])


def _paint_dots(painter: QPainter, at: QPointF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for index in range(3):
        painter.drawEllipse(at + QPointF((index - 1) * 5.5, 0), 1.35, 1.35)
