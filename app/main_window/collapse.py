"""What gives way first when the window gets small."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

CANVAS_MIN: Final = 480
PALETTE_ICONS: Final = 52
PALETTE: Final = 176
PALETTE_RANGE: Final = (160, 280)
INSPECTOR: Final = 316
INSPECTOR_SMALL: Final = 282
INSPECTOR_RANGE: Final = (280, 420)
HANDSET: Final = 372
HANDSET_SMALL: Final = 286
HANDSET_RANGE: Final = (272, 680)
BOTTOM: Final = 112
BOTTOM_STRIP: Final = 34
TWIN_BESIDE_FROM: Final = 620
"""A handset pane this wide has the twin beside the phone."""

_WORDS_FROM = 1600
_TWIN_FROM = 1520
_NAMES_FROM = 1440
_PROBLEMS_FROM = 1360
_TWO_COLUMNS_FROM = 1120
_HEIGHT_FROM = 760


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person chose; None where they chose nothing."""

    palette_px: int | None = None
    inspector_px: int | None = None
    handset_px: int | None = None
    bottom_px: int | None = None
    hidden: frozenset[str] = frozenset()
    """Of palette, inspector, handset, bottom."""
    is_focused: bool = False
    """Only canvas and handset are wanted."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where everything goes; a width of 0 is a pane that is not there."""

    rail_px: int
    palette_px: int
    bottom_px: int
    inspector_px: int
    handset_px: int
    shows_words: bool
    """Whether the toolbar has words, not icons alone."""
    twin: Literal["below", "beside", "tab"]
    shares_column: bool
    """Whether inspector and handset are tabs of one column."""
    halves_minimap: bool


def arrange(width_px: int, height_px: int, wishes: Wishes, text_scale: int = 100) -> Arrangement:
    """The arrangement of a window whose panes have this much room, menu, toolbar and status bar included.

    Panes that nobody gave a width grow with the text, in percent, as far as the canvas leaves room.
    """
    is_small = width_px < _NAMES_FROM
    shown = _shown(wishes)
    shares = width_px < _TWO_COLUMNS_FROM and {"inspector", "handset"} <= shown
    usual = INSPECTOR_SMALL if is_small else INSPECTOR
    inspector = _between(wishes.inspector_px, usual * text_scale // 100, INSPECTOR_RANGE)
    handset = _between(wishes.handset_px, HANDSET_SMALL if is_small else HANDSET, HANDSET_RANGE)
    palette = PALETTE_ICONS if is_small else _palette(wishes.palette_px, text_scale)
    rail = (48 if is_small else 56) * text_scale // 100
    strip = width_px < _PROBLEMS_FROM or height_px < _HEIGHT_FROM
    bottom = BOTTOM_STRIP if strip else wishes.bottom_px or BOTTOM
    widths = {
        "palette": palette if "palette" in shown else 0,
        "inspector": inspector if "inspector" in shown else 0,
        "handset": 0 if shares or "handset" not in shown else handset,
    }
    _squeeze(widths, width_px - rail - CANVAS_MIN)
    beside = widths["handset"] >= TWIN_BESIDE_FROM
    tab = shares or width_px < _TWIN_FROM or height_px < _HEIGHT_FROM
    return Arrangement(
        rail_px=rail,
        palette_px=widths["palette"],
        bottom_px=min(bottom, height_px // 2) if "bottom" in shown else 0,
        inspector_px=widths["inspector"],
        handset_px=widths["handset"],
        shows_words=width_px >= _WORDS_FROM,
        twin="beside" if beside else "tab" if tab else "below",
        shares_column=shares,
        halves_minimap=width_px < _TWO_COLUMNS_FROM,
    )


def _shown(wishes: Wishes) -> set[str]:
    if wishes.is_focused:
        return {"handset"}
    return {"palette", "inspector", "handset", "bottom"} - wishes.hidden


def _palette(wished: int | None, text_scale: int) -> int:
    if wished is not None and wished <= PALETTE_ICONS + 40:
        return PALETTE_ICONS
    return _between(wished, PALETTE * text_scale // 100, PALETTE_RANGE)


def _between(wished: int | None, usual: int, limits: tuple[int, int]) -> int:
    return min(max(usual if wished is None else wished, limits[0]), limits[1])


def _squeeze(widths: dict[str, int], room_px: int) -> None:
    """Takes wished width back, widest pane first, until the canvas has its least width."""
    least = {"palette": PALETTE_ICONS, "inspector": INSPECTOR_RANGE[0], "handset": HANDSET_RANGE[0]}
    for pane in ("handset", "inspector", "palette"):
        over = sum(widths.values()) - room_px
        if over > 0 and widths[pane] > least[pane]:
            widths[pane] = max(least[pane], widths[pane] - over)
            if pane == "palette" and widths[pane] < PALETTE_RANGE[0]:
                widths[pane] = PALETTE_ICONS
