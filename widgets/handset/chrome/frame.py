"""Where the parts of the phone are, in logical px from the shell's upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRectF

from widgets.handset.metrics import (
    BEZEL,
    HEADER_HEIGHT,
    HOME_HEIGHT,
    INPUT_HEIGHT,
    INPUT_PILL_HEIGHT,
    INPUT_PILL_LEFT,
    MENU_HEIGHT,
    PHONE_WIDTH,
    SCREEN_WIDTH,
    STATUS_HEIGHT,
)


@dataclass(frozen=True)
class Frame:
    """The rectangles of one phone; `menu` is empty when there is none."""

    shell: QRectF
    screen: QRectF
    status: QRectF
    header: QRectF
    conversation: QRectF
    input: QRectF
    pill: QRectF
    lead: QRectF
    """The icon left of the input."""
    trail: QRectF
    """The icon right of the input."""
    menu: QRectF
    home: QRectF
    scale: float = 1.0
    """Of the type on it, at least 1: smaller type keeps the bars as high as fingers need them."""


@lru_cache(maxsize=16)
def frame_for(height: float, has_menu: bool, scale: float = 1.0) -> Frame:
    """The frame of a phone of this height."""
    scale = max(scale, 1.0)
    screen = QRectF(BEZEL, BEZEL, SCREEN_WIDTH, height - 2 * BEZEL)
    left = screen.left()
    status = QRectF(left, screen.top(), SCREEN_WIDTH, STATUS_HEIGHT)
    header = QRectF(left, status.bottom(), SCREEN_WIDTH, round(HEADER_HEIGHT * scale))
    home = QRectF(left, screen.bottom() - HOME_HEIGHT, SCREEN_WIDTH, HOME_HEIGHT)
    menu_height = round(MENU_HEIGHT * scale) if has_menu else 0.0
    menu = QRectF(left, home.top() - menu_height, SCREEN_WIDTH, menu_height)
    line_height, pill_height = round(INPUT_HEIGHT * scale), round(INPUT_PILL_HEIGHT * scale)
    line = QRectF(left, menu.top() - line_height, SCREEN_WIDTH, line_height)
    pill_top = line.center().y() - pill_height / 2
    pill = QRectF(left + INPUT_PILL_LEFT, pill_top, SCREEN_WIDTH - 2 * INPUT_PILL_LEFT, pill_height)
    icon = QRectF(0, 0, 20, 20)
    lead, trail = QRectF(icon), QRectF(icon)
    lead.moveCenter(QRectF(left, line.top(), INPUT_PILL_LEFT, line_height).center())
    trail.moveCenter(QRectF(pill.right(), line.top(), INPUT_PILL_LEFT, line_height).center())
    return Frame(
        shell=QRectF(0, 0, PHONE_WIDTH, height),
        screen=screen,
        status=status,
        header=header,
        conversation=QRectF(left, header.bottom(), SCREEN_WIDTH, line.top() - header.bottom()),
        input=line,
        pill=pill,
        lead=lead,
        trail=trail,
        menu=menu,
        home=home,
        scale=scale,
    )
