"""The type of the phone: family, size, line height and weight of every role, in logical px."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from PySide6.QtGui import QFont, QFontMetricsF

from widgets.theme.typefaces import families

PhoneRole: TypeAlias = Literal[
    "text",
    "title",
    "description",
    "suggestion",
    "chip",
    "meta",
    "name",
    "clock",
    "network",
    "menu",
    "input",
    "file",
    "place",
    "avatar",
]
Style: TypeAlias = Literal["italics", "bold", "underline"]


@dataclass(frozen=True, slots=True)
class PhoneType:
    """Describes one role."""

    size_px: int
    line_px: float
    strong: bool = False


PHONE_TYPES: Final[dict[PhoneRole, PhoneType]] = {
    "text": PhoneType(14, 20),
    "title": PhoneType(15, 22, strong=True),
    "description": PhoneType(13, 19),
    "suggestion": PhoneType(14, 20, strong=True),
    "chip": PhoneType(13, 18, strong=True),
    "meta": PhoneType(11, 16),
    "name": PhoneType(15, 20, strong=True),
    "clock": PhoneType(13, 18, strong=True),
    "network": PhoneType(11, 14, strong=True),
    "menu": PhoneType(13, 18),
    "input": PhoneType(13, 20),
    "file": PhoneType(14, 20),
    "place": PhoneType(14, 20, strong=True),
    "avatar": PhoneType(15, 20, strong=True),
}

_pinned: list[str] = []


def pin_families(names: tuple[str, ...]) -> None:
    """Use these families instead of the program's own, until called with none: pictures can be compared."""
    _pinned[:] = names
    phone_font.cache_clear()
    phone_metrics.cache_clear()


@lru_cache(maxsize=512)
def phone_font(role: PhoneRole, styles: tuple[Style, ...] = (), scale: float = 1.0) -> QFont:
    """The font of a role, one object for all; do not change it."""
    look = PHONE_TYPES[role]
    font = QFont()
    font.setFamilies(_pinned or families())
    font.setPixelSize(max(round(look.size_px * scale), 1))
    font.setWeight(QFont.Weight.DemiBold if look.strong or "bold" in styles else QFont.Weight.Normal)
    font.setItalic("italics" in styles)
    font.setUnderline("underline" in styles)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=512)
def phone_metrics(role: PhoneRole, styles: tuple[Style, ...] = (), scale: float = 1.0) -> QFontMetricsF:
    """The measures of a role's font."""
    return QFontMetricsF(phone_font(role, styles, scale))


def line_height(role: PhoneRole, scale: float = 1.0) -> float:
    """The height of one line of a role."""
    return PHONE_TYPES[role].line_px if scale == 1.0 else float(round(PHONE_TYPES[role].line_px * scale))
