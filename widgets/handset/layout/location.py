"""A place: a still of a map over its name and coordinates."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from runtime.messages.blocks import LocationBlock
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.box import Box
from widgets.handset.metrics import CARD_PADDING_X, CARD_RADIUS, FILE_WIDTH, MAP_HEIGHT
from widgets.handset.paragraph import Paragraph, lay_out_text, one_line
from widgets.handset.typeface import line_height
from widgets.language import tr


@dataclass(frozen=True, kw_only=True)
class LocationBox(Box):
    """A measured place; the map is drawn, never fetched."""

    map_rect: QRectF
    seed: int
    """Makes the drawn map of a place always the same and those of two places differ."""
    name: Paragraph
    name_at: QPointF
    detail: Paragraph
    detail_at: QPointF


def lay_out_location(block: LocationBlock, scale: float = 1.0) -> LocationBox:
    """Measure a place."""
    room = FILE_WIDTH - 2 * CARD_PADDING_X
    name = lay_out_text(block.label or tr("位置", "Location"), "place", room, 2, scale=scale)
    top = MAP_HEIGHT + 8
    detail_top = top + name.height + 1
    height = detail_top + line_height("meta", scale) + 9
    words = coordinates_text(block.latitude, block.longitude)
    area = HitArea(
        QRectF(0, 0, FILE_WIDTH, height),
        AreaKind.LINK,
        block.label or words,
        block.path,
        f"geo:{block.latitude:.6f},{block.longitude:.6f}",
        CARD_RADIUS,
    )
    own = QRectF(CARD_PADDING_X - 4, top - 1, room + 8, name.height + 2)
    label = HitArea(own, AreaKind.FIELD, block.label, (*block.path, "label_text"), radius=4)
    return LocationBox(
        width=FILE_WIDTH,
        height=height,
        areas=(area, label),
        map_rect=QRectF(0, 0, FILE_WIDTH, MAP_HEIGHT),
        seed=map_seed(block.latitude, block.longitude),
        name=name,
        name_at=QPointF(CARD_PADDING_X, top),
        detail=one_line(words, "meta", room, scale),
        detail_at=QPointF(CARD_PADDING_X, detail_top),
    )


def map_seed(latitude: float, longitude: float) -> int:
    """What makes the drawn map of a place always the same and those of two places differ."""
    return round(abs(latitude) * 1e4) * 31 + round(abs(longitude) * 1e4)


def coordinates_text(latitude: float, longitude: float) -> str:
    """Degrees with their hemispheres."""
    north = tr("北纬", "N") if latitude >= 0 else tr("南纬", "S")
    east = tr("东经", "E") if longitude >= 0 else tr("西经", "W")
    return f"{north} {abs(latitude):.4f}° · {east} {abs(longitude):.4f}°"
