"""The colours of the picture of a phone: light or dark, and the chatbot's own theme colour.

The picture is what people see on their handsets, so it takes none of the program's colour tokens; only the
outline of the field that is pointed at or edited belongs to the editor and is handed in by the view.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from PySide6.QtGui import QColor

from widgets.theme.contrast import contrast_ratio

PictureTheme: TypeAlias = Literal["light", "dark"]

DEFAULT_THEME_COLOUR: Final = "#A63A50"
"""The colour of a chatbot that chose none."""

TEXT_CONTRAST: Final = 4.5
"""Least contrast of text (WCAG 2.1, 1.4.3)."""

_DARK_DEFAULT: Final = "#B5475E"
_SUGGESTION_DEFAULT: Final = {"light": "#8E2C42", "dark": "#FF9FB2"}


@dataclass(frozen=True)
class Palette:
    """Every colour of one picture."""

    shell: QColor
    shell_line: QColor
    bar: QColor
    """Status bar, header, input bar and fixed menu."""
    ground: QColor
    """Behind the conversation."""
    bubble: QColor
    line: QColor
    text: QColor
    second: QColor
    theme: QColor
    """Out-bubbles, avatar, play disc."""
    on_theme: QColor
    suggestion: QColor
    tile: QColor
    """Behind the icon of a file."""
    placeholder: QColor
    """Where a picture is not there yet."""
    system_bubble: QColor
    """An SMS from the network."""
    sms_out: QColor
    on_sms_out: QColor
    sms_avatar: QColor
    verified: QColor
    indicator: QColor
    focus: QColor
    error: QColor
    warn: QColor
    scrim: QColor
    """Over the conversation while an action's sheet lies on it."""
    land: QColor
    road: QColor
    houses: QColor
    park: QColor
    water: QColor
    pin: QColor
    on_pin: QColor


# A map looks alike in both themes, as the tiles of the handsets' map services do.
_MAP: Final = {
    "land": "#E5EBE4",
    "road": "#FDFCFC",
    "houses": "#D9DFD6",
    "park": "#CFE2CB",
    "water": "#BAD5E9",
    "pin": "#C8324B",
    "on_pin": "#FFFFFF",
}

_COMMON: Final = _MAP | {
    "shell": "#0B0D10",
    "shell_line": "#848D9B",
    "sms_avatar": "#6B7583",
    "verified": "#2F7FE6",
    "scrim": "#80000000",
}

_LIGHT: Final = _COMMON | {
    "bar": "#FFFFFF",
    "ground": "#F1F2F5",
    "bubble": "#FFFFFF",
    "line": "#E0E3E8",
    "text": "#1A2029",
    "second": "#59616D",
    "placeholder": "#E3E6EB",
    "system_bubble": "#E2E5EA",
    "sms_out": "#D5EBD9",
    "on_sms_out": "#12351F",
    "indicator": "#9CA0A7",
    "focus": "#2857DB",
    "error": "#BC2A1E",
    "warn": "#B9690C",
}

_DARK: Final = _COMMON | {
    "bar": "#20242A",
    "ground": "#0C0E11",
    "bubble": "#20242A",
    "line": "#343A43",
    "text": "#E9ECF0",
    "second": "#A4ACB8",
    "placeholder": "#2B3038",
    "system_bubble": "#2A2F36",
    "sms_out": "#1D3A29",
    "on_sms_out": "#CFEBD8",
    "indicator": "#6E757F",
    "focus": "#8FADFF",
    "error": "#FF9389",
    "warn": "#F0BC57",
}


@lru_cache(maxsize=64)
def palette_for(picture_theme: PictureTheme, theme_colour: str = DEFAULT_THEME_COLOUR) -> Palette:
    """The palette of a picture; a *theme_colour* that is no colour counts as the default one."""
    plain = {name: QColor(value) for name, value in (_LIGHT if picture_theme == "light" else _DARK).items()}
    theme = QColor(theme_colour) if QColor.isValidColorName(theme_colour) else QColor(DEFAULT_THEME_COLOUR)
    if theme == QColor(DEFAULT_THEME_COLOUR):
        suggestion = QColor(_SUGGESTION_DEFAULT[picture_theme])
        theme = QColor(_DARK_DEFAULT) if picture_theme == "dark" else theme
    else:
        suggestion = readable_shade(theme, plain["bubble"])
    return Palette(
        theme=theme,
        on_theme=text_on(theme),
        suggestion=suggestion,
        tile=mixed(plain["bubble"], theme, 0.09 if picture_theme == "light" else 0.18),
        **plain,
    )


def text_on(ground: QColor) -> QColor:
    """White where it can be read on *ground*, else near-black, else black, which then can."""
    for candidate in ("#FFFFFF", "#14181F"):
        if contrast_ratio(QColor(candidate), ground) >= TEXT_CONTRAST:
            return QColor(candidate)
    return QColor("#000000")


def readable_shade(colour: QColor, ground: QColor, contrast: float = TEXT_CONTRAST) -> QColor:
    """*colour* itself if it can be read on *ground*, else the nearest lightness of its hue that can."""
    hue, saturation, lightness = colour.hslHueF(), colour.hslSaturationF(), colour.lightnessF()
    step = 0.02 if ground.lightnessF() < 0.5 else -0.02
    shade = colour
    while contrast_ratio(shade, ground) < contrast and 0.0 <= lightness + step <= 1.0:
        lightness += step
        shade = QColor.fromHslF(max(hue, 0.0), saturation, lightness)
    return shade


def mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    """*colour* laid over *ground* with an opacity of *share*, 0 to 1."""
    return QColor.fromRgbF(
        ground.redF() + (colour.redF() - ground.redF()) * share,
        ground.greenF() + (colour.greenF() - ground.greenF()) * share,
        ground.blueF() + (colour.blueF() - ground.blueF()) * share,
    )
