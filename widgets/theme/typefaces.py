"""The roles of text: size, line height and weight of each, and the families that carry them."""

import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from PySide6.QtGui import QFont

FontRole = Literal[
    "figure",
    "area_title",
    "section_title",
    "body",
    "body_strong",
    "node_title",
    "node_body",
    "exit_row",
    "label",
    "label_strong",
    "badge",
    "badge_strong",
    "rail",
    "rail_strong",
    "code",
]


@dataclass(frozen=True)
class TypeRole:
    """Describes one role of text at 100 %."""

    size_px: float
    line_px: int
    strong: bool = False
    tabular: bool = False
    code: bool = False


TYPE_ROLES: Final[dict[FontRole, TypeRole]] = {
    "figure": TypeRole(26, 36, strong=True, tabular=True),
    "area_title": TypeRole(18, 26, strong=True),
    "section_title": TypeRole(15, 22, strong=True),
    "body": TypeRole(13, 20),
    "body_strong": TypeRole(13, 20, strong=True),
    "node_title": TypeRole(14, 20, strong=True),
    "node_body": TypeRole(13, 18),
    "exit_row": TypeRole(12.5, 26, tabular=True),
    "label": TypeRole(12, 18, tabular=True),
    "label_strong": TypeRole(12, 18, strong=True, tabular=True),
    "badge": TypeRole(11, 16, tabular=True),
    "badge_strong": TypeRole(11, 16, strong=True, tabular=True),
    "rail": TypeRole(10, 13),
    "rail_strong": TypeRole(10, 13, strong=True),
    "code": TypeRole(13, 20, code=True),
}

_WINDOWS: Final = ("Microsoft YaHei UI", "Segoe UI")
_MAC: Final = ("PingFang SC", "SF Pro")
_LINUX: Final = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
_CODE: Final = ("Cascadia Mono", "SF Mono", "Noto Sans Mono CJK SC")


def families(platform: str = sys.platform) -> list[str]:
    """List the text families in the order they are tried: the platform's own first, then the others'."""
    own = _WINDOWS if platform.startswith("win") else _MAC if platform == "darwin" else _LINUX
    others = (name for group in (_LINUX, _WINDOWS, _MAC) for name in group if name not in own)
    return [*own, *others]


def code_families(platform: str = sys.platform) -> list[str]:
    """List the families for code and expressions, with the text families behind them for missing glyphs."""
    return [*_CODE, *families(platform)]


def scaled(length: float, text_scale: int) -> int:
    """Scale a length by the text scale in percent, rounded half up to whole px."""
    return int(length * text_scale / 100 + 0.5)


@lru_cache(maxsize=128)
def _shared_font(role: FontRole, text_scale: int) -> QFont:
    look = TYPE_ROLES[role]
    font = QFont()
    font.setFamilies(code_families() if look.code else families())
    font.setPixelSize(scaled(look.size_px, text_scale))
    font.setWeight(QFont.Weight.DemiBold if look.strong else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if look.tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    if look.code:
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setFixedPitch(True)
    return font


def font_for(role: FontRole, text_scale: int = 100) -> QFont:
    """Give a copy of the role's font at a text scale in percent."""
    return QFont(_shared_font(role, text_scale))
