"""Every pair of colours that look and feel promises, computed again from the tokens."""

import pytest
from PySide6.QtGui import QColor

from widgets.theme import ThemeName, contrast_ratio, readable_on, theme_named
from widgets.theme.theme import Theme

TINTS = ("accent_tint", "error_tint", "warn_tint", "ok_tint")


def _tokens(theme: Theme, names: str) -> list[QColor]:
    grounds: list[QColor] = []
    for name in names.split():
        if name == "tints":
            grounds += [getattr(theme, each) for each in TINTS]
            grounds += [colours.tint for colours in theme.categories.values()]
        elif name == "fills":
            grounds += [colours.fill for colours in theme.categories.values()]
        else:
            grounds.append(getattr(theme, name))
    return grounds


def _worst(theme: Theme, front: str, grounds: str) -> float:
    return min(
        contrast_ratio(mark, ground) for mark in _tokens(theme, front) for ground in _tokens(theme, grounds)
    )


TEXT_PAIRS = [
    ("text", "panel", 16.4, 13.8, 21.0),
    ("text", "window", 14.9, 14.9, 21.0),
    ("text", "canvas", 14.3, 15.7, 21.0),
    ("text", "sunken raised hover", 14.2, 11.2, 15.1),
    ("text", "tints", 13.9, 11.0, 13.8),
    ("text_second", "panel", 6.6, 7.6, 16.8),
    ("text_second", "window canvas sunken raised hover", 5.7, 6.1, 12.1),
    ("text_second", "tints", 5.6, 6.0, 11.1),
    ("accent", "panel", 6.0, 7.5, 16.1),
    ("accent", "window", 5.5, 8.1, 16.1),
    ("accent", "accent_tint", 5.2, 6.1, 10.6),
    ("on_accent", "accent_fill", 6.0, 4.75, 16.1),
    ("error", "panel", 6.0, 7.6, 10.4),
    ("error", "error_tint", 5.3, 6.9, 8.8),
    ("error", "hover", 5.2, 6.2, 7.5),
    ("warn", "panel", 6.5, 9.4, 14.6),
    ("warn", "warn_tint", 6.0, 8.1, 10.3),
    ("warn", "hover", 5.6, 7.6, 10.5),
    ("ok", "panel", 6.4, 8.7, 15.0),
    ("ok", "ok_tint", 5.7, 7.6, 10.1),
    ("ok", "hover", 5.6, 7.1, 10.8),
    ("note_text", "note", 9.7, 9.7, 12.0),
]
MARK_PAIRS = [
    ("line_control", "panel sunken", 3.1, 3.9, 21.0),
    ("connection", "canvas", 3.2, 5.0, 21.0),
    ("walk", "canvas", 4.1, 9.5, 15.0),
    ("accent", "canvas", 5.3, 8.5, 16.1),
    ("fills", "canvas", 3.4, 5.2, 8.0),
    ("icon_on_fill", "fills", 3.9, 5.2, 8.0),
]


@pytest.mark.parametrize(("front", "grounds", "light", "dark", "high"), TEXT_PAIRS)
def test_text_reads_as_well_as_promised(
    front: str, grounds: str, light: float, dark: float, high: float
) -> None:
    for name, promised in zip(ThemeName, (light, dark, high), strict=True):
        worst = _worst(theme_named(name), front, grounds)

        assert worst >= 4.5, name
        assert worst >= promised - 0.06, f"{front} on {grounds}, {name}: {worst:.2f}"


@pytest.mark.parametrize(("front", "grounds", "light", "dark", "high"), MARK_PAIRS)
def test_marks_stand_out_as_well_as_promised(
    front: str, grounds: str, light: float, dark: float, high: float
) -> None:
    for name, promised in zip(ThemeName, (light, dark, high), strict=True):
        worst = _worst(theme_named(name), front, grounds)

        assert worst >= 3.0, name
        assert worst >= promised - 0.06, f"{front} on {grounds}, {name}: {worst:.2f}"


def test_text_on_inverted_grounds_reads() -> None:
    for name in ThemeName:
        theme = theme_named(name)

        assert contrast_ratio(theme.panel, theme.error) >= 4.5
        assert contrast_ratio(theme.accent_tint, theme.text) >= 4.5


def test_black_on_white_is_21_and_equal_colours_1() -> None:
    black, white = QColor(0, 0, 0), QColor(255, 255, 255)

    assert contrast_ratio(black, white) == pytest.approx(21.0)
    assert contrast_ratio(white, white) == pytest.approx(1.0)


def test_readable_on_takes_the_better_of_black_and_white() -> None:
    assert readable_on(QColor("#A63A50")) == QColor(255, 255, 255)
    assert readable_on(QColor("#FFF1B8")) == QColor(0, 0, 0)
