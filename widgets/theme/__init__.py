"""The look: colour tokens, type roles, measures and motion of look and feel, in one place."""

from widgets.theme.application import apply_theme, keep_dressed, palette_of, style_sheet_of
from widgets.theme.contrast import contrast_ratio, readable_on, relative_luminance
from widgets.theme.current import (
    current_theme,
    set_reduced_motion,
    set_text_scale,
    set_theme,
    system_theme_name,
    theme_changed,
)
from widgets.theme.theme import CategoryColours, Theme, theme_named
from widgets.theme.tokens import Category, ThemeName
from widgets.theme.typefaces import FontRole, font_for

__all__ = [
    "Category",
    "CategoryColours",
    "FontRole",
    "Theme",
    "ThemeName",
    "apply_theme",
    "contrast_ratio",
    "current_theme",
    "font_for",
    "keep_dressed",
    "palette_of",
    "readable_on",
    "relative_luminance",
    "set_reduced_motion",
    "set_text_scale",
    "set_theme",
    "style_sheet_of",
    "system_theme_name",
    "theme_changed",
    "theme_named",
]
