"""The theme as a value, the current theme and the dress of the application."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resources.files import resource_path
from widgets.theme import (
    ThemeName,
    apply_theme,
    current_theme,
    set_reduced_motion,
    set_text_scale,
    set_theme,
    style_sheet_of,
    system_theme_name,
    theme_changed,
    theme_named,
)
from widgets.theme.measures import COLLAPSE_MS, CONTROL_HEIGHT
from widgets.theme.theme import TOKEN_NAMES
from widgets.theme.tokens import TOKENS
from widgets.theme.typefaces import TYPE_ROLES, families


@pytest.fixture(autouse=True)
def _light_again() -> Iterator[None]:
    yield
    set_theme(ThemeName.LIGHT)
    set_text_scale(100)
    set_reduced_motion(False)


def test_every_token_of_the_table_is_an_attribute() -> None:
    assert set(TOKEN_NAMES) == set(TOKENS)
    assert theme_named(ThemeName.DARK).canvas_dot.name().upper() == TOKENS["canvas_dot"][1]


def test_set_theme_tells_once_and_keeps_the_text_scale(qtbot: QtBot) -> None:
    set_text_scale(115)

    with qtbot.waitSignal(theme_changed):
        set_theme("dark")

    assert current_theme().is_dark
    assert current_theme().text_scale == 115
    with qtbot.assertNotEmitted(theme_changed):
        set_theme(ThemeName.DARK)


def test_unknown_theme_scale_and_category_are_refused() -> None:
    with pytest.raises(ValueError, match="sepia"):
        set_theme("sepia")
    with pytest.raises(ValueError, match="must be one of 100, 115, 130"):
        set_text_scale(120)
    with pytest.raises(ValueError, match="weather"):
        current_theme().category("weather")


def test_text_scale_grows_fonts_and_controls() -> None:
    set_text_scale(130)

    assert current_theme().font("body").pixelSize() == 17
    assert current_theme().font("body", follows_scale=False).pixelSize() == 13
    assert current_theme().px(CONTROL_HEIGHT) == 42
    assert current_theme().line_height("label") == 23


def test_reduced_motion_takes_no_time() -> None:
    assert current_theme().duration_ms(COLLAPSE_MS) == COLLAPSE_MS

    set_reduced_motion(True)

    assert current_theme().duration_ms(COLLAPSE_MS) == 0


def test_fonts_use_two_weights_and_tabular_figures(qapp: QApplication) -> None:
    assert qapp is not None
    for role, look in TYPE_ROLES.items():
        font = current_theme().font(role)

        assert font.weight() in {QFont.Weight.Normal, QFont.Weight.DemiBold}
        assert not font.italic()
        assert font.isFeatureSet(QFont.Tag("tnum")) == look.tabular


def test_a_changed_font_does_not_spoil_the_shared_one() -> None:
    current_theme().font("body").setPixelSize(99)

    assert current_theme().font("body").pixelSize() == 13


def test_each_platform_tries_its_own_families_first() -> None:
    assert families("win32")[0] == "Microsoft YaHei UI"
    assert families("darwin")[0] == "PingFang SC"
    assert families("linux")[0] == "Noto Sans CJK SC"
    assert sorted(families("win32")) == sorted(families("linux"))


def test_high_contrast_draws_double_lines() -> None:
    assert theme_named(ThemeName.HIGH_CONTRAST).line_px == 2
    assert theme_named(ThemeName.LIGHT).line_px == 1


@pytest.mark.parametrize("name", list(ThemeName))
def test_style_sheet_is_short_and_applies(qapp: QApplication, name: ThemeName) -> None:
    theme = theme_named(name)
    before = (qapp.palette(), qapp.font(), qapp.styleSheet())

    apply_theme(qapp, theme)

    assert len(style_sheet_of(theme).splitlines()) <= 60
    assert "$" not in style_sheet_of(theme)
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.window
    assert QFontInfo(qapp.font()).pixelSize() == 13
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyleSheet(before[2])


def test_no_system_theme_where_qt_reports_none(qapp: QApplication) -> None:
    assert qapp.platformName() == "offscreen"
    assert system_theme_name() is None


def test_marks_of_the_style_sheet_have_the_colours_of_the_theme() -> None:
    for name in ThemeName:
        theme = theme_named(name)
        chevron = resource_path(f"marks/chevron_{name}.svg").read_text(encoding="utf-8")
        check = "black" if theme.is_high_contrast else "white"

        assert theme.text_second.name().upper() in chevron
        tick = resource_path(f"marks/check_{check}.svg").read_text(encoding="utf-8")
        assert theme.on_accent.name().upper() in tick
