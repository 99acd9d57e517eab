"""Spacing, radii, heights and durations: every number that paint and layout code may use, in px or ms."""

from typing import Final

SPACE_2: Final = 2
SPACE_4: Final = 4
SPACE_8: Final = 8
SPACE_12: Final = 12
SPACE_16: Final = 16
SPACE_24: Final = 24
SPACE_32: Final = 32
PANE_PADDING: Final = 14
FIELD_GAP: Final = 12
"""From one field to the next."""
LABEL_GAP: Final = 4
"""From a label to its field."""
GROUP_GAP: Final = 24
"""From one group of fields to the next."""

RADIUS_CHIP: Final = 4
RADIUS_CONTROL: Final = 6
RADIUS_OVERLAY: Final = 8
"""List items and overlays."""
RADIUS_CARD: Final = 10
"""Cards and nodes."""
RADIUS_FRAME: Final = 14
"""Canvas frames and handset cards."""
RADIUS_HANDSET: Final = 34

CONTROL_HEIGHT: Final = 32
CONTROL_HEIGHT_SMALL: Final = 28
ROW_HEIGHT: Final = 32
SUGGESTION_ROW_HEIGHT: Final = 34
TABLE_ROW_HEIGHT: Final = 38
TOOLBAR_HEIGHT: Final = 44
PANE_HEADER_HEIGHT: Final = 44
INSPECTOR_HEADER_HEIGHT: Final = 52
TAB_STRIP_HEIGHT: Final = 34
STATUS_BAR_HEIGHT: Final = 26
MENU_BAR_HEIGHT: Final = 28
BANNER_HEIGHT: Final = 36
TOAST_HEIGHT: Final = 36
CHIP_HEIGHT: Final = 20
RAIL_WIDTH: Final = 56
RAIL_WIDTH_SMALL: Final = 48
TILE_SIZE: Final = 22
"""Category tile of a node type."""

ICON_SMALL: Final = 14
ICON_MEDIUM: Final = 16
ICON_LARGE: Final = 20
ICON_EMPTY: Final = 24
"""Icon of an empty state."""

RING_WIDTH: Final = 2
RING_GAP: Final = 1
"""Between a control and its focus ring."""

HOVER_MS: Final = 80
POPUP_MS: Final = 120
COLLAPSE_MS: Final = 160
VIEW_MS: Final = 200
"""View fit, auto-layout and jump to a problem."""
TOAST_MS: Final = 4_000
TOAST_WITH_ACTION_MS: Final = 8_000

TEXT_SCALES: Final = (100, 115, 130)
"""Percent that the person may choose."""
