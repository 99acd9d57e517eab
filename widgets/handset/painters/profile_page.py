"""Paints the page about the chatbot."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from widgets.handset.chrome.frame import Frame
from widgets.handset.chrome.header import paint_back, paint_verified
from widgets.handset.layout.profile_page import ProfilePage
from widgets.handset.metrics import BADGE, SCREEN_RADIUS
from widgets.handset.painters.avatar import paint_avatar
from widgets.handset.painters.shape import paint_surface, rounded
from widgets.handset.palette import Palette
from widgets.handset.pictures import Pictures
from widgets.handset.profile import ChatbotProfile


def paint_page(
    painter: QPainter,
    page: ProfilePage,
    frame: Frame,
    palette: Palette,
    profile: ChatbotProfile,
    pictures: Pictures,
) -> None:
    """Paint the page over everything below the status bar."""
    sheet = rounded(page.rect, 0, 0, SCREEN_RADIUS, SCREEN_RADIUS)
    paint_surface(painter, sheet, palette.bar, None)
    middle = frame.header.center().y()
    paint_back(painter, QPointF(frame.header.left() + 17, middle), palette.text)
    at = QPointF(frame.header.center().x() - page.title.width / 2, middle - page.title.height / 2)
    page.title.paint(painter, at, palette.text)
    painter.save()
    painter.setClipRect(page.view)
    _paint_facts(painter, page, palette, profile, pictures)
    painter.restore()
    if page.report is not None:
        painter.setPen(QPen(palette.error, 1.25))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pill = page.report_rect.adjusted(0.6, 0.6, -0.6, -0.6)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        words_at = pill.center() - QPointF(page.report.width / 2, page.report.height / 2)
        page.report.paint(painter, words_at, palette.error)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.indicator)
    painter.drawRoundedRect(QRectF(frame.home.center().x() - 52, frame.home.center().y() - 2.5, 104, 4), 2, 2)


def _paint_facts(
    painter: QPainter, page: ProfilePage, palette: Palette, profile: ChatbotProfile, pictures: Pictures
) -> None:
    paint_avatar(painter, page.avatar, profile, palette, pictures, 2.0)
    page.name.paint(painter, page.name_at, palette.text)
    if profile.verified and profile.name:
        badge = page.name_at + QPointF(page.name.width + 6 + BADGE / 2, page.name.height / 2)
        paint_verified(painter, badge, palette.verified)
    colour = palette.second if profile.verified else palette.warn
    page.state.paint(painter, page.state_at, colour)
    for row in page.rows:
        row.label.paint(painter, row.at, palette.second)
        value_at = row.at + QPointF(0, row.label.height)
        row.value.paint(painter, value_at, palette.suggestion if row.is_link else palette.text)
