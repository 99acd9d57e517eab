from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from widgets.handset.palette import PictureTheme, palette_for
from widgets.theme.contrast import contrast_ratio

COLOURS = ["#A63A50", "#FFFFFF", "#000000", "#FFD400", "#2857DB", "#777777", "#00C853", "#E91E63", "#808000"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("colour", COLOURS)
def test_every_text_of_the_picture_can_be_read(theme: PictureTheme, colour: str) -> None:
    palette = palette_for(theme, colour)
    pairs = [
        (palette.on_theme, palette.theme),
        (palette.suggestion, palette.bubble),
        (palette.text, palette.bubble),
        (palette.text, palette.ground),
        (palette.text, palette.system_bubble),
        (palette.second, palette.bubble),
        (palette.second, palette.ground),
        (palette.on_sms_out, palette.sms_out),
        (palette.error, palette.ground),
        (QColor("#FFFFFF"), palette.sms_avatar),
    ]

    assert [(one.name(), two.name()) for one, two in pairs if contrast_ratio(one, two) < 4.5] == []


def test_the_default_rose_is_the_one_of_the_look() -> None:
    light, dark = palette_for("light"), palette_for("dark")

    assert (
        light.theme.name(),
        light.on_theme.name(),
        light.suggestion.name(),
    ) == ("#a63a50", "#ffffff", "#8e2c42")
    assert (
        dark.theme.name(),
        dark.on_theme.name(),
        dark.suggestion.name(),
    ) == ("#b5475e", "#ffffff", "#ff9fb2")


def test_text_on_a_bright_theme_colour_is_dark() -> None:
    assert palette_for("light", "#FFD400").on_theme.lightnessF() < 0.2


def test_a_theme_colour_that_is_none_counts_as_the_default() -> None:
    assert palette_for("light") == palette_for("light", "rosy")
