"""Pictures of phones without a window: for reports, the demonstration and comparisons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from runtime.messages.suggestions.suggestion import Suggestion
from widgets.handset.entries import Entry
from widgets.handset.metrics import PHONE_HEIGHT_MAX, PHONE_HEIGHT_MIN, PHONE_WIDTH
from widgets.handset.overlay import overlay_of
from widgets.handset.palette import PictureTheme
from widgets.handset.phone import Phone
from widgets.handset.pictures import Pictures
from widgets.handset.profile import ChatbotProfile


def render_handset(
    entries: Sequence[Entry],
    profile: ChatbotProfile,
    size: QSize,
    theme: PictureTheme = "light",
    *,
    pictures: Pictures | None = None,
    menu_open: int | None = None,
    action: Suggestion | None = None,
) -> QImage:
    """Draw a conversation on a phone as large as fits into *size* px; the rest stays transparent.

    *action* lies over it as the sheet that a tap on it opens.
    """
    phone = Phone()
    phone.state.profile = profile
    phone.state.popup = menu_open
    phone.state.overlay = overlay_of(action) if action is not None else None
    return _render(phone, entries, size, theme, pictures)


def paint_handset(
    painter: QPainter,
    entries: Sequence[Entry],
    profile: ChatbotProfile,
    target: QRectF,
    pictures: Pictures | None = None,
) -> None:
    """Paint a phone as large as fits into *target*, at its top, with its conversation at the end.

    For paper: on a device that keeps lines and letters, they stay lines and letters.
    """
    phone = Phone()
    phone.state.profile = profile
    if pictures is not None:
        phone.pictures = pictures
    scale, phone.state.height = fit_phone(target.width(), target.height(), 8.0)
    phone.set_entries(entries)
    phone.scroll = phone.scroll_max
    painter.save()
    painter.translate(target.center().x() - PHONE_WIDTH * scale / 2, target.top())
    painter.scale(scale, scale)
    phone.paint(painter)
    painter.restore()


def render_sms(entries: Sequence[Entry], sender: str, size: QSize, theme: PictureTheme = "light") -> QImage:
    """Draw the same conversation on a phone without 5G messages; *sender* is the number in its header."""
    phone = Phone(is_sms=True)
    phone.state.profile = ChatbotProfile(sender)
    return _render(phone, entries, size, theme, None)


def fit_phone(width_px: float, height_px: float, scale_max: float) -> tuple[float, float]:
    """Scale and logical height of a phone in a pane: as wide as it gets, then as high as it may be."""
    scale = min(width_px / PHONE_WIDTH, height_px / PHONE_HEIGHT_MIN, scale_max)
    scale = max(scale, 0.1)
    return scale, min(max(height_px / scale, PHONE_HEIGHT_MIN), PHONE_HEIGHT_MAX)


def _render(
    phone: Phone, entries: Sequence[Entry], size: QSize, theme: PictureTheme, pictures: Pictures | None
) -> QImage:
    if pictures is not None:
        phone.pictures = pictures
    scale, phone.state.height = fit_phone(size.width(), size.height(), 8.0)
    phone.state.picture_theme = theme
    phone.set_entries(entries)
    phone.scroll = phone.scroll_max
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(scale, scale)
    phone.paint(painter)
    painter.end()
    return image
