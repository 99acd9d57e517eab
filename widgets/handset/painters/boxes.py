"""Every kind of box and its painter."""

from __future__ import annotations

from PySide6.QtGui import QPainter

from widgets.handset.layout.box import Box
from widgets.handset.layout.card import CardBox
from widgets.handset.layout.carousel import CarouselBox
from widgets.handset.layout.chips import ChipsBox
from widgets.handset.layout.file import FileBox
from widgets.handset.layout.line import MetaBox, NoteBox, TypingBox
from widgets.handset.layout.location import LocationBox
from widgets.handset.layout.out import OutBox
from widgets.handset.layout.text import TextBox
from widgets.handset.layout.unknown import UnknownBox
from widgets.handset.painters.card import paint_card
from widgets.handset.painters.carousel import paint_carousel
from widgets.handset.painters.chips import paint_chips
from widgets.handset.painters.file import paint_file
from widgets.handset.painters.line import paint_meta, paint_note, paint_typing
from widgets.handset.painters.location import paint_location
from widgets.handset.painters.look import Look
from widgets.handset.painters.out import paint_out
from widgets.handset.painters.text import paint_text
from widgets.handset.painters.unknown import paint_unknown


def paint_box(painter: QPainter, box: Box, look: Look, offset: float = 0.0) -> None:
    """Paint a box with its upper left corner at the painter's origin; *offset* scrolls a carousel."""
    match box:
        case TextBox():
            paint_text(painter, box, look)
        case CardBox():
            paint_card(painter, box, look)
        case CarouselBox():
            paint_carousel(painter, box, look, offset)
        case ChipsBox():
            paint_chips(painter, box, look)
        case FileBox():
            paint_file(painter, box, look)
        case LocationBox():
            paint_location(painter, box, look)
        case UnknownBox():
            paint_unknown(painter, box, look)
        case OutBox():
            paint_out(painter, box, look)
        case MetaBox():
            paint_meta(painter, box, look)
        case NoteBox():
            paint_note(painter, box, look)
        case TypingBox():
            paint_typing(painter, box, look)
        case _:
            raise AssertionError(f"no painter for {type(box).__name__}")
