"""A piece of a conversation as a picture, with the places that can be tapped: for pages and print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from widgets.handset.entries import Entry
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.carousel import CarouselBox
from widgets.handset.metrics import SCREEN_WIDTH
from widgets.handset.palette import PictureTheme
from widgets.handset.phone import Phone
from widgets.handset.pictures import Pictures
from widgets.handset.profile import ChatbotProfile


@dataclass(frozen=True)
class Strip:
    """A picture as wide as a phone's screen and as high as what it shows."""

    image: QImage
    size: QSizeF
    """In logical px; the image has more pixels by its scale."""
    areas: tuple[HitArea, ...]
    """The suggestions and links in it, in logical px from its upper left corner."""


def strips_of(
    entries: Sequence[Entry],
    profile: ChatbotProfile,
    scale: float,
    theme: PictureTheme = "light",
    pictures: Pictures | None = None,
    *,
    is_sms: bool = False,
) -> tuple[Strip, ...]:
    """Draw a part of a conversation; one strip for each place a carousel in it can be swiped to.

    *scale* is pixels per logical px.
    """
    phone = Phone(is_sms)
    phone.state.profile = profile
    phone.state.picture_theme = theme
    if pictures is not None:
        phone.pictures = pictures
    phone.set_entries(entries)
    phone.state.height += phone.conversation.height - phone.frame.conversation.height()
    phone.scroll = 0.0
    carousel = next(_carousels(phone), None)
    found = [_painted(phone, scale)]
    if carousel is not None:
        while phone.swipe(*carousel, phone.carousel_step(*carousel)):
            found.append(_painted(phone, scale))
    return tuple(found)


def _carousels(phone: Phone) -> Iterator[tuple[int, int]]:
    for placed in phone.conversation.placed:
        for piece in placed.layout.pieces:
            if isinstance(piece.box, CarouselBox):
                yield placed.index, piece.block


def _painted(phone: Phone, scale: float) -> Strip:
    area = phone.frame.conversation
    size = QSizeF(SCREEN_WIDTH, area.height())
    image = QImage((size * scale).toSize(), QImage.Format.Format_RGB32)
    image.fill(phone.palette.ground)
    painter = QPainter(image)
    painter.scale(scale, scale)
    painter.translate(-area.topLeft())
    # Without the hairlines towards the bars: between two strips they would be seams.
    inner = area.adjusted(0, 1, 0, -1)
    painter.setClipRect(inner)
    phone.paint(painter, inner)
    painter.end()
    inside = QRectF(0, 0, size.width(), size.height())
    areas = (each.moved(-area.topLeft()) for each in phone.conversation_areas())
    wanted = (AreaKind.SUGGESTION, AreaKind.LINK)
    return Strip(
        image, size, tuple(each for each in areas if each.kind in wanted and inside.contains(each.rect))
    )
