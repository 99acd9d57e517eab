"""Every number of the canvas's drawing, in scene units unless named otherwise."""

from __future__ import annotations

from typing import Final

RADIUS: Final = 10.0
HEADER: Final = 36.0
TILE: Final = 22.0
TILE_X: Final = 9.0
TITLE_X: Final = 38.0
PADDING: Final = 10.0
PREVIEW_TOP: Final = 9.0
PREVIEW_BOTTOM: Final = 8.0
LINE: Final = 18.0
ROW: Final = 26.0
ROWS_PADDING: Final = 4.0
ROW_RIGHT: Final = 14.0
ENTRY_Y: Final = 18.0
SOCKET: Final = 6.0
"""Radius of a socket."""
SOCKET_HOVER: Final = 8.0
SOCKET_HIT: Final = 12.0

THUMB: Final = (68.0, 62.0)
THUMB_GAP: Final = 6.0
THUMBS_MAX: Final = 3
PICTURE: Final = (194.0, 84.0)
MAP: Final = (194.0, 66.0)
THUMB_RADIUS: Final = 6.0

WIDTH_CARDS: Final = 236.0
WIDTH_PICTURE: Final = 216.0
WIDTH_PLAIN: Final = 200.0
WIDTH_SPLIT: Final = 176.0
WIDTH_START: Final = 164.0
WIDTH_END: Final = 118.0

EXITS_SHOWN_MAX: Final = 8
"""A card with more exits shows one row less and folds the rest."""
LINES_MAX: Final = 2
TEXT_READ_MAX: Final = 400
"""Characters of a text that are looked at for a card."""

CARD_MARGIN: Final = 14.0
"""How far rings, sockets and badges reach beyond a card."""

DOTS_EVERY: Final = 24.0
GRID_CELL: Final = 512.0

BAND_FULL: Final = 0.85
BAND_TITLE: Final = 0.6
BAND_OVERVIEW: Final = 0.35
TITLE_PX: Final = 11.0
"""Smallest title on screen, in px, whatever the zoom."""

ZOOM_MIN: Final = 0.05
ZOOM_MAX: Final = 3.0
ZOOM_STEP: Final = 1.2
SCENE_MARGIN: Final = 400.0
FIT_BORDER: Final = 24.0
ROOM_PX: Final = 60
"""What banner above and tools below lie over, with the space round them."""
SCROLL_BORDER_PX: Final = 36
SCROLL_STEP_PX: Final = 14
SCROLL_EVERY_MS: Final = 16

BACKWARD_FROM: Final = 40.0
HIT_CONNECTION: Final = 5.0
"""Half of the width in which a connection is hit."""
REACH_CONNECTION: Final = 12.0
"""How near a node that is let go must be to a connection to go into it."""
CHEVRON: Final = 14.0
"""Side of the mark on a frame that collapses it."""
CHEVRON_X: Final = 10.0
CHEVRON_Y: Final = 10.0
