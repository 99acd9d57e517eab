"""The chip list under a message: a row that wraps."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from runtime.messages.blocks import ChipsBlock
from widgets.handset.layout.box import Box
from widgets.handset.layout.button import Button, button_area, centred_button, fold_button
from widgets.handset.layout.card import cut_suggestions
from widgets.handset.layout.loss import Loss
from widgets.handset.measures import STANDARD, Measures
from widgets.handset.metrics import CHIP_GAP, CHIP_PADDING, CHIP_WIDTH_MAX, ICON, ICON_GAP
from widgets.handset.paragraph import one_line
from widgets.language import tr


@dataclass(frozen=True, kw_only=True)
class ChipsBox(Box):
    """Chips in rows."""

    chips: tuple[Button, ...]
    hides: bool = False
    """The only chip stands for all of them."""


def lay_out_chips(block: ChipsBlock, measures: Measures = STANDARD) -> ChipsBox:
    """Measure the chips; one that is wider than the screen is cut."""
    if 0 < measures.chips_shown < len(block.buttons):
        return _folded(block, measures)
    high = measures.chip_height
    x = y = widest = 0.0
    chips: list[Button] = []
    for button in block.buttons:
        room = 2 * CHIP_PADDING + (ICON + ICON_GAP if button.icon else 0.0)
        words = one_line(button.text, "chip", CHIP_WIDTH_MAX - room, measures.scale)
        width = min(words.width + room, CHIP_WIDTH_MAX)
        if x and x + width > CHIP_WIDTH_MAX:
            x, y = 0.0, y + high + CHIP_GAP
        rect = QRectF(x, y, width, high)
        chips.append(centred_button(button, rect, "chip", CHIP_PADDING - 0.5, measures.scale))
        x += width + CHIP_GAP
        widest = max(widest, rect.right())
    return ChipsBox(
        width=widest,
        height=y + high if chips else 0.0,
        areas=tuple(
            button_area(button, chip.rect, high / 2)
            for button, chip in zip(block.buttons, chips, strict=True)
        ),
        losses=tuple(cut_suggestions(block.buttons, chips)),
        chips=tuple(chips),
    )


def _folded(block: ChipsBlock, measures: Measures) -> ChipsBox:
    count = len(block.buttons)
    words = tr(f"选项（{count}）", f"Options ({count})")
    width = one_line(words, "chip", CHIP_WIDTH_MAX, measures.scale).width + 2 * CHIP_PADDING + ICON + ICON_GAP
    rect = QRectF(0, 0, width, measures.chip_height)
    first = block.buttons[0]
    return ChipsBox(
        width=width,
        height=rect.height(),
        losses=(Loss("chips_hidden", first.path, count, first.text),),
        chips=(fold_button(words, rect, "chip", measures.scale),),
        hides=True,
    )
