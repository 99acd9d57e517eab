"""The measures of the phone in logical px: the picture is laid out at this size and scaled as a whole."""

from __future__ import annotations

from typing import Final

PHONE_WIDTH: Final = 378.0
PHONE_HEIGHT: Final = 700.0
"""Height of a picture made for a report; on screen the height follows the pane."""
PHONE_HEIGHT_MIN: Final = 480.0
PHONE_HEIGHT_MAX: Final = 880.0
SCALE_MAX: Final = 1.4
"""The phone grows no further in a wide pane."""

BEZEL: Final = 8.0
SHELL_RADIUS: Final = 34.0
SCREEN_RADIUS: Final = 27.0
SCREEN_WIDTH: Final = PHONE_WIDTH - 2 * BEZEL

STATUS_HEIGHT: Final = 28.0
HEADER_HEIGHT: Final = 52.0
INPUT_HEIGHT: Final = 48.0
INPUT_PILL_HEIGHT: Final = 34.0
INPUT_PILL_LEFT: Final = 40.0
MENU_HEIGHT: Final = 40.0
MENU_ENTRIES_MAX: Final = 3
"""Top entries of a fixed menu in China (CT/CU interface V1.0.4 §7.1.2)."""
POPUP_WIDTH: Final = 132.0
POPUP_ROW: Final = 36.0
HOME_HEIGHT: Final = 16.0
AVATAR: Final = 34.0
BADGE: Final = 15.0

PADDING_X: Final = 12.0
PADDING_Y: Final = 10.0
GAP: Final = 8.0
BUBBLE_SHARE: Final = 0.82
"""Widest bubble as a share of the conversation's width."""
BUBBLE_WIDTH_MAX: Final = (SCREEN_WIDTH - 2 * PADDING_X) * BUBBLE_SHARE
BUBBLE_PADDING_X: Final = 12.0
BUBBLE_PADDING_Y: Final = 8.0
BUBBLE_RADIUS: Final = 16.0
BUBBLE_CORNER: Final = 4.0
"""Radius of the corner that points at the speaker."""
META_INDENT: Final = 6.0
META_GAP: Final = 3.0

CARD_RADIUS: Final = 14.0
CARD_WIDTH: Final = 286.0
CARD_WIDTH_HORIZONTAL: Final = 300.0
CARD_PADDING_X: Final = 12.0
CARD_PADDING_Y: Final = 10.0
CARD_TEXT_GAP: Final = 2.0
CARD_HEIGHT_MAX: Final = 520.0
"""A card grows no higher: its description is cut first."""
CAROUSEL_CARD_HEIGHT_MAX: Final = 440.0
CAROUSEL_WIDTHS: Final = {"SMALL_WIDTH": 188.0, "MEDIUM_WIDTH": 232.0}
MEDIA_HEIGHTS: Final = {"SHORT_HEIGHT": 112.0, "MEDIUM_HEIGHT": 168.0, "TALL_HEIGHT": 264.0}
MEDIA_STRIP: Final = 128.0
"""Width of the picture of a horizontal card."""
MEDIA_STRIP_HEIGHT_MIN: Final = 100.0
SUGGESTION_HEIGHT: Final = 38.0
SUGGESTIONS_MAX: Final = 4
CARDS_MAX: Final = 12
"""Handsets throw a message away that has more suggestions on a card or more cards (RCC.07 botmessage)."""
TITLE_LINES_MAX: Final = 2

CHIP_HEIGHT: Final = 32.0
CHIP_PADDING: Final = 13.0
CHIP_GAP: Final = 8.0
CHIP_WIDTH_MAX: Final = SCREEN_WIDTH - 2 * PADDING_X
ICON: Final = 16.0
ICON_GAP: Final = 6.0

FILE_WIDTH: Final = 250.0
FILE_TILE_WIDTH: Final = 38.0
FILE_TILE_HEIGHT: Final = 44.0
AUDIO_WIDTH: Final = 220.0
OUT_PICTURE_WIDTH: Final = 168.0
OUT_PICTURE_HEIGHT: Final = 126.0
AUDIO_HEIGHT: Final = 50.0
PLAY_DISC: Final = 32.0
VIDEO_HEIGHT: Final = 140.0
MAP_HEIGHT: Final = 96.0

CUT_TICK: Final = 2.0
"""Thickness of the mark where text was cut, shown while editing."""

SHEET_RADIUS: Final = 18.0
SHEET_PADDING: Final = 20.0
SHEET_GRIP: Final = 22.0
"""Room above a sheet's words, with the grip in its middle."""
SHEET_ICON: Final = 40.0
SHEET_ANSWER: Final = 38.0
"""Height of what the handset asks to be tapped."""
PAGE_AVATAR: Final = 72.0
PAGE_PADDING: Final = 20.0
SHEET_DETAIL_LINES_MAX: Final = 3
"""An address or a note grows no longer: the sheet says what would happen, it is not the thing itself."""
