"""One look of the program as a frozen value: colours, fonts and measures at a text scale."""

from dataclasses import dataclass, fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Self

from PySide6.QtGui import QColor, QFont

from widgets.theme.tokens import CATEGORY_FILLS, CATEGORY_TINTS, TOKENS, Category, ThemeName
from widgets.theme.typefaces import TYPE_ROLES, FontRole, font_for, scaled


@dataclass(frozen=True, eq=False)
class CategoryColours:
    """The colours of one category of node types."""

    fill: QColor
    """Icon tile, overview block, minimap."""
    tint: QColor
    """Header band."""
    icon_on_fill: QColor


@dataclass(frozen=True, eq=False)
class Theme:
    """Every colour token by name, with the text scale and the wish for reduced motion.

    The colours are shared: copy one before changing it.
    """

    name: ThemeName
    window: QColor
    canvas: QColor
    canvas_dot: QColor
    panel: QColor
    sunken: QColor
    raised: QColor
    hover: QColor
    line_hair: QColor
    line_edge: QColor
    line_control: QColor
    text: QColor
    text_second: QColor
    text_off: QColor
    accent: QColor
    accent_tint: QColor
    accent_fill: QColor
    on_accent: QColor
    error: QColor
    error_tint: QColor
    warn: QColor
    warn_tint: QColor
    ok: QColor
    ok_tint: QColor
    walk: QColor
    connection: QColor
    note: QColor
    note_text: QColor
    icon_on_fill: QColor
    categories: MappingProxyType[Category, CategoryColours]
    text_scale: int = 100
    """Percent: 100, 115 or 130."""
    reduced_motion: bool = False

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return self.name is not ThemeName.LIGHT

    @property
    def is_high_contrast(self) -> bool:
        """Whether lines are 2 px and tints stand for selection only."""
        return self.name is ThemeName.HIGH_CONTRAST

    @property
    def line_px(self) -> int:
        """Width of every hairline and border."""
        return 2 if self.is_high_contrast else 1

    @property
    def field(self) -> QColor:
        """Ground of a text field."""
        return self.sunken if self.is_dark else self.panel

    def category(self, category: str) -> CategoryColours:
        """Give the colours of a category.

        Raises ValueError when there is no such category.
        """
        return self.categories[Category(category)]

    def font(self, role: FontRole, *, follows_scale: bool = True) -> QFont:
        """Give the font of a role; the canvas and other scenes of fixed size do not follow the text scale."""
        return font_for(role, self.text_scale if follows_scale else 100)

    def line_height(self, role: FontRole) -> int:
        """Give the line height of a role in px at the text scale."""
        return scaled(TYPE_ROLES[role].line_px, self.text_scale)

    def px(self, length: float) -> int:
        """Scale a height that holds text by the text scale."""
        return scaled(length, self.text_scale)

    def duration_ms(self, duration_ms: int) -> int:
        """Give the duration of a motion: 0 when motion is reduced."""
        return 0 if self.reduced_motion else duration_ms

    def with_options(self, *, text_scale: int | None = None, reduced_motion: bool | None = None) -> Self:
        """Give this theme with another text scale or another wish for motion."""
        return replace(
            self,
            text_scale=self.text_scale if text_scale is None else text_scale,
            reduced_motion=self.reduced_motion if reduced_motion is None else reduced_motion,
        )


@lru_cache(maxsize=3)
def theme_named(name: ThemeName) -> Theme:
    """Build the theme of a name at 100 % with motion."""
    column = list(ThemeName).index(name)
    colours = {token: QColor(values[column]) for token, values in TOKENS.items()}
    categories = {
        category: CategoryColours(
            QColor(CATEGORY_FILLS[category][column]),
            QColor(CATEGORY_TINTS[category][column]),
            colours["icon_on_fill"],
        )
        for category in Category
    }
    return Theme(
        name=name,
        categories=MappingProxyType(categories),
        text_scale=100,
        reduced_motion=False,
        **colours,
    )


TOKEN_NAMES = tuple(each.name for each in fields(Theme) if each.name in TOKENS)
"""Every colour token, in the order of the table."""
