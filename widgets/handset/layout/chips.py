"""The chip list under a message: a row that wraps."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from runtime.messages.blocks import ChipsBlock
from widgets.handset.layout.box import Box
from widgets.handset.layout.button import Button, button_area, centred_button
from widgets.handset.metrics import CHIP_GAP, CHIP_HEIGHT, CHIP_PADDING, CHIP_WIDTH_MAX, ICON, ICON_GAP
from widgets.handset.paragraph import one_line


@dataclass(frozen=True, kw_only=True)
class ChipsBox(Box):
    """Chips in rows."""

    chips: tuple[Button, ...]


def lay_out_chips(block: ChipsBlock) -> ChipsBox:
    """Measure the chips; one that is wider than the screen is cut."""
    x = y = widest = 0.0
    chips: list[Button] = []
    for button in block.buttons:
        room = 2 * CHIP_PADDING + (ICON + ICON_GAP if button.icon else 0.0)
        width = min(one_line(button.text, "chip", CHIP_WIDTH_MAX - room).width + room, CHIP_WIDTH_MAX)
        if x and x + width > CHIP_WIDTH_MAX:
            x, y = 0.0, y + CHIP_HEIGHT + CHIP_GAP
        rect = QRectF(x, y, width, CHIP_HEIGHT)
        chips.append(centred_button(button, rect, "chip", CHIP_PADDING - 0.5))
        x += width + CHIP_GAP
        widest = max(widest, rect.right())
    return ChipsBox(
        width=widest,
        height=y + CHIP_HEIGHT if chips else 0.0,
        areas=tuple(
            button_area(button, chip.rect, CHIP_HEIGHT / 2)
            for button, chip in zip(block.buttons, chips, strict=True)
        ),
        chips=tuple(chips),
    )
