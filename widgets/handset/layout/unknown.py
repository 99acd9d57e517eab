"""What a handset does not show: an element of a newer version, or a card that breaks the limits."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from runtime.records import FieldPath
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.box import Box
from widgets.handset.layout.loss import Loss
from widgets.handset.metrics import BUBBLE_PADDING_X, BUBBLE_RADIUS, BUBBLE_WIDTH_MAX, ICON, ICON_GAP
from widgets.handset.paragraph import Paragraph, lay_out_text


@dataclass(frozen=True, kw_only=True)
class UnknownBox(Box):
    """A dashed outline with the reason in it."""

    words: Paragraph


def lay_out_unknown(
    words: str, path: FieldPath, scale: float = 1.0, losses: tuple[Loss, ...] = ()
) -> UnknownBox:
    """Measure the place of something that is not shown."""
    lead = BUBBLE_PADDING_X + ICON + ICON_GAP
    paragraph = lay_out_text(words, "description", BUBBLE_WIDTH_MAX - lead - BUBBLE_PADDING_X, scale=scale)
    width, height = lead + paragraph.width + BUBBLE_PADDING_X, paragraph.height + 20
    area = HitArea(QRectF(0, 0, width, height), AreaKind.FIELD, words, path, radius=BUBBLE_RADIUS)
    return UnknownBox(width=width, height=height, areas=(area,), losses=losses, words=paragraph)
