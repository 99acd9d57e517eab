"""A text of the chatbot in its bubble."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from runtime.messages.blocks import TextBlock
from runtime.records import FieldPath
from widgets.handset.hit_area import AreaKind, HitArea
from widgets.handset.layout.box import Box
from widgets.handset.metrics import BUBBLE_PADDING_X, BUBBLE_PADDING_Y, BUBBLE_RADIUS, BUBBLE_WIDTH_MAX
from widgets.handset.paragraph import CHARACTERS_MAX, Paragraph, lay_out_text
from widgets.handset.typeface import line_height

_LINK: Final = re.compile(r"https?://[^\s，。；、！？）】」\"'<>\u4e00-\u9fff]+", re.ASCII)

_LINKS_MAX: Final = 100
"""Addresses that can be tapped in one text."""


@dataclass(frozen=True, kw_only=True)
class TextBox(Box):
    """A bubble around a paragraph."""

    paragraph: Paragraph
    links: tuple[tuple[int, int], ...] = ()
    """(start, length) of every web address."""
    is_system: bool = False
    """An SMS: grey, without a line."""


def lay_out_text_block(block: TextBlock, scale: float = 1.0) -> TextBox:
    """Measure a text bubble."""
    return lay_out_bubble(block.text, block.path, scale=scale)


def lay_out_bubble(text: str, path: FieldPath = (), is_system: bool = False, scale: float = 1.0) -> TextBox:
    """Measure a bubble around *text*; web addresses in it can be tapped."""
    paragraph = lay_out_text(text, "text", BUBBLE_WIDTH_MAX - 2 * BUBBLE_PADDING_X, scale=scale)
    width = max(paragraph.width, 8.0) + 2 * BUBBLE_PADDING_X
    height = max(paragraph.height, line_height("text", scale)) + 2 * BUBBLE_PADDING_Y
    links = tuple(
        (found.start(), len(found.group()))
        for found in islice(_LINK.finditer(text[:CHARACTERS_MAX]), _LINKS_MAX)
    )
    areas = [HitArea(QRectF(0, 0, width, height), AreaKind.FIELD, text, path, radius=BUBBLE_RADIUS)]
    offset = QPointF(BUBBLE_PADDING_X, BUBBLE_PADDING_Y)
    for start, length in links:
        address = text[start : start + length]
        areas.extend(
            HitArea(rect.translated(offset), AreaKind.LINK, address, path, address, 2.0)
            for rect in paragraph.rects_of(start, length)
        )
    return TextBox(
        width=width, height=height, areas=tuple(areas), paragraph=paragraph, links=links, is_system=is_system
    )
