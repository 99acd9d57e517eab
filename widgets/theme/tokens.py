"""The one table of colours: every token in its light, dark and high-contrast value."""

from enum import StrEnum
from typing import Final


class ThemeName(StrEnum):
    """Names a set of colours."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class Category(StrEnum):
    """Names a group of node types that share one hue."""

    ENTRY = "entry"
    TALK = "talk"
    DECIDE = "decide"
    DATA = "data"
    OUTSIDE = "outside"


TOKENS: Final[dict[str, tuple[str, str, str]]] = {
    "window": ("#F3F4F6", "#16191E", "#000000"),
    "canvas": ("#EEF0F3", "#101317", "#000000"),
    "canvas_dot": ("#D2D7DE", "#2B313A", "#4A4A4A"),
    "panel": ("#FFFFFF", "#1C2026", "#000000"),
    "sunken": ("#F6F7F9", "#15181D", "#000000"),
    "raised": ("#FFFFFF", "#252A32", "#0D0D0D"),
    "hover": ("#ECEFF3", "#2A3038", "#262626"),
    "line_hair": ("#DFE3E8", "#30363F", "#B8B8B8"),
    "line_edge": ("#C3CAD4", "#3E4651", "#FFFFFF"),
    "line_control": ("#848D9B", "#727D8B", "#FFFFFF"),
    "text": ("#1A2029", "#E9ECF0", "#FFFFFF"),
    "text_second": ("#545E6D", "#A8B1BD", "#E6E6E6"),
    "text_off": ("#848D9B", "#727D8B", "#B8B8B8"),
    "accent": ("#2857DB", "#8FADFF", "#FFE14D"),
    "accent_tint": ("#E9EFFD", "#222E4D", "#332D00"),
    "accent_fill": ("#2857DB", "#3C69EC", "#FFE14D"),
    "on_accent": ("#FFFFFF", "#FFFFFF", "#000000"),
    "error": ("#BC2A1E", "#FF9389", "#FF9C94"),
    "error_tint": ("#FCEDEB", "#3B2120", "#330A07"),
    "warn": ("#865200", "#F0BC57", "#FFD166"),
    "warn_tint": ("#FEF4DF", "#352A14", "#332600"),
    "ok": ("#146C45", "#62D29C", "#7CF0B4"),
    "ok_tint": ("#E5F5EC", "#163022", "#00331A"),
    "walk": ("#0B8457", "#3DD194", "#7CF0B4"),
    "connection": ("#7C8796", "#7A8593", "#FFFFFF"),
    "note": ("#FFF1B8", "#3A3418", "#332D00"),
    "note_text": ("#4A3B00", "#F0E3AE", "#FFFFFF"),
    "icon_on_fill": ("#FFFFFF", "#101317", "#000000"),
}
"""Token -> light, dark, high contrast, in the order of `ThemeName`."""

CATEGORY_FILLS: Final[dict[Category, tuple[str, str, str]]] = {
    Category.ENTRY: ("#5F6B7A", "#97A2B0", "#FFFFFF"),
    Category.TALK: ("#0788CE", "#8CE0FA", "#8FDCFF"),
    Category.DECIDE: ("#B9690C", "#E8B13C", "#FFCF5C"),
    Category.DATA: ("#4A1FA5", "#A273F0", "#B08CFF"),
    Category.OUTSIDE: ("#9C1048", "#EA4F7B", "#FF7FB0"),
}
"""Icon tile, overview block and minimap; light, dark, high contrast."""

CATEGORY_TINTS: Final[dict[Category, tuple[str, str, str]]] = {
    Category.ENTRY: ("#EDEFF2", "#2B313A", "#1A1A1A"),
    Category.TALK: ("#E4F3F9", "#183240", "#06222E"),
    Category.DECIDE: ("#FBF0E2", "#37291A", "#2E1C04"),
    Category.DATA: ("#F0EAFB", "#2B2543", "#1D1238"),
    Category.OUTSIDE: ("#FBEAF1", "#3B2230", "#330F1E"),
}
"""Header band of a node; light, dark, high contrast."""
