"""Every element, every sheet, every client and text size, light and dark, at half size."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

from runtime.messages.client_profile import ClientProfile, client_names, client_profile
from tests.support.golden import Golden
from tests.widgets.handset.samples import PROFILE, TEXT_AND_CHIPS, VERTICAL_CARD, DrawnPictures, action
from tests.widgets.handset.scenes import (
    ACTIONS,
    BEHIND,
    DEEP_PROFILE,
    ELEMENTS,
    FULL_PROFILE,
    LONG_CARD,
    MANY_CARDS,
)
from widgets.handset.entries import Entry
from widgets.handset.metrics import PHONE_WIDTH
from widgets.handset.overlay import overlay_of
from widgets.handset.palette import PictureTheme
from widgets.handset.phone import Phone

pytestmark = pytest.mark.usefixtures("pinned_font")

THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
HEIGHT = 700.0


def phone_with(*entries: Entry, theme: str = "light", client: str = "", text_size: int = 100) -> Phone:
    phone = Phone()
    phone.state.profile = PROFILE
    phone.state.picture_theme = "dark" if theme == "dark" else "light"
    phone.state.height = HEIGHT
    phone.pictures = DrawnPictures()
    phone.set_measures(client_profile(client) if client else None, text_size)
    phone.set_entries(entries)
    phone.scroll = 0.0
    return phone


def drawn(phone: Phone, scale: float = 1.0) -> QImage:
    """The phone at *scale*, shrunk to half its logical size so that a glyph's edge does not fail it."""
    size = QSize(round(PHONE_WIDTH), round(phone.state.height))
    image = QImage(size * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(scale, scale)
    phone.paint(painter)
    painter.end()
    return image.scaled(
        size / 2, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def check(golden: Golden, name: str, phone: Phone) -> None:
    golden.check_image(f"handset/{name}.png", drawn(phone), channel_tolerance=24, share=0.003)


@THEMES
@pytest.mark.parametrize("name", list(ELEMENTS))
def test_every_element_looks_as_it_did(golden: Golden, name: str, theme: PictureTheme) -> None:
    check(golden, f"{name}-{theme}", phone_with(*ELEMENTS[name], theme=theme))


@THEMES
@pytest.mark.parametrize("name", list(ACTIONS))
def test_the_sheet_of_every_action_looks_as_it_did(golden: Golden, name: str, theme: PictureTheme) -> None:
    phone = phone_with(BEHIND, theme=theme)
    phone.state.height = 480.0
    phone.state.overlay = overlay_of(action("点我", ACTIONS[name]))

    check(golden, f"action_{name}-{theme}", phone)


@THEMES
@pytest.mark.parametrize("client", client_names())
def test_every_client_draws_a_card_and_a_carousel_as_it_did(
    golden: Golden, client: str, theme: PictureTheme
) -> None:
    phone = phone_with(LONG_CARD, MANY_CARDS, theme=theme, client=client)
    phone.state.mode = "edit"
    phone.state.height = 880.0

    check(golden, f"{client}-{theme}", phone)


@THEMES
@pytest.mark.parametrize("name", list(ELEMENTS))
def test_every_client_draws_every_element_as_it_did(golden: Golden, name: str, theme: PictureTheme) -> None:
    """One picture per scene, all clients side by side, with what they cut marked."""
    phones = [phone_with(*ELEMENTS[name], theme=theme, client=client) for client in client_names()]
    for phone in phones:
        phone.state.mode = "edit"
    drawn_phones = [drawn(phone) for phone in phones]
    size = drawn_phones[0].size()
    row = QImage(size.width() * len(phones), size.height(), drawn_phones[0].format())
    row.fill(Qt.GlobalColor.transparent)
    painter = QPainter(row)
    for place, picture in enumerate(drawn_phones):
        painter.drawImage(place * size.width(), 0, picture)
    painter.end()

    golden.check_image(f"handset/clients/{name}-{theme}.png", row, channel_tolerance=24, share=0.003)


@THEMES
@pytest.mark.parametrize("text_size", [115, 130])
def test_large_type_fits_everywhere(golden: Golden, text_size: int, theme: PictureTheme) -> None:
    phone = phone_with(*TEXT_AND_CHIPS, *VERTICAL_CARD, theme=theme, text_size=text_size)

    check(golden, f"text_{text_size}-{theme}", phone)


@THEMES
@pytest.mark.parametrize("kind", ["attachments", "card_video"])
def test_what_runs_looks_as_it_did(golden: Golden, kind: str, theme: PictureTheme) -> None:
    phone = phone_with(*ELEMENTS[kind], theme=theme)
    phone.state.running = (0, 0, -1)
    phone.state.height = 480.0

    check(golden, f"{kind}_running-{theme}", phone)


@THEMES
def test_the_pages_about_chatbots_look_as_they_did(golden: Golden, theme: PictureTheme) -> None:
    phone = phone_with(BEHIND, theme=theme)
    phone.state.shows_page = True
    phone.state.profile = FULL_PROFILE
    check(golden, f"page-{theme}", phone)

    phone.state.profile = replace(FULL_PROFILE, description=FULL_PROFILE.description * 12)
    phone.scroll_by(120.0)
    check(golden, f"page_scrolled-{theme}", phone)

    phone.page_scroll = 0.0
    phone.state.profile = replace(PROFILE, verified=False)
    check(golden, f"page_unverified-{theme}", phone)


@THEMES
def test_the_open_lists_look_as_they_did(golden: Golden, theme: PictureTheme) -> None:
    phone = phone_with(BEHIND, theme=theme)
    phone.state.height = 480.0
    phone.state.popup = "header"
    check(golden, f"header_menu-{theme}", phone)

    phone.state.profile, phone.state.popup, phone.state.inner = DEEP_PROFILE, 0, ()
    check(golden, f"menu_list-{theme}", phone)

    phone.state.inner = (1,)
    check(golden, f"menu_third_level-{theme}", phone)


@pytest.mark.parametrize("scale", [1.5, 2.0, 3.0])
def test_a_finer_screen_shows_the_same_picture(golden: Golden, scale: float) -> None:
    fine = drawn(phone_with(*VERTICAL_CARD), scale)

    golden.check_image("handset/vertical_card_fine.png", fine, channel_tolerance=48, share=0.02)


def test_a_client_without_a_dark_look_stays_light() -> None:
    profile: ClientProfile = client_profile("client_d")

    dark, light = (
        drawn(phone_with(LONG_CARD, theme=theme, client=profile.name)) for theme in ("dark", "light")
    )

    assert dark == light
